import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '../host/host.js';
import type { Service, ServiceManager } from '../host/service.js';
import { apply } from '../plan/apply.js';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { planServices, removeServices } from './service.js';

const { lab } = loadLab(
  `${presetText('hub-and-two-spokes').replace(/^loadBalancer.*$/m, '')}dns: { enabled: false }\nntp: { enabled: false }\n`,
  'lab.yaml',
);

let dir: string;
let host: Host;
let reloading: () => Promise<void>;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lab-service-'));
  const running = new Map<string, Service>();
  const services: ServiceManager = {
    name: 'processes',
    isInstalled: async ({ name, command }) => JSON.stringify(running.get(name)?.command) === JSON.stringify(command),
    install: async (service) => void running.set(service.name, service),
    isRunning: async (name) => running.has(name),
    start: async () => {},
    reload: () => reloading(),
    remove: async (name) => void running.delete(name),
    installed: async () => [...running.keys()],
  };
  reloading = async () => {};
  host = { dir: join(dir, lab.name), services, hostsFile: join(dir, 'hosts') };
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const create = async (of = lab) => apply(await planServices(of, host, []));

it('is done again where it was broken off after its files were written', async () => {
  expect((await create()).failed).toEqual([]);
  expect(await planServices(lab, host, [])).toEqual([]);
  const other = { ...lab, bmc: { ...lab.bmc, port: 8001 } };
  reloading = () => Promise.reject(new Error('stopped'));
  expect((await create(other)).failed).toHaveLength(1);
  expect(await planServices(other, host, [])).toMatchObject([{ item: 'service/bmc', action: 'change' }]);
  reloading = async () => {};
  expect((await create(other)).failed).toEqual([]);
  expect(await planServices(other, host, [])).toEqual([]);
});

it('keeps its password, and secrets are for their owner alone', async () => {
  await create();
  const password = () => readFile(join(host.dir, 'bmc/password'), 'utf8');
  const first = await password();
  expect(first.trim().length).toBeGreaterThan(20);
  await create({ ...lab, bmc: { ...lab.bmc, port: 8001 } });
  expect(await password()).toBe(first);
});

it('takes no directory that is not a lab’s, and removes none', async () => {
  await rm(host.dir, { recursive: true, force: true });
  await create();
  const removals = await removeServices(host);
  await writeFile(join(host.dir, 'thesis.txt'), 'mine');
  expect((await apply(removals)).failed).toEqual([]);
  expect(await readdir(host.dir)).toEqual(['thesis.txt']);
  expect((await create()).failed).toMatchObject([{ error: { message: expect.stringContaining('thesis.txt') } }]);
  expect(await removeServices(host)).toEqual([]);
});
