import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Libvirtd } from '../helpers/libvirtd.js';
import { run } from '../helpers/run.js';
import { atMost, type Bench, median, timed } from './mark.js';

const rounds = 5;

const document = (uri: string, pool: string): string => `
name: bench
baseDomain: lab.example
hypervisors: [{ name: host, uri: "${uri}", poolPath: ${pool} }]
networks: { lab: { ipv4: { cidr: 192.168.145.0/24, dhcp: .200-.239 } } }
flavors: { master: { virt: qemu, vcpus: 4, memory: 16GiB, disks: [{ size: 100GB }] } }
clusters:
  one: { install: none, apiVips: [.10], ingressVips: [.11], nodes: [{ role: master, count: 3, flavor: master, address: .20 }] }
  two: { install: none, apiVips: [.12], ingressVips: [.13], nodes: [{ role: master, count: 3, flavor: master, address: .30 }] }
  three: { install: none, apiVips: [.14], ingressVips: [.15], nodes: [{ role: master, count: 3, flavor: master, address: .40 }] }
dns: { enabled: false }
ntp: { enabled: false }
bmc: { address: 127.0.0.1, port: 8145 }
scale: 0.02
floors: ignore
overcommit: { vcpus: 64, memory: 64, disk: 64 }
`;

const root = process.cwd();

/** `lab create` or `lab destroy` of all but the services, from the built library. */
const program = (removes: boolean): string => `
import { readFileSync } from 'node:fs';
import { apply, loadLab, openSite, plan, planRemoval } from '${root}/dist/lab/index.js';
const [, , file, stateDir] = process.argv;
const { lab } = loadLab(readFileSync(file, 'utf8'), file);
const site = await openSite(lab, { stateDir });
const changes = await ${removes ? 'planRemoval' : 'plan'}(await site.survey());
const { failed, skipped } = await apply(changes.filter(({ item }) => !item.startsWith('service/')));
await site.close();
for (const { change, error } of failed) console.error(change.item, error.message);
process.exitCode = failed.length + skipped.length === 0 ? 0 : 1;
`;

/** What somebody would write for the same: one command after the other, volumes by qemu-img. */
const script = async (libvirtd: Libvirtd, dir: string): Promise<string> => {
  const pool = join(dir, 'pool');
  const define = async (kind: string, name: string): Promise<string> => {
    const path = join(dir, `${name}.xml`);
    const of = kind === 'net' ? ['net-dumpxml', '--inactive'] : ['dumpxml', '--inactive'];
    await writeFile(path, await libvirtd.virsh(...of, name));
    return `virsh -c "${libvirtd.uri}" ${kind === 'net' ? 'net-define' : 'define'} ${path}`;
  };
  const virsh = (words: string): string => `virsh -c "${libvirtd.uri}" ${words}`;
  const machines = (await libvirtd.virsh('list', '--all', '--name')).split('\n').filter((name) => name !== '');
  const sizes = await libvirtd.exec('qemu-img', 'info', '--output=json', join(pool, `bench-${machines[0]}-vda.qcow2`));
  const { 'virtual-size': size } = JSON.parse(sizes) as { 'virtual-size': number };
  const lines = [
    'set -e',
    await define('net', 'bench-lab'),
    virsh('net-start bench-lab'),
    virsh('net-autostart bench-lab'),
    virsh(`pool-define-as default dir --target ${pool}`),
    virsh('pool-build default'),
    virsh('pool-start default'),
    virsh('pool-autostart default'),
  ];
  for (const name of machines)
    lines.push(`qemu-img create -f qcow2 ${pool}/bench-${name}-vda.qcow2 ${size}`, await define('domain', name));
  lines.push(virsh('pool-refresh default'));
  return lines.join('\n');
};

/** The same by hand, not measured. */
const undo = (libvirtd: Libvirtd, pool: string): string => `
for name in $(virsh -c "${libvirtd.uri}" list --all --name); do virsh -c "${libvirtd.uri}" undefine --nvram $name; done
rm -r ${pool}
for verb in net-destroy net-undefine; do virsh -c "${libvirtd.uri}" $verb bench-lab; done
for verb in pool-destroy pool-undefine; do virsh -c "${libvirtd.uri}" $verb default; done`;

/**
 * Nine machines with their disks, a pool and a network: the built library as a process of its own, from its start to its
 * end, against virsh and qemu-img in sequence, in turns. Without services on either side: their start is a wait that
 * they stay up, whoever starts them.
 */
export const creating = (libvirtd: Libvirtd): Bench => ({
  name: 'lab',
  run: async () => {
    const dir = join(libvirtd.dir, 'bench-lab');
    await libvirtd.exec('mkdir', '-p', dir, '/var/log/libvirt/qemu');
    const file = join(dir, 'lab.yaml');
    await writeFile(file, document(libvirtd.uri, join(dir, 'pool')));
    for (const removes of [false, true])
      await writeFile(join(dir, removes ? 'destroy.mjs' : 'create.mjs'), program(removes));
    const lab = (what: string) => run(['node', join(dir, `${what}.mjs`), file, join(dir, 'state')]);
    const shell = (text: string) => run(['bash', '-c', text]);
    // libvirt asks QEMU once what it can do.
    await lab('create');
    const byHand = await script(libvirtd, dir);
    await lab('destroy');
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const ours = await timed(() => lab('create'));
      await lab('destroy');
      const theirs = await timed(() => shell(byHand));
      await shell(undo(libvirtd, join(dir, 'pool')));
      console.log(`  nine machines: lab ${ours.toFixed(2)} s, virsh and qemu-img in sequence ${theirs.toFixed(2)} s`);
      ratios.push(ours / theirs);
    }
    return [atMost('nine machines, against virsh and qemu-img in sequence', median(ratios), 0.7)];
  },
});
