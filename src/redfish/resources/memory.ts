import { defineResource } from '../resource.js';
import { healthy } from '../status.js';

const bytesPerMiB = 2 ** 20;

/** All memory that the machine boots with: a hypervisor gives it in one piece, not in modules. */
export const memory = defineResource({
  path: '/redfish/v1/Systems/{machine}/Memory/{memory}',
  type: 'Memory.v1_23_0.Memory',
  find: ({ machine, memory: id }) => (id === 'RAM' ? machine : undefined),
  read: ({ memory: { maximum } }) => ({
    Id: 'RAM',
    Name: 'Memory',
    MemoryType: 'DRAM',
    CapacityMiB: Math.floor(maximum / bytesPerMiB),
    Status: healthy,
  }),
});
