import { HypervisorError, type KeyChange, type SecureBootKeys } from '../port.js';
import { sameKeys } from '../uefi/keys.js';
import { factoryKeys, type KeyStores } from './factory-keys.js';
import type { MachineRecord, Status } from './record.js';
import type { World } from './world.js';

const storeOf = ({ secureBoot }: Status): keyof KeyStores => (secureBoot?.enabled ? 'secure' : 'plain');

export function keysOf({ status }: MachineRecord): SecureBootKeys | undefined {
  if (status.mode !== 'UEFI' || status.secureBoot === undefined) return undefined;
  return { ...status.keys[storeOf(status)], switchedOff: false, defaults: factoryKeys };
}

export function changeKeys(world: World, record: MachineRecord, change: (keys: SecureBootKeys) => KeyChange): void {
  const { hardware, status } = record;
  if (status.power !== 'Off') {
    throw new HypervisorError('conflict', `the firmware of machine ${hardware.name} holds its keys: power it off`);
  }
  const keys = keysOf(record);
  if (!keys) throw new HypervisorError('unsupported', `machine ${hardware.name} has no keys`);
  const wanted = change(keys);
  if (sameKeys(keys, wanted)) return;
  const store = storeOf(status);
  world.change(record, { keys: { ...status.keys, [store]: { ...status.keys[store], ...wanted } } });
}
