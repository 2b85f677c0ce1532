import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator } from '../helpers/emulator.js';
import type { Libvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { run } from '../helpers/run.js';
import { waitFor } from '../helpers/wait.js';
import { startChild } from './child.js';
import { makeImage } from './image.js';
import { load } from './load.js';
import type { Bench, Figure } from './mark.js';
import { timed } from './mark.js';

const machines = 60;

interface Service {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
}

const call = async ({ url, headers }: Service, method: string, path: string, body?: unknown): Promise<Response> => {
  const reply = await fetch(`${url}${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply;
};

const resident = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const startIncumbent = async (source: string, libvirtd: Libvirtd, port: number): Promise<ChildProcess> => {
  const program = `import sys; sys.path.insert(0, ${JSON.stringify(source)}); from sushy_tools.emulator.main import main; main()`;
  const args = ['-c', program, '-i', '127.0.0.1', '-p', `${port}`, '--libvirt-uri', libvirtd.uri];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '/usr/bin/python3', ...args], { stdio: 'ignore' });
  await waitFor('sushy-emulator to answer', async () => {
    if (child.exitCode !== null) throw new Error('sushy-emulator ended at its start');
    const reply = await fetch(`http://127.0.0.1:${port}/redfish/v1/`).catch(() => undefined);
    return reply?.ok;
  });
  return child;
};

const measure = async (service: Service, ids: readonly string[], insertUrl: string) => {
  const first = `/redfish/v1/Systems/${ids[0]}`;
  const walk = await timed(async () => {
    for (const id of ids) await (await call(service, 'GET', `/redfish/v1/Systems/${id}`)).arrayBuffer();
  });
  const alone = await load(`${service.url}${first}`, service.headers, { connections: 1 });
  const many = await load(`${service.url}${first}`, service.headers, { connections: 50 });
  const insert = await timed(() =>
    call(service, 'POST', `${first}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`, {
      Image: insertUrl,
      Inserted: true,
    }),
  );
  await call(service, 'POST', `${first}/VirtualMedia/Cd/Actions/VirtualMedia.EjectMedia`, {});
  return { walk, alone, many, insert, memory: await resident(service.pid) };
};

/**
 * Side by side with sushy-emulator, on the same daemon and machines, in one run. Needs its source: the environment's
 * SUSHY_TOOLS names the folder (it is not part of this project). A table to read; it has no marks.
 */
export const incumbent = (libvirtd: Libvirtd, source: string): Bench => ({
  name: 'incumbent',
  run: async () => {
    await stat(join(source, 'sushy_tools'));
    const ids: string[] = [];
    for (let index = 0; index < machines; index += 1) ids.push((await defineMachine(libvirtd, { cd: true })).uuid);
    await libvirtd.exec('mkdir', '-p', join(libvirtd.dir, 'pool'));
    await libvirtd.virsh('pool-create-as', 'default', 'dir', '--target', join(libvirtd.dir, 'pool'));
    const server = await startChild('files.ts', libvirtd.dir);
    const image = join(libvirtd.dir, 'compare.iso');
    await makeImage(image, 1);
    const url = `http://127.0.0.1:${server.port}/compare.iso`;
    const curl = await timed(() => run(['curl', '-sf', '-o', join(libvirtd.dir, 'copy'), url], { timeout: 600_000 }));
    await rm(join(libvirtd.dir, 'copy'));

    const ours = await startEmulator({ dir: join(libvirtd.dir, 'ours'), uris: [libvirtd.uri], measured: true });
    const port = ours.port + 1;
    try {
      const mine = await measure(
        { name: 'redfish-emu', url: ours.url, headers: { authorization: ours.authorization }, pid: ours.pid },
        ids,
        url,
      );
      await ours.stop();
      const child = await startIncumbent(source, libvirtd, port);
      const theirs = await measure(
        { name: 'sushy-emulator', url: `http://127.0.0.1:${port}`, headers: {}, pid: child.pid ?? 0 },
        ids,
        url,
      );
      child.kill('SIGKILL');
      await once(child, 'exit');
      const row = (what: string, a: number, b: number, unit: string): Figure => ({
        what,
        measured: `${a.toFixed(2)} ${unit}`,
        wanted: `sushy-emulator ${b.toFixed(2)} ${unit}`,
        holds: true,
      });
      return [
        row('GET one system, 1 connection', mine.alone.rate, theirs.alone.rate, '/s'),
        row('GET one system, 50 connections', mine.many.rate, theirs.many.rate, '/s'),
        row('p99 of that', mine.many.p99, theirs.many.p99, 'ms'),
        row(`${machines} systems read one after the other`, mine.walk, theirs.walk, 's'),
        row('insert of 1 GiB, in curls', mine.insert / curl, theirs.insert / curl, 'x'),
        row('resident memory after that', mine.memory, theirs.memory, 'MB'),
      ];
    } finally {
      await server.stop();
    }
  },
});
