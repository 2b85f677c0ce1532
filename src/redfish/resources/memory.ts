import type { MemoryModule } from '../../hypervisor/port.js';
import { link, links } from '../link.js';
import { processorId, socketsWith } from '../processors.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { chassisUri, processorUri } from '../uris.js';

const mebibytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);

/**
 * JEDEC's types. QEMU's NVDIMM says of itself "byte addressable, no energy backed" (format interface code 0x301 in its
 * ACPI tables), which is NVDIMM-P. Persistent memory that virtio brings is no module of JEDEC's.
 */
const types = {
  base: 'DRAM',
  dimm: 'DRAM',
  'virtio-mem': 'DRAM',
  nvdimm: 'NVDIMM_P',
  'virtio-pmem': undefined,
} as const;
const names = {
  base: 'Memory',
  dimm: 'Memory module',
  'virtio-mem': 'Memory that can be resized',
  nvdimm: 'Persistent memory module',
  'virtio-pmem': 'Persistent memory',
} as const;

const readType = ({ kind, persistent, size }: MemoryModule) => {
  const type = types[kind];
  return {
    ...(type && { MemoryType: type }),
    OperatingMemoryModes: [persistent ? 'PMEM' : 'Volatile'],
    CapacityMiB: mebibytes(size),
    [persistent ? 'NonVolatileSizeMiB' : 'VolatileSizeMiB']: mebibytes(size),
  };
};

/** What the machine boots with, or one memory device of it. */
export const memory = defineResource({
  path: '/redfish/v1/Systems/{machine}/Memory/{memory}',
  type: 'Memory.v1_23_0.Memory',
  find: ({ machine, memory: id }) => {
    const module = machine.memory.modules.find((one) => one.id === id);
    return module && { machine, module };
  },
  read: ({ machine, module }) => ({
    Id: module.id,
    Name: names[module.kind],
    ...readType(module),
    ...(module.slot !== undefined && { MemoryLocation: { Slot: module.slot } }),
    Status: healthy,
    Links: {
      Chassis: link(chassisUri(machine.id)),
      ...(module.vcpus &&
        links(
          'Processors',
          socketsWith(machine, module.vcpus).map((socket) => processorUri(machine.id, processorId(socket))),
        )),
    },
  }),
});
