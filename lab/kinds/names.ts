/** The lab's names for the host itself: as a block of /etc/hosts, or a drop-in of NetworkManager's dnsmasq. */
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hostsFile } from '../dns/hosts.js';
import { dnsDomains } from '../dns/records.js';
import { alone, readIfThere, rewriteWhole, writeWhole } from '../host/files.js';
import type { Host } from '../host/host.js';
import { resolutionOf } from '../host/resolution.js';
import { run } from '../host/run.js';
import type { Change } from '../plan/change.js';
import { servedNetworks } from '../services/dns.js';
import type { Lab } from '../spec/types.js';
import type { Site } from './site.js';

const item = 'host/names';

const blockOf = (lab: string): { readonly begin: string; readonly end: string } => ({
  begin: `# lab ${lab}: begin (made by lab create, removed by lab destroy)`,
  end: `# lab ${lab}: end`,
});

interface Parts {
  readonly before: string;
  /** What is between the two lines; all of it, where somebody has made several blocks of one. */
  readonly block?: string;
  readonly after: string;
}

/** Undefined: one of the two lines is not there any more, so what is the lab's and what is not cannot be told. */
const split = (text: string, lab: string): Parts | undefined => {
  const { begin, end } = blockOf(lab);
  const parts = { before: '', block: undefined as string | undefined, after: '' };
  let open = false;
  // Each with its end, which the last one may lack.
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const said = line.trimEnd();
    if (said === (open ? begin : end)) return undefined;
    if (said === begin || said === end) {
      open = said === begin;
      parts.block ??= '';
    } else if (open) parts.block += line;
    else parts[parts.block === undefined ? 'before' : 'after'] += line;
  }
  const { block, ...others } = parts;
  return open ? undefined : { ...others, ...(block !== undefined && { block }) };
};

const torn = (lab: string, file: string): string => {
  const { begin, end } = blockOf(lab);
  return `${file} has only one of the lines "${begin}" and "${end}", and what is between them is not told from what is not: put the other one back, or take out what is the lab's`;
};

/** What keeps names from being written, or removed: somebody has edited the lab's block. */
export const nameProblems = ({ lab, host: { hostsFile: file } }: Site): readonly string[] =>
  existsSync(file) && split(readFileSync(file, 'utf8'), lab.name) === undefined ? [torn(lab.name, file)] : [];

/** What a run that was killed may have left beside the file. */
const partOf = (lab: string, file: string): string => join(dirname(file), `.${basename(file)}.lab-${lab}.new`);

/** Other labs write the same file: each reads and writes it while none of the others does. */
const rewrite = (lab: string, file: string, edit: (parts: Parts) => string): Promise<void> =>
  alone(dirname(file), async () => {
    const text = await readIfThere(file);
    const part = partOf(lab, file);
    const parts = split(text ?? '', lab);
    if (parts === undefined) throw new Error(torn(lab, file));
    const edited = edit(parts);
    if (text === undefined) await writeWhole(file, edited, 0o644, part);
    else if (text !== edited) await rewriteWhole(file, edited, part);
    else await rm(part, { force: true });
  });

const inHosts = async (lab: Lab, file: string): Promise<readonly Change[]> => {
  const wanted = hostsFile(lab);
  const parts = split((await readIfThere(file)) ?? '', lab.name);
  if (parts?.block === wanted) return [];
  const action = parts && parts.block === undefined ? 'create' : 'change';
  const write = (): Promise<void> =>
    rewrite(lab.name, file, ({ before, after }) => {
      const { begin, end } = blockOf(lab.name);
      const gap = before === '' || before.endsWith('\n') ? '' : '\n';
      return `${before}${gap}${begin}\n${wanted}${end}\n${after}`;
    });
  return [{ item, action, what: `names of the lab in ${file}`, disruption: 'none', after: [], run: write }];
};

const dropIn = (lab: string): string => `/etc/NetworkManager/dnsmasq.d/lab-${lab}.conf`;

const reload = (): Promise<unknown> => run(['nmcli', 'general', 'reload', 'dns-full']);

/** Said last: without it, a run was killed before NetworkManager had read the file. */
const told = '# NetworkManager has read it.\n';

const inNetworkManager = async (lab: Lab): Promise<readonly Change[]> => {
  const gateways = servedNetworks(lab)
    .slice(0, 1)
    .flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway));
  const lines = dnsDomains(lab).flatMap((domain) => gateways.map((gateway) => `server=/${domain}/${gateway}`));
  const wanted = [`# Made by lab create for the lab ${lab.name}.`, ...lines, ''].join('\n');
  const path = dropIn(lab.name);
  const found = await readIfThere(path);
  if (found === wanted + told) return [];
  const write = async (): Promise<void> => {
    await writeWhole(path, wanted, 0o644, partOf(lab.name, path));
    await reload();
    await writeWhole(path, wanted + told, 0o644, partOf(lab.name, path));
  };
  const action = found === undefined ? 'create' : 'change';
  return [{ item, action, what: `names of the lab in ${path}`, disruption: 'none', after: [], run: write }];
};

/**
 * systemd-resolved asks nobody on a bridge that no machine is on (it has no carrier), so it has /etc/hosts as well, which it
 * reads; what else it has to know is told by services. What an earlier way left is taken away.
 */
export const planNames = async (lab: Lab, host: Host): Promise<readonly Change[]> => {
  const how = lab.dns.enabled ? resolutionOf(lab.dns.host) : 'none';
  const hosts = how === 'hosts' || how === 'systemd-resolved';
  const stale = (await removeNames(lab.name, host)).filter(
    ({ what }) =>
      !(hosts && what.endsWith(host.hostsFile)) && !(how === 'NetworkManager' && what.endsWith(dropIn(lab.name))),
  );
  if (hosts) return [...stale, ...(await inHosts(lab, host.hostsFile))];
  return how === 'NetworkManager' ? [...stale, ...(await inNetworkManager(lab))] : stale;
};

export async function removeNames(lab: string, host: Host): Promise<readonly Change[]> {
  const { hostsFile: file } = host;
  const parts = split((await readIfThere(file)) ?? '', lab);
  const path = dropIn(lab);
  const part = (await readIfThere(partOf(lab, file))) !== undefined;
  const there = (await Promise.all([path, partOf(lab, path)].map(readIfThere))).some((text) => text !== undefined);
  const own = { item, action: 'remove', disruption: 'none', after: [] } as const;
  return [
    ...(parts && parts.block === undefined && !part
      ? []
      : [
          {
            ...own,
            what: `names of the lab in ${file}`,
            run: () => rewrite(lab, file, ({ before, after }) => before + after),
          },
        ]),
    ...(there
      ? [
          {
            ...own,
            what: `names of the lab in ${path}`,
            run: async () => {
              // Still there, and empty, until NetworkManager knows.
              await writeWhole(path, '', 0o644, partOf(lab, path));
              await reload();
              await rm(path, { force: true });
            },
          },
        ]
      : []),
  ];
}
