import { defineCollection } from '../collection.js';
import { subsystemOf } from '../storage.js';

export const storageControllers = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Controllers',
  of: 'StorageController',
  name: 'Storage Controllers',
  members: ({ machine, storage }) => subsystemOf(machine, storage) && ['1'],
});
