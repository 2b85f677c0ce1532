import { type Domain, isLibvirtError } from '../../../libvirt/index.js';
import { HypervisorError } from '../../port.js';
import { type BootDevice, bootDevices } from '../domain/boot-devices.js';
import type { XmlElement } from '../xml/parse.js';

/**
 * QEMU builds the firmware's boot order anew at every reset of the machine, out of its devices' `bootindex`. libvirt
 * has no call for that property, so it is set through the monitor: what is set now counts from the next reset on,
 * whoever causes it, with or without us.
 *
 * `keys` first to last; other devices are left out of the order. Resolves to false where there is no monitor.
 */
export async function setLiveOrder(domain: Domain, live: XmlElement, keys: readonly string[]): Promise<boolean> {
  const devices = bootDevices(live);
  let present: readonly Bootable[];
  try {
    present = (await Promise.all(devices.map((device) => bootable(domain, device)))).flat();
  } catch (error) {
    if (isLibvirtError(error, ...noMonitor)) return false;
    throw error;
  }
  const changed = present
    .map(({ device, index }) => ({ alias: device.alias ?? '', index, next: keys.indexOf(device.key) + 1 || unset }))
    .filter(({ index, next }) => index !== next);
  // QEMU refuses an index that another device has, so the old ones go first.
  for (const { alias, index } of changed) if (index !== unset) await setIndex(domain, alias, unset);
  for (const { alias, next } of changed) if (next !== unset) await setIndex(domain, alias, next);
  return true;
}

interface Bootable {
  readonly device: BootDevice;
  readonly index: number;
}

/** QEMU's word for "not in the boot order". */
const unset = -1;
const noMonitor = ['NO_SUPPORT', 'OPERATION_UNSUPPORTED', 'OPERATION_DENIED', 'ACCESS_DENIED'] as const;

/** The device with its present index; nothing for one that QEMU cannot boot from or does not have. */
async function bootable(domain: Domain, device: BootDevice): Promise<readonly Bootable[]> {
  if (device.alias === undefined) return [];
  const answer = await monitor(domain, 'qom-get', { ...property(device.alias) });
  return typeof answer.return === 'number' ? [{ device, index: answer.return }] : [];
}

async function setIndex(domain: Domain, alias: string, value: number): Promise<void> {
  const { error } = await monitor(domain, 'qom-set', { ...property(alias), value });
  if (error) throw new HypervisorError('failed', `QEMU did not change the boot order: ${error.desc ?? error.class}`);
}

const property = (alias: string) => ({ path: `/machine/peripheral/${alias}`, property: 'bootindex' });

interface Answer {
  readonly return?: unknown;
  readonly error?: { readonly class?: string; readonly desc?: string };
}

/** Milliseconds. QEMU answers at once, or hangs: libvirt itself would wait for it for ever. */
const monitorTimeout = 10_000;

async function monitor(domain: Domain, execute: string, args: object): Promise<Answer> {
  const command = JSON.stringify({ execute, arguments: args });
  const answer: unknown = JSON.parse(await domain.qemuMonitorCommand(command, 0, { timeout: monitorTimeout }));
  return typeof answer === 'object' && answer !== null ? answer : {};
}
