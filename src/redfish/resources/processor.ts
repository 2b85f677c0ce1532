import { link } from '../link.js';
import { processorId, readArchitecture, socketsOf } from '../processors.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';

/** One socket, with what of it is online. */
export const processor = defineResource({
  path: '/redfish/v1/Systems/{machine}/Processors/{processor}',
  type: 'Processor.v1_22_0.Processor',
  find: ({ machine, processor: id }) => {
    const socket = socketsOf(machine).find((one) => processorId(one) === id);
    return socket && { ...socket, id, processors: machine.processors };
  },
  read: ({ id, index, cores, threads, processors: { architecture, model, vendor } }, { uri, context }) => ({
    Id: id,
    Name: `Processor ${index}`,
    ProcessorType: 'CPU',
    Socket: `CPU ${index}`,
    ...readArchitecture(architecture),
    ...(vendor && { Manufacturer: vendor }),
    ...(model && { Model: model }),
    TotalCores: cores,
    TotalThreads: threads,
    Status: healthy,
    ...(context.hypervisor.metrics && { Metrics: link(`${uri}/ProcessorMetrics`) }),
  }),
});
