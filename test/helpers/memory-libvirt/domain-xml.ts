/** What libvirt makes of a domain's definition: it fills in, sorts, and refuses. */
import { all, element, ensure, first, type XmlNode } from '../../../lab/libvirt/xml.js';
import { refusal } from './answers.js';

/** Drives of a controller, and so the unit of a target: `sdb` is unit 1 of the first. */
const units: Readonly<Record<string, number>> = { sata: 6, scsi: 7 };

const target = (disk: XmlNode): Readonly<Record<string, string>> => first(disk, 'target')?.attributes ?? {};
const number = (disk: XmlNode): number => {
  const { dev = '' } = target(disk);
  return dev.startsWith('nvme') ? Number(/\d+/.exec(dev)?.[0]) : dev.charCodeAt(2) - 97;
};

/** `virDomainDiskInsert`: those of a bus stand together, by their targets; a bus comes where its first disk was. */
const sorted = (disks: readonly XmlNode[]): readonly XmlNode[] => {
  const buses = [...new Set(disks.map((disk) => target(disk).bus))];
  return buses.flatMap((bus) =>
    disks.filter((disk) => target(disk).bus === bus).sort((one, other) => number(one) - number(other)),
  );
};

const addressed = (disk: XmlNode): void => {
  const size = units[target(disk).bus ?? ''];
  if (size === undefined || first(disk, 'address') !== undefined) return;
  const [controller, unit] = [Math.floor(number(disk) / size), number(disk) % size];
  disk.children.push(element('address', { type: 'drive', controller, bus: 0, target: 0, unit }));
};

const places = (disks: readonly XmlNode[]): readonly string[] =>
  disks.flatMap((disk) => {
    const { type, controller, unit } = first(disk, 'address')?.attributes ?? {};
    return type === 'drive' ? [`${target(disk).bus} ${controller} ${unit}`] : [];
  });

const twice = (values: readonly string[]): string | undefined =>
  values.find((value, index) => values.indexOf(value) !== index);

const completeDisks = (devices: XmlNode): void => {
  const disks = sorted(all(devices, 'disk'));
  const one = twice(disks.map((disk) => target(disk).dev ?? ''));
  if (one !== undefined) throw refusal('XML_ERROR', `target '${one}' duplicated`);
  disks.forEach(addressed);
  const place = twice(places(disks));
  if (place !== undefined) throw refusal('XML_ERROR', `Found duplicate drive address for disk: ${place}`);
  devices.children = [...disks, ...devices.children.filter(({ name }) => name !== 'disk')];
};

const completeFirmware = (tree: XmlNode): void => {
  const os = ensure(tree, 'os');
  const secure = all(os, 'firmware/feature').some(
    ({ attributes }) => attributes.name === 'secure-boot' && attributes.enabled === 'yes',
  );
  if (secure && first(tree, 'features/smm')?.attributes.state !== 'on')
    throw refusal('CONFIG_UNSUPPORTED', 'Secure boot requires SMM');
  if (os.attributes.firmware !== 'efi' || first(os, 'loader') !== undefined) return;
  const attributes = { readonly: 'yes', ...(secure && { secure: 'yes' }), type: 'pflash' };
  os.children.push(element('loader', attributes, '/usr/share/OVMF/OVMF_CODE_4M.fd'));
  os.children.push(element('nvram', {}, `/var/lib/libvirt/qemu/nvram/${first(tree, 'name')?.text}_VARS.fd`));
};

const versions: Readonly<Record<string, string>> = { q35: 'pc-q35-7.2', pc: 'pc-i440fx-7.2' };

/** As libvirt 9 with QEMU 7.2 has it. Changes the tree; throws the daemon's errors. */
export const complete = (tree: XmlNode): XmlNode => {
  const type = ensure(tree, 'os/type');
  type.attributes.machine = versions[type.attributes.machine ?? 'pc'] ?? type.attributes.machine ?? '';
  ensure(tree, 'vcpu').attributes.placement = 'static';
  completeFirmware(tree);
  const cpu = ensure(tree, 'cpu');
  if (cpu.attributes.mode === 'host-passthrough') Object.assign(cpu.attributes, { check: 'none', migratable: 'on' });
  const devices = ensure(tree, 'devices');
  completeDisks(devices);
  const serial = first(devices, 'serial');
  if (serial && first(devices, 'console') === undefined)
    devices.children.push(element('console', { type: 'pty' }, [element('target', { type: 'serial', port: 0 })]));
  const controllers = [...new Set(all(devices, 'disk').map((disk) => target(disk).bus))].filter(
    (bus) => bus !== undefined && units[bus] !== undefined,
  );
  for (const bus of controllers)
    if (!all(devices, 'controller').some(({ attributes }) => attributes.type === bus))
      devices.children.push(element('controller', { type: bus, index: 0 }));
  return tree;
};
