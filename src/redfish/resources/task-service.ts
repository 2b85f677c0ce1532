import { manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { root } from '../uris.js';

const minute = 60;

export const taskService = defineResource({
  path: '/redfish/v1/TaskService',
  type: 'TaskService.v1_3_0.TaskService',
  privileges: { write: manager },
  find: (_, { context }) => context.bmc.tasks,
  read: ({ retention }) => ({
    Id: 'TaskService',
    Name: 'Task Service',
    Status: healthy,
    ServiceEnabled: true,
    CompletedTaskOverWritePolicy: 'Oldest',
    LifeCycleEventOnTaskStateChange: true,
    TaskAutoDeleteTimeoutMinutes: Math.max(1, Math.round(retention / minute)),
    Tasks: link(`${root}/TaskService/Tasks`),
  }),
  patch: {
    properties: {
      type: 'object',
      properties: { TaskAutoDeleteTimeoutMinutes: { type: 'integer', minimum: 1, maximum: 10_080 } },
    },
    apply: async (tasks, { TaskAutoDeleteTimeoutMinutes: minutes }) => {
      if (minutes !== undefined) tasks.retention = minutes * minute;
      return undefined;
    },
  },
});
