import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readIfThere, writeWhole } from '../host/files.js';
import type { Host } from '../host/host.js';
import { run } from '../host/run.js';
import type { Service } from '../host/service.js';
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

const put = async ({ dir, services }: Host, service: Service): Promise<void> => {
  await check(dir, service);
  await mkdir(dir, { recursive: true, mode: 0o711 });
  // Tells whose it is, also where nothing else was made yet.
  await writeWhole(join(dir, 'lab'), '');
  await service.prepare?.();
  for (const [file, text] of Object.entries(service.files)) await writeWhole(file, text);
  const known = await services.isInstalled(service);
  if (!known) await services.install(service);
  if (known && (await services.isRunning(service.name))) await services.reload(service);
  else await services.start(service.name);
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
  const [known, running] = await Promise.all([
    host.services.isInstalled(service),
    host.services.isRunning(service.name),
  ]);
  if (found.every((text) => text === undefined) || !(known || running))
    return [change('create', service.description, 'none', () => put(host, service))];
  const differs = wanted.some((text, index) => text !== found[index]);
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

/** The services, and then the directory with all that was kept: passwords and certificates, too. */
export const removeServices = async (host: Host): Promise<readonly Change[]> => {
  const names = await host.services.installed();
  if (names.length === 0 && (await readIfThere(join(host.dir, 'lab'))) === undefined) return [];
  const removals = names.map((name) => removal(host, name));
  return [
    ...removals,
    {
      item: 'directory/state',
      action: 'remove',
      what: host.dir,
      disruption: 'none',
      after: removals.map(({ item }) => item),
      run: () => rm(host.dir, { recursive: true, force: true }),
    },
  ];
};
