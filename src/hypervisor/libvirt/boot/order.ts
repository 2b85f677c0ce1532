import { type BootDevice, bootDevices } from '../domain/boot-devices.js';
import type { SavedDeviceOrder, SavedOrder } from '../metadata/record.js';
import { appendChild, applyEdits, type Edit, insertAfter, removeElement } from '../xml/edit.js';
import { escapeXml } from '../xml/entities.js';
import { children, find } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';

const kinds = { hd: ['Hdd', 'Usb'], cdrom: ['Cd'], fd: ['Floppy'], network: ['Pxe'] } as const;

/**
 * Keys of the devices that the firmware tries, first to last. `<boot order>` of the devices rules out
 * `<os><boot dev>` (libvirt takes only one of the two); of the latter each means the first device of its kind.
 */
export function bootOrder(domain: XmlElement): readonly string[] {
  const devices = bootDevices(domain);
  const ordered = devices.filter((device) => device.order !== undefined);
  if (ordered.length > 0) return ordered.sort((a, b) => (a.order ?? 0) - (b.order ?? 0)).map(({ key }) => key);
  const names = osBoot(domain);
  return (names.length > 0 ? names : ['hd']).flatMap((name) => {
    const targets: readonly string[] = Object.entries(kinds).find(([kind]) => kind === name)?.[1] ?? [];
    const first = devices.find(({ target }) => targets.includes(target));
    return first ? [first.key] : [];
  });
}

/** The order as it is written now, to be put back by `restoreOrder`; `applied` is what takes its place. */
export function saveOrder(domain: XmlElement, applied: readonly string[]): SavedOrder {
  const devices = bootDevices(domain).flatMap(({ key, order, loadparm }): [string, SavedDeviceOrder][] =>
    order === undefined ? [] : [[key, { order, ...(loadparm === undefined ? {} : { loadparm }) }]],
  );
  return { os: osBoot(domain), devices: Object.fromEntries(devices), applied };
}

/** Puts these devices first to last, and no other, into the boot order. Keys of no device are left out. */
export function writeOrder(source: string, keys: readonly string[]): string {
  const orders = new Map(keys.map((key, index) => [key, { order: index + 1 }]));
  return write(source, [], (device) => {
    const order = orders.get(device.key);
    return order && { ...order, ...(device.loadparm === undefined ? {} : { loadparm: device.loadparm }) };
  });
}

/**
 * Puts a saved order back. If the order is no longer the one that replaced it, somebody edited the machine
 * meanwhile: their word stands, and nothing changes.
 */
export function restoreOrder(source: string, saved: SavedOrder): string {
  const now = bootOrder(parseXml(source));
  const known = new Set(bootDevices(parseXml(source)).map(({ key }) => key));
  const expected = saved.applied.filter((key) => known.has(key));
  if (now.join() !== expected.join()) return source;
  return write(source, saved.os, ({ key }) => saved.devices[key]);
}

function write(
  source: string,
  os: readonly string[],
  orderOf: (device: BootDevice) => SavedDeviceOrder | undefined,
): string {
  const domain = parseXml(source);
  const element = find(domain, 'os');
  const edits: Edit[] = children(element, 'boot').map((boot) => removeElement(source, boot));
  if (element && os.length > 0) {
    const markup = os.map((name) => `<boot dev='${escapeXml(name)}'/>`).join('\n    ');
    edits.push(insertAfter(source, element, element.children.filter(({ name }) => name !== 'boot').at(-1), markup));
  }
  for (const device of bootDevices(domain)) {
    const present = find(device.element, 'boot');
    const order = orderOf(device);
    const markup = order && orderMarkup(order);
    if (present) edits.push(markup ? { ...present.span, text: markup } : removeElement(source, present));
    else if (markup) edits.push(appendChild(source, device.element, markup));
  }
  return applyEdits(source, edits);
}

function orderMarkup({ order, loadparm }: SavedDeviceOrder): string {
  return `<boot order='${order}'${loadparm === undefined ? '' : ` loadparm='${escapeXml(loadparm)}'`}/>`;
}

function osBoot(domain: XmlElement): readonly string[] {
  return children(find(domain, 'os'), 'boot').flatMap(({ attributes }) => attributes.dev ?? []);
}
