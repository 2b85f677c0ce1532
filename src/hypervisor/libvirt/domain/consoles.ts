import type { ConsoleServer, Tpm } from '../../port.js';
import { attributeAt, children, find, numberOf } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { present } from './hardware.js';

/** `<graphics>` that listens, and `<serial>` that serves telnet. Other serial ports speak nothing that Redfish has a word for. */
export function readConsoles(domain: XmlElement): readonly ConsoleServer[] {
  const devices = find(domain, 'devices');
  return [
    ...children(devices, 'graphics').flatMap(graphicsServer),
    ...children(devices, 'serial').flatMap(telnetServer),
  ];
}

function graphicsServer(graphics: XmlElement): readonly ConsoleServer[] {
  const { type, port, tlsPort, listen } = graphics.attributes;
  if (type !== 'vnc' && type !== 'spice') return [];
  const listener = find(graphics, 'listen');
  if (listener?.attributes.type === 'none') return [];
  const address = listener?.attributes.address ?? listen;
  return [{ protocol: type, ...portAt(address, port === '-1' ? tlsPort : (port ?? tlsPort)) }];
}

function telnetServer(serial: XmlElement): readonly ConsoleServer[] {
  const source = find(serial, 'source')?.attributes;
  const isServer = serial.attributes.type === 'tcp' && source?.mode === 'bind';
  if (!isServer || attributeAt(serial, ['protocol'], 'type') !== 'telnet') return [];
  return [{ protocol: 'telnet', ...portAt(source.host, source.service) }];
}

/** libvirt listens on loopback where nobody says another address. */
function portAt(address: string | undefined, port: string | undefined): { port?: number } {
  const number = numberOf(port);
  if (!number || address === undefined || /^(127\.|::1$|localhost$)/.test(address)) return {};
  return { port: number };
}

export function readTpm(domain: XmlElement): Tpm | undefined {
  const tpm = find(domain, 'devices', 'tpm');
  if (!tpm) return undefined;
  return {
    model: tpm.attributes.model ?? 'tpm-tis',
    ...present({ version: attributeAt(tpm, ['backend'], 'version') }),
  };
}
