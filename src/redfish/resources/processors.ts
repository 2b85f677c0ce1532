import { defineCollection } from '../collection.js';
import { processorId, socketsOf } from '../processors.js';

export const processors = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Processors',
  of: 'Processor',
  name: 'Processors',
  members: ({ machine }) => socketsOf(machine).map(processorId),
});
