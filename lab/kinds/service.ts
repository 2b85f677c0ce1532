import { readdir, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readIfThere, writeWhole } from '../host/files.js';
import type { Host } from '../host/host.js';
import { run } from '../host/run.js';
import type { Service } from '../host/service.js';
import { specHash } from '../libvirt/mark.js';
import type { Action, Change, Disruption } from '../plan/change.js';
import { servicesOf } from '../services/services.js';
import type { Lab } from '../spec/types.js';

const itemOf = (name: string): string => `service/${name}`;

/** The program itself has to find its new configuration good, before anything of the old is touched. */
const check = async (dir: string, service: Service): Promise<void> => {
  if (service.check === undefined) return;
  const trial = join(dir, `trial-${service.name}`);
  const path = (file: string): string => join(trial, basename(file));
  try {
    for (const [file, text] of Object.entries(service.files)) await writeWhole(path(file), text);
    await run(service.check(path));
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
};

/** Tells that a directory is a lab's. */
const markerOf = (dir: string): string => join(dir, 'lab');

const claim = async (dir: string): Promise<void> => {
  if ((await readIfThere(markerOf(dir))) !== undefined) return;
  const strangers = await readdir(dir).catch(() => []);
  if (strangers.some((name) => !isOwn(name)))
    throw new Error(`${dir} has files that are not a lab's (${strangers.join(', ')}): --state-dir names another place`);
  await writeWhole(markerOf(dir), '');
};

/** What a lab keeps in its directory. */
const isOwn = (name: string): boolean =>
  /^(dns|ntp-[a-z0-9-]+|lb|bmc|services|trial-[a-z0-9-]+|lab(\.[0-9a-f-]+\.new)?)$/.test(name);

/** Of all that makes a service what it is. Kept once it runs so: whoever was stopped before does it again. */
export const digestOf = ({ prepare: _, check: __, ...service }: Service): string => specHash(service);
export const appliedOf = (dir: string, name: string): string => join(dir, name, 'applied');

const put = async ({ dir, services }: Host, service: Service): Promise<void> => {
  await claim(dir);
  await check(dir, service);
  await service.prepare?.();
  for (const [file, text] of Object.entries(service.files)) await writeWhole(file, text);
  const known = await services.isInstalled(service);
  if (!known) await services.install(service);
  if (known && (await services.isRunning(service.name))) await services.reload(service);
  else await services.start(service.name);
  await writeWhole(appliedOf(dir, service.name), digestOf(service));
};

const changesOf = async (host: Host, service: Service, after: readonly string[]): Promise<readonly Change[]> => {
  const change = (action: Action, what: string, disruption: Disruption, work: () => Promise<void>): Change => ({
    item: itemOf(service.name),
    action,
    what,
    disruption,
    after,
    run: work,
  });
  const found = await Promise.all(Object.keys(service.files).map(readIfThere));
  const wanted = Object.values(service.files);
  const [known, running, applied] = await Promise.all([
    host.services.isInstalled(service),
    host.services.isRunning(service.name),
    readIfThere(appliedOf(host.dir, service.name)),
  ]);
  if (found.every((text) => text === undefined) || !(known || running))
    return [change('create', service.description, 'none', () => put(host, service))];
  const differs = applied !== digestOf(service) || wanted.some((text, index) => text !== found[index]);
  if (differs || !known)
    return [change('change', `${service.description}: configuration`, 'live', () => put(host, service))];
  return running ? [] : [change('start', service.description, 'none', () => host.services.start(service.name))];
};

const removal = ({ services, dir }: Host, name: string): Change => ({
  item: itemOf(name),
  action: 'remove',
  what: `service ${name}`,
  disruption: 'live',
  after: [],
  run: async () => {
    await services.remove(name);
    await rm(join(dir, name), { recursive: true, force: true });
  },
});

/** Items come first that the services stand on: what the other kinds of the plan make. */
export const planServices = async (lab: Lab, host: Host, after: readonly string[]): Promise<readonly Change[]> => {
  const wanted = servicesOf(lab, host);
  const stale = (await host.services.installed()).filter((name) => !wanted.some((service) => service.name === name));
  const changes = await Promise.all(wanted.map((service) => changesOf(host, service, after)));
  return [...changes.flat(), ...stale.map((name) => removal(host, name))];
};

/** The services, and then what was kept of them: passwords and certificates, too. Nothing that somebody else put there. */
export const removeServices = async (host: Host): Promise<readonly Change[]> => {
  const removals = (await host.services.installed()).map((name) => removal(host, name));
  if ((await readIfThere(markerOf(host.dir))) === undefined) return removals;
  return [
    ...removals,
    {
      item: 'directory/state',
      action: 'remove',
      what: host.dir,
      disruption: 'none',
      after: removals.map(({ item }) => item),
      run: async () => {
        const names = await readdir(host.dir);
        // The marker last: until then another run finds what is left.
        const own = names.filter((name) => isOwn(name) && name !== 'lab');
        for (const name of own) await rm(join(host.dir, name), { recursive: true, force: true });
        await rm(markerOf(host.dir), { force: true });
        if (names.every(isOwn)) await rmdir(host.dir);
      },
    },
  ];
};
