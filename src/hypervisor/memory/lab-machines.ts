import type { MachineSpec } from './spec.js';

// The hub's UUIDs are version 5, of the machine's full name in the DNS namespace (RFC 9562 5.5); the spokes' are
// those that their clusters' manifests pin.
const machines = [
  ['hub-master-0', 'dda0f0cf-c9bf-5419-9f99-cd0df32fb767', '52:54:00:aa:00:00'],
  ['hub-master-1', '9b48b7a4-c7ae-5ce9-9aa2-3e2e3bbf6ceb', '52:54:00:aa:00:01'],
  ['hub-master-2', 'fd22f547-c192-5d2c-a915-81d3e0078d49', '52:54:00:aa:00:02'],
  ['etl4-master-0', '10fcb067-2230-44db-b4d5-987298a23227', '52:54:00:aa:04:00'],
  ['etl4-master-1', '024bcb2a-9550-43b5-a6d1-025f84e3bede', '52:54:00:aa:04:01'],
  ['etl4-master-2', '0b78f27a-de93-4ae2-90ae-ea347e757823', '52:54:00:aa:04:02'],
  ['etl6-master-0', 'd7708481-e48d-4216-8a48-f20e22a84752', '52:54:00:aa:06:00'],
  ['etl6-master-1', '0e36b24d-a59a-4268-8540-4410cddd88d6', '52:54:00:aa:06:01'],
  ['etl6-master-2', '271e0e77-b2ec-45ae-9fe4-f37ba6cbbd40', '52:54:00:aa:06:02'],
] as const;

const specOf = ([name, uuid, mac]: readonly [string, string, string]): MachineSpec => ({
  uuid,
  name,
  cpus: 8,
  memory: 32 * 2 ** 30,
  disks: [{ target: 'vda', capacity: 120e9 }],
  nics: [{ mac, network: 'lab' }],
  modes: ['UEFI', 'Legacy'],
  secureBoot: false,
});

/** The reference lab: a hub and two spokes of three control-plane machines each, off, on one network. */
export const labMachines: readonly MachineSpec[] = machines.map(specOf);

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

/** So many machines: those of the lab first, then spare ones like them. */
export const memoryMachines = (count: number): readonly MachineSpec[] => {
  const spare = Array.from({ length: Math.max(0, count - machines.length) }, (_, index) =>
    specOf([
      `spare-${index}`,
      `00000000-0000-4000-8000-${hex(index, 12)}`,
      `52:54:00:bb:${hex(index >> 8, 2)}:${hex(index & 0xff, 2)}`,
    ]),
  );
  return [...labMachines.slice(0, count), ...spare];
};
