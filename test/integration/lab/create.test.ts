/** A lab on a libvirtd of the test's own: made, left alone, changed under running machines, broken off, removed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLab } from '../../../lab/cli/program.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';

let libvirtd: Libvirtd;
let file: string;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  file = join(libvirtd.dir, 'lab.yaml');
  const preset = await readFile('lab/presets/hub-and-two-spokes.yaml', 'utf8');
  await writeFile(
    file,
    preset
      .replace('uri: "qemu:///system"', `uri: "${libvirtd.uri}", poolPath: ${libvirtd.dir}/pool`)
      .replace('master: { vcpus: 8, memory: 24GiB,', 'master: { virt: qemu, vcpus: 8, memory: 24GiB,')
      .concat('scale: 0.02\nfloors: ignore\n'),
  );
});
afterAll(() => libvirtd?.stop());

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

const lab = async (args: readonly string[], signal?: AbortSignal): Promise<Ran> => {
  const out: string[] = [];
  const err: string[] = [];
  let code: number | undefined;
  await runLab([...args, '--file', file], {
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    end: (given) => {
      code = given;
    },
    ...(signal && { signal }),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

const edit = async (change: (text: string) => string): Promise<void> => {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(file, after);
};

/** Everything that libvirt has, for before and after. */
const inventory = async (): Promise<string> =>
  (
    await Promise.all([
      libvirtd.virsh('list', '--all', '--name'),
      libvirtd.virsh('net-list', '--all', '--name'),
      libvirtd.virsh('pool-list', '--all', '--name'),
      libvirtd.exec('sh', '-c', 'ls /var/lib/libvirt/qemu/nvram 2>/dev/null; ip -br link | grep -c virbr; iptables -S | grep -v LIBVIRT'),
    ])
  ).join('|');

describe('the nine machines', () => {
  let before: string;

  it('are planned, made, and then nothing is left to do', async () => {
    before = await inventory();
    const planned = await lab(['plan']);
    expect(planned.err).toBe('');
    expect(planned).toMatchObject({ code: 2, out: expect.stringContaining('create  machine/etl4-master-0') });
    const made = await lab(['create']);
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect((await libvirtd.virsh('list', '--all', '--name')).trim().split('\n')).toHaveLength(9);
    expect(await lab(['plan'])).toMatchObject({ code: 0, out: 'lab ic4s20: everything is as specified.' });
  });
  it('go, and leave nothing', async () => {
    expect(await lab(['destroy'])).toMatchObject({ code: 1, err: expect.stringContaining('--yes') });
    expect(await lab(['destroy', '--yes'])).toMatchObject({ code: 0, err: '' });
    expect(await inventory()).toBe(before);
  });
});
