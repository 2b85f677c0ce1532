import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProcesses } from '../host/processes.js';
import { apply } from '../plan/apply.js';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { nameProblems, planNames, removeNames } from './names.js';
import type { Site } from './site.js';

const { lab } = loadLab(`${presetText('hub-and-two-spokes')}dns: { host: hosts }\n`, 'lab.yaml');

let dir: string;
let site: Site;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lab-names-'));
  site = { lab, surveys: [], host: { dir, services: createProcesses(dir), hostsFile: join(dir, 'hosts') } };
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const hosts = () => readFile(site.host.hostsFile, 'utf8');
const write = (text: string) => writeFile(site.host.hostsFile, text);
const create = async () => apply(await planNames(lab, site.host));
const destroy = async () => apply(await removeNames(lab.name, site.host));

it.each(['127.0.0.1 localhost\n', '127.0.0.1 localhost', ''])('gives back %j as it was', async (before) => {
  await write(before);
  await create();
  expect(await planNames(lab, site.host)).toEqual([]);
  await write(`${await hosts()}192.0.2.1 mine`);
  expect(await planNames(lab, site.host)).toEqual([]);
  await destroy();
  expect(await hosts()).toBe(`${before}${before === '127.0.0.1 localhost' ? '\n' : ''}192.0.2.1 mine`);
});

it('knows its block at the end of a file whose last line has no end', async () => {
  await create();
  await write((await hosts()).trimEnd());
  expect(await planNames(lab, site.host)).toEqual([]);
});

it('makes one block of several', async () => {
  await create();
  const once = await hosts();
  await write(`${once}192.0.2.1 mine\n${once}192.0.2.2 mine\n`);
  expect(await planNames(lab, site.host)).toMatchObject([{ action: 'change' }]);
  await create();
  expect(await hosts()).toBe(`${once}192.0.2.1 mine\n192.0.2.2 mine\n`);
});

it.each(['begin', 'end'])('touches nothing where the line of its %s is missing', async (which) => {
  await write('127.0.0.1 localhost\n');
  await create();
  const torn = `${(await hosts()).replace(new RegExp(`^# lab ${lab.name}: ${which}.*\\n`, 'm'), '')}192.0.2.1 mine\n`;
  await write(torn);
  expect(nameProblems(site)).toEqual([expect.stringContaining('put the other one back')]);
  for (const work of [create, destroy])
    expect((await work()).failed).toMatchObject([{ error: { message: expect.stringContaining('only one of the') } }]);
  expect(await hosts()).toBe(torn);
});
