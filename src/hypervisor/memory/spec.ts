import {
  type BootMode,
  type ConsoleServer,
  type Disk,
  HypervisorError,
  type Identity,
  type MediaDriveId,
  type Memory,
  type MemoryModule,
  mediaDriveIds,
  type Nic,
  type Processors,
  type SetupValues,
} from '../port.js';

const gibibyte = 2 ** 30;

/** One machine of the reference driver. What is left out is as in the reference lab: a UEFI machine with 8 vCPU and 32 GiB. */
export interface MachineSpec {
  /** libvirt UUID, in any case. */
  readonly uuid: string;
  readonly name: string;
  readonly description?: string;
  /** What it says of itself in place of the driver's own words. */
  readonly identity?: Omit<Identity, 'uuid'>;
  /** vCPUs, one core each where there is no topology. */
  readonly cpus?: number;
  /** In place of `cpus`. */
  readonly topology?: Pick<Processors, 'sockets' | 'coresPerSocket' | 'threadsPerCore'>;
  readonly cpu?: Pick<Processors, 'model' | 'vendor'>;
  /** Bytes of RAM, less what is in `modules`. */
  readonly memory?: number;
  /** Beside that. With some of kind `base` it is nothing but these. */
  readonly modules?: readonly MemoryModule[];
  /** A virtio disk `vda` of 120 GB, solid state, where none is given. */
  readonly disks?: readonly (Pick<Disk, 'target'> & Partial<Omit<Disk, 'target'>>)[];
  /** MAC addresses and the network that they are plugged into. */
  readonly nics?: readonly { readonly mac: string; readonly network?: string }[];
  /** None where it is absent. */
  readonly consoles?: readonly ConsoleServer[];
  /** Firmware modes that it has, the first in force. */
  readonly modes?: readonly BootMode[];
  /** `false`: can, but does not. `'absent'`: the firmware has none. */
  readonly secureBoot?: boolean | 'absent';
  /** Drives that the guest has for good; others appear with their medium. */
  readonly drives?: readonly MediaDriveId[];
  readonly autostart?: boolean;
  /** Already running when the driver starts. */
  readonly running?: boolean;
}

/** The fixed part of a machine. */
export interface Hardware {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly identity: Identity;
  /** As made: all processors online, a TPM and a watchdog, no redirection, no menu. */
  readonly setup: SetupValues;
  readonly processors: Omit<Processors, 'online'>;
  readonly memory: Memory;
  readonly disks: readonly Disk[];
  readonly nics: readonly Nic[];
  readonly consoles: readonly ConsoleServer[];
  readonly modes: readonly BootMode[];
  readonly drives: readonly MediaDriveId[];
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const macForm = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** Throws `invalid` where the spec is no machine. */
export function hardwareOf(spec: MachineSpec): Hardware {
  const id = spec.uuid.toLowerCase();
  if (!uuidForm.test(id)) throw new HypervisorError('invalid', `machine ${spec.name}: ${spec.uuid} is not a UUID`);
  const topology = spec.topology ?? { sockets: spec.cpus ?? 8, coresPerSocket: 1, threadsPerCore: 1 };
  return {
    id,
    name: spec.name,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    identity: { ...ownIdentity(id), ...spec.identity, uuid: id },
    processors: { ...topology, architecture: 'x86_64', ...spec.cpu },
    setup: {
      processors: topology.sockets * topology.coresPerSocket * topology.threadsPerCore,
      virtualization: true,
      tpm: true,
      serialConsole: false,
      bootMenu: 0,
      bootRetry: false,
      watchdog: 'reset',
    },
    memory: memoryOf(spec),
    disks: (spec.disks ?? [{ target: 'vda', capacity: 120e9 }]).map((disk) => ({
      bus: 'virtio',
      serial: `${spec.name}-${disk.target}`,
      blockSize: 512,
      readOnly: false,
      rotational: false,
      ...disk,
    })),
    nics: (spec.nics ?? []).map((nic) => ({
      ...nic,
      mac: macOf(spec.name, nic.mac),
      model: 'virtio',
      ...(nic.network === undefined ? {} : { attachment: 'network' }),
      linkUp: true,
      mtu: 1500,
      addresses: [],
    })),
    consoles: spec.consoles ?? [],
    modes: modesOf(spec),
    drives: mediaDriveIds.filter((drive) => (spec.drives ?? ['Cd']).includes(drive)),
  };
}

function memoryOf({ memory = 32 * gibibyte, modules = [] }: MachineSpec): Memory {
  const base: MemoryModule = { id: 'RAM', kind: 'base', size: memory, persistent: false };
  const all = modules.some(({ kind }) => kind === 'base') ? modules : [base, ...modules];
  const maximum = all.reduce((sum, { size, persistent }) => sum + (persistent ? 0 : size), 0);
  return { maximum, current: maximum, modules: all };
}

const ownIdentity = (id: string): Omit<Identity, 'uuid'> => ({
  manufacturer: 'redfish-emu',
  model: 'In-memory machine',
  serialNumber: id.slice(-12),
  chassis: { manufacturer: 'redfish-emu' },
});

function macOf(machine: string, mac: string): string {
  const lower = mac.toLowerCase();
  if (!macForm.test(lower)) throw new HypervisorError('invalid', `machine ${machine}: ${mac} is not a MAC address`);
  return lower;
}

function modesOf(spec: MachineSpec): readonly BootMode[] {
  const modes = spec.modes ?? ['UEFI', 'Legacy'];
  if (modes.length === 0) throw new HypervisorError('invalid', `machine ${spec.name}: no firmware mode`);
  return modes;
}
