import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '../helpers/emulator.js';
import type { Libvirtd } from '../helpers/libvirtd.js';
import { startChild } from './child.js';
import { load } from './load.js';
import { counter, machineUri, serveMany } from './many.js';
import { atLeast, atMost, type Bench, type Figure, median, timed } from './mark.js';

const rounds = 5;

/** The service against an Express handler that returns the same bytes and headers, in alternating rounds. */
const againstTwin = async (emulator: Emulator, dir: string): Promise<Figure[]> => {
  const { authorization } = emulator;
  const sample = await emulator.request('GET', machineUri(1));
  const headers = Object.fromEntries(
    [...sample.headers].filter(([name]) => !['date', 'connection', 'keep-alive', 'content-length'].includes(name)),
  );
  const file = join(dir, 'twin.json');
  await writeFile(file, JSON.stringify({ headers, body: await sample.text() }));
  const twin = await startChild('twin.ts', file);
  const ratios: number[] = [];
  try {
    await load(`${emulator.url}${machineUri(1)}`, { authorization }, { seconds: 3 });
    await load(`http://127.0.0.1:${twin.port}${machineUri(1)}`, { authorization }, { seconds: 3 });
    const before = await counter(emulator, 'redfish_emu_libvirt_calls_total');
    for (let round = 0; round < rounds; round += 1) {
      const ours = await load(`${emulator.url}${machineUri(1)}`, { authorization });
      const theirs = await load(`http://127.0.0.1:${twin.port}${machineUri(1)}`, { authorization });
      ratios.push(ours.rate / theirs.rate);
      console.log(
        `  GET a system: ${ours.rate.toFixed(0)}/s (p99 ${ours.p99} ms), Express twin ${theirs.rate.toFixed(0)}/s`,
      );
    }
    const calls = (await counter(emulator, 'redfish_emu_libvirt_calls_total')) - before;
    return [
      atLeast('GET one system at 50 connections / Express handler with the same bytes', median(ratios), 0.6),
      atMost('libvirt calls that those GETs made', await perRequest(emulator, calls), 0, 'calls'),
    ];
  } finally {
    await twin.stop();
  }
};

/** The price of a password that was verified before, beside a session's token: the inverse of what can be served. */
const basicAgainstSession = async (emulator: Emulator): Promise<Figure> => {
  const session = await emulator.request('POST', '/redfish/v1/SessionService/Sessions', {
    UserName: emulator.user,
    Password: emulator.password,
  });
  const token = { 'x-auth-token': session.headers.get('x-auth-token') ?? '' };
  const basic = { authorization: emulator.authorization };
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const url = `${emulator.url}${machineUri(2)}`;
    const bySession = await load(url, token, { seconds: 2 });
    const byPassword = await load(url, basic, { seconds: 2 });
    ratios.push(bySession.rate / byPassword.rate);
  }
  return atMost('a GET with Basic authentication / with a session', median(ratios), 1.3);
};

/**
 * Calls made by GETs alone: what the inventory's own sweep does in the same time without any GET is subtracted by
 * counting within one short burst, which ends before a sweep is due.
 */
const perRequest = async (emulator: Emulator, overall: number): Promise<number> => {
  console.log(`  libvirt calls during all rounds, the inventory's own upkeep included: ${overall}`);
  const counts: number[] = [];
  for (let burst = 0; burst < 5; burst += 1) {
    await emulator.get(machineUri(1));
    const before = await counter(emulator, 'redfish_emu_libvirt_calls_total');
    for (let index = 0; index < 200; index += 1) await emulator.get(machineUri(1));
    counts.push((await counter(emulator, 'redfish_emu_libvirt_calls_total')) - before);
  }
  return Math.min(...counts);
};

const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

const readAll = async (emulator: Emulator, count: number): Promise<void> => {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await emulator.get(machineUri(index));
  };
  await Promise.all(Array.from({ length: 20 }, worker));
};

/** One GET, with few machines and with many, taken in turns. */
const growth = async (few: Emulator, many: Emulator): Promise<number> => {
  const ratios: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const burst = (emulator: Emulator) =>
      timed(async () => {
        for (let index = 0; index < 300; index += 1) await emulator.get(machineUri(3));
      });
    const small = await burst(few);
    ratios.push((await burst(many)) / small);
  }
  return median(ratios);
};

export const reading = (libvirtd: Libvirtd): Bench => ({
  name: 'reading',
  run: async () => {
    const many = await serveMany(libvirtd, 1000);
    try {
      const first = await timed(() => readAll(many, 1000));
      const again = await timed(() => readAll(many, 1000));
      const few = await serveMany(libvirtd, 10);
      const ratio = await growth(few, many).finally(() => few.stop());
      const twin = await againstTwin(many, libvirtd.dir);
      const basic = await basicAgainstSession(many);
      return [
        ...twin,
        basic,
        atMost('one GET with 1000 machines / with 10', ratio, 1.5),
        atMost('all 1000 systems read, first time', first, 2, 's'),
        atMost('all 1000 systems read, again', again, 2, 's'),
        atMost('resident memory with 1000 machines, after all of that', await residentMegabytes(many.pid), 150, 'MB'),
      ];
    } finally {
      await many.stop();
    }
  },
});
