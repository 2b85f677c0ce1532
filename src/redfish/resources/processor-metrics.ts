import { processorId, socketsOf } from '../processors.js';
import { defineResource } from '../resource.js';
import { subjectOf } from '../telemetry/figures.js';
import { allCpusPercent, cpuPercent } from '../telemetry/rates.js';

const percentOrNull = (percent: number | undefined) => ({ BandwidthPercent: percent ?? null });

/** The work of all processors: `ComputerSystem.ProcessorSummary.Metrics`. */
export const processorSummaryMetrics = defineResource({
  path: '/redfish/v1/Systems/{machine}/ProcessorSummary/ProcessorMetrics',
  type: 'ProcessorMetrics.v1_7_0.ProcessorMetrics',
  find: ({ machine }, { context }) => subjectOf(context, machine),
  read: ({ machine, measured }) => ({
    Id: 'ProcessorMetrics',
    Name: `Work of the processors of ${machine.name}`,
    ...percentOrNull(measured && allCpusPercent(measured, machine)),
  }),
});

/** The work of one processor. vCPUs fill one socket after the other. */
export const processorMetrics = defineResource({
  path: '/redfish/v1/Systems/{machine}/Processors/{processor}/ProcessorMetrics',
  type: 'ProcessorMetrics.v1_7_0.ProcessorMetrics',
  find: async ({ machine, processor: id }, { context }) => {
    const socket = socketsOf(machine).find((one) => processorId(one) === id);
    const subject = socket && (await subjectOf(context, machine));
    return subject && socket && { ...subject, id, socket };
  },
  read: ({ machine, measured, id, socket }) => {
    const { coresPerSocket, threadsPerCore } = machine.processors;
    const first = socket.index * coresPerSocket * threadsPerCore;
    return {
      Id: 'ProcessorMetrics',
      Name: `Work of ${id} of ${machine.name}`,
      ...percentOrNull(measured && cpuPercent(measured, first, first + socket.threads)),
    };
  },
});
