import { cardOfPart } from '../network.js';
import { defineResource } from '../resource.js';
import { subjectOf } from '../telemetry/figures.js';

/** What went in and out by a port since its machine was started. Null while it is off, and where nothing is counted. */
export const portMetrics = defineResource({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters/{mac}/Ports/{port}/Metrics',
  type: 'PortMetrics.v1_8_1.PortMetrics',
  find: async ({ machine, mac, port: part }, { context }) => {
    const card = cardOfPart(machine, mac, part);
    const subject = card && (await subjectOf(context, machine));
    return subject && { card, usage: subject.measured?.now.nics.find((one) => one.mac === card.nic.mac) };
  },
  read: ({ card: { nic, machine }, usage }) => ({
    Id: 'Metrics',
    Name: `Traffic of network card ${nic.mac} of ${machine.name}`,
    RXBytes: usage?.received.bytes ?? null,
    RXErrors: usage?.received.errors ?? null,
    TXBytes: usage?.sent.bytes ?? null,
    TXErrors: usage?.sent.errors ?? null,
    Networking: {
      RXFrames: usage?.received.packets ?? null,
      RXDiscards: usage?.received.drops ?? null,
      TXFrames: usage?.sent.packets ?? null,
      TXDiscards: usage?.sent.drops ?? null,
    },
  }),
});
