import { defineResource } from '../resource.js';
import { subjectOf } from '../telemetry/figures.js';
import { memoryPercent } from '../telemetry/rates.js';

/** What of its memory the guest uses: `ComputerSystem.MemorySummary.Metrics`. Null where the guest does not tell. */
export const memoryMetrics = defineResource({
  path: '/redfish/v1/Systems/{machine}/MemorySummary/MemoryMetrics',
  type: 'MemoryMetrics.v1_8_0.MemoryMetrics',
  find: ({ machine }, { context }) => subjectOf(context, machine),
  read: ({ machine, measured }) => ({
    Id: 'MemoryMetrics',
    Name: `Use of the memory of ${machine.name}`,
    CapacityUtilizationPercent: (measured && memoryPercent(measured)) ?? null,
  }),
});
