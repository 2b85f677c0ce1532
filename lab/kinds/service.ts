import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere, writeWhole } from '../host/files.js';
import { defaultStateDir, type Host } from '../host/host.js';
import { run } from '../host/run.js';
import type { Service } from '../host/service.js';
import { specHash } from '../libvirt/mark.js';
import { urlHost } from '../manifests/node.js';
import type { Action, Change, Disruption } from '../plan/change.js';
import { servicesOf } from '../services/services.js';
import type { Lab } from '../spec/types.js';
import { listens } from '../verify/senses/sockets.js';
import type { Site } from './site.js';

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

const isMarked = (dir: string): boolean => existsSync(markerOf(dir));

const claim = async (dir: string): Promise<void> => {
  if ((await readIfThere(markerOf(dir))) !== undefined) return;
  const strangers = await readdir(dir).catch(() => []);
  if (strangers.some((name) => !isOwn(name)))
    throw new Error(`${dir} has files that are not a lab's (${strangers.join(', ')}): --state-dir names another place`);
  await mkdir(dir, { recursive: true, mode: 0o711 });
  // Empty, so that it is whole whenever it is there.
  await writeFile(markerOf(dir), '', { flag: 'a', mode: 0o600 });
};

/** What a lab keeps in its directory. */
const isOwn = (name: string): boolean =>
  /^(gateways|dns|(ntp|names)-[a-z0-9-]+|lb|bmc|rehearsal|services|trial-[a-z0-9-]+|lab)$/.test(name);

/** Of all that makes a service what it is. Kept once it runs so: whoever was stopped before does it again. */
export const digestOf = ({ prepare: _, check: __, answersAt: ___, ...service }: Service): string => specHash(service);
export const appliedOf = (dir: string, name: string): string => join(dir, name, 'applied');

/** Milliseconds that a service has until it answers, on a host that has much to do. */
const startLimit = 60_000;

/** Whoever is told that the lab is there may use it at once. */
const answers = async ({ name, answersAt }: Service): Promise<void> => {
  if (answersAt === undefined) return;
  const { address, port } = answersAt;
  for (const limit = performance.now() + startLimit; performance.now() < limit; await sleep(100))
    if (await listens(address, port, AbortSignal.timeout(1000))) return;
  throw new Error(`${name} does not answer at ${urlHost(address)}:${port} within ${startLimit / 1000} s`);
};

const put = async ({ dir, services }: Host, service: Service): Promise<void> => {
  await claim(dir);
  await check(dir, service);
  await service.prepare?.();
  for (const [file, text] of Object.entries(service.files)) await writeWhole(file, text);
  const known = await services.isInstalled(service);
  if (!known) await services.install(service);
  if (known && (await services.isRunning(service.name))) await services.reload(service);
  else await services.start(service.name);
  await answers(service);
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
  if ((found.length > 0 && found.every((text) => text === undefined)) || !(known || running))
    return [change('create', service.description, 'none', () => put(host, service))];
  const differs = applied !== digestOf(service) || wanted.some((text, index) => text !== found[index]);
  if (differs || !known)
    return [change('change', `${service.description}: configuration`, 'live', () => put(host, service))];
  const start = async (): Promise<void> => {
    await host.services.start(service.name);
    await answers(service);
  };
  return running ? [] : [change('start', service.description, 'none', start)];
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
  const changes = await Promise.all(
    wanted.map((service) =>
      changesOf(host, service, service.name === 'gateways' ? after : [...after, itemOf('gateways')]),
    ),
  );
  return [...changes.flat(), ...stale.map((name) => removal(host, name))];
};

/** What keeps services from being made, or removed: those of the same lab in another directory. */
export const serviceProblems = ({ lab, host, surveys }: Site): readonly string[] => {
  const marks = surveys[0]?.networks.flatMap(({ mark }) => (mark?.lab === lab.name ? [mark.state] : [])) ?? [];
  const elsewhere = [...new Set(marks)].filter((dir) => dir !== undefined && dir !== host.dir && isMarked(dir));
  return elsewhere.map((dir) => `services of the lab ${lab.name} are in ${dir}: say --state-dir ${dirname(`${dir}`)}`);
};

/** The directory of all labs, and what is there for it alone. */
const madeFor = (dir: string): readonly string[] =>
  dirname(dir) === defaultStateDir ? [defaultStateDir, dirname(defaultStateDir)] : [dirname(dir)];

/** Not where there is something in it. */
const removeEmpty = (dir: string): Promise<boolean> =>
  rmdir(dir).then(
    () => true,
    () => false,
  );

/** The services, and then what was kept of them: passwords and certificates, too. Nothing that somebody else put there. */
export const removeServices = async (host: Host): Promise<readonly Change[]> => {
  const removals = (await host.services.installed()).map((name) => removal(host, name));
  const there = await readdir(host.dir).catch(() => undefined);
  // An empty one was made by a run that was killed before it could mark it.
  if (there === undefined || !(there.length === 0 || there.includes('lab'))) return removals;
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
        // Of a rehearsal that was killed; on bridges that stay, they would stay, too.
        const [{ readDebts }, { giveBack }] = await Promise.all([
          import('../rehearse/journal.js'),
          import('../rehearse/stand-ins.js'),
        ]);
        for (const one of (await readDebts(host))?.borrowed ?? []) await giveBack(one);
        // The marker last: until then another run finds what is left.
        const own = names.filter((name) => isOwn(name) && name !== 'lab');
        for (const name of own) await rm(join(host.dir, name), { recursive: true, force: true });
        await rm(markerOf(host.dir), { force: true });
        if (!names.every(isOwn)) return;
        await rmdir(host.dir);
        for (const above of madeFor(host.dir)) if (!(await removeEmpty(above))) return;
      },
    },
  ];
};
