/** Machines whose document asks for other firmware once they have run: what it keeps for them is other, too, and goes with them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabHost, startLabHost } from '../../helpers/lab-host.js';

let host: LabHost;
let file: string;
let before: readonly string[];

const document = (flavor: string): Promise<void> =>
  writeFile(
    file,
    `name: firm
baseDomain: firm.example
hypervisors: [{ name: here, uri: "${host.libvirtd.uri}", poolPath: ${host.libvirtd.dir}/pool }]
networks: { lab: { ipv4: { cidr: 192.168.139.0/24, dhcp: .200-.239 } } }
flavors: { one: { virt: qemu, vcpus: 1, memory: 16GiB, disks: [{ size: 120GB }], watchdog: false, ${flavor} } }
clusters: { c: { hub: true, install: none, nodes: [{ role: single, flavor: one, address: .20 }] } }
openshift: { imageSet: img4.20.14-x86-64-appsub }
scale: 0.01
floors: ignore
overcommit: { vcpus: 64, memory: 64, disk: 64 }
dns: { enabled: false }
ntp: { enabled: false }
`,
  );

beforeAll(async () => {
  host = await startLabHost();
  file = join(host.libvirtd.dir, 'lab.yaml');
  await document('firmware: uefi');
  // Of TPMs, libvirt keeps the directories that it makes for the first one.
  await host.libvirtd.exec('mkdir', '-p', '/var/lib/libvirt/swtpm', '/run/libvirt/qemu/swtpm');
  await host.libvirtd.exec('chmod', '711', '/var/lib/libvirt/swtpm');
  await host.libvirtd.exec('chmod', '770', '/run/libvirt/qemu/swtpm');
  await host.libvirtd.exec('chown', 'root:tss', '/run/libvirt/qemu/swtpm');
  before = await host.inventory();
});
afterAll(() => host?.stop());

const lab = async (...args: readonly string[]): Promise<void> => {
  const { code, out } = await host.run(...args, '--file', file);
  expect(code, out).toBe(0);
};

/** libvirt makes what is missing when a machine starts. */
const run = async (): Promise<void> => {
  await host.libvirtd.virsh('start', 'c-single-0');
  await host.libvirtd.virsh('destroy', 'c-single-0');
};

const hasKeys = async (store: string): Promise<boolean> =>
  (await readFile(join(host.libvirtd.dir, 'lib/qemu/nvram', store))).includes(Buffer.from('PK\0', 'utf16le'));

it('have the keys of Secure Boot when it is switched on, and leave nothing of before', async () => {
  await document('firmware: uefi, tpm: true');
  await lab('create');
  await run();
  expect(await hasKeys('c-single-0_VARS.fd')).toBe(false);

  await document('firmware: uefi, tpm: true, secureBoot: true');
  await lab('create');
  await lab('plan');
  await run();
  expect(await hasKeys('c-single-0_VARS.secure.fd')).toBe(true);

  await document('firmware: bios');
  await lab('create');
  await lab('plan');
  await run();
  await lab('destroy', '--yes');
  const after = await host.inventory();
  expect({
    left: after.filter((line) => !before.includes(line)),
    lost: before.filter((line) => !after.includes(line)),
  }).toEqual({ left: [], lost: [] });
});
