import type { BootTarget } from '../../port.js';
import { children, find, numberOf } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** A device that firmware can be told to boot from. */
export interface BootDevice {
  /** Names it in every form of the domain's XML: `disk:vda`, `nic:52:54:00:11:22:33`, `hostdev:0`. */
  readonly key: string;
  readonly target: BootTarget;
  /** Target name or MAC address. */
  readonly device: string;
  /** Of `<boot order=.../>`. */
  readonly order?: number;
  readonly loadparm?: string;
  /** QEMU's id of it; only in the XML of a running machine, unless the user named it. */
  readonly alias?: string;
  readonly hasMedium: boolean;
  readonly element: XmlElement;
}

/** All of them, in the order of the XML, which is the order in which libvirt looks for the first of a kind. */
export function bootDevices(domain: XmlElement): readonly BootDevice[] {
  const devices = find(domain, 'devices');
  return [
    ...children(devices, 'disk').map((element) => bootDevice(element, 'disk', diskTarget(element), diskName(element))),
    ...children(devices, 'interface').map((element) => bootDevice(element, 'nic', 'Pxe', macOf(element))),
    // Passed-through devices keep their place in the order, but are no Redfish target of their own.
    ...['hostdev', 'redirdev'].flatMap((name) =>
      children(devices, name).map((element, index) => bootDevice(element, name, 'None', String(index))),
    ),
  ];
}

function bootDevice(element: XmlElement, kind: string, target: BootTarget, device: string): BootDevice {
  const boot = find(element, 'boot');
  const order = numberOf(boot?.attributes.order);
  const loadparm = boot?.attributes.loadparm;
  const alias = find(element, 'alias')?.attributes.name;
  return {
    key: `${kind}:${device}`,
    target,
    device,
    ...(order === undefined ? {} : { order }),
    ...(loadparm === undefined ? {} : { loadparm }),
    ...(alias === undefined ? {} : { alias }),
    hasMedium: find(element, 'source') !== undefined,
    element,
  };
}

function diskTarget(disk: XmlElement): BootTarget {
  if (disk.attributes.device === 'cdrom') return 'Cd';
  if (disk.attributes.device === 'floppy') return 'Floppy';
  return find(disk, 'target')?.attributes.bus === 'usb' ? 'Usb' : 'Hdd';
}

const diskName = (disk: XmlElement): string => find(disk, 'target')?.attributes.dev ?? '';
const macOf = (nic: XmlElement): string => (find(nic, 'mac')?.attributes.address ?? '').toLowerCase();
