import { link, links } from '../link.js';
import { modulesNear, processorId, readArchitecture, socketsOf } from '../processors.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { chassisUri, memoryUri } from '../uris.js';

/** One socket, with what of it is online. */
export const processor = defineResource({
  path: '/redfish/v1/Systems/{machine}/Processors/{processor}',
  type: 'Processor.v1_22_0.Processor',
  find: ({ machine, processor: id }) => {
    const socket = socketsOf(machine).find((one) => processorId(one) === id);
    return socket && { ...socket, id, machine };
  },
  read: ({ machine, id, ...socket }, { uri, context }) => {
    const { architecture, model, vendor } = machine.processors;
    const near = modulesNear(machine, socket);
    return {
      Id: id,
      Name: `Processor ${socket.index}`,
      ProcessorType: 'CPU',
      Socket: `CPU ${socket.index}`,
      ...readArchitecture(architecture),
      ...(vendor && { Manufacturer: vendor }),
      ...(model && { Model: model }),
      TotalCores: socket.cores,
      TotalEnabledCores: socket.cores,
      TotalThreads: socket.threads,
      TotalEnabledThreads: socket.threads,
      Status: healthy,
      ...(context.hypervisor.metrics && { Metrics: link(`${uri}/ProcessorMetrics`) }),
      Links: {
        Chassis: link(chassisUri(machine.id)),
        ...(near.length > 0 &&
          links(
            'Memory',
            near.map((module) => memoryUri(machine.id, module.id)),
          )),
      },
    };
  },
});
