import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { root } from '../uris.js';

export const taskService = defineResource({
  path: '/redfish/v1/TaskService',
  type: 'TaskService.v1_3_0.TaskService',
  find: () => ({}),
  read: () => ({
    Id: 'TaskService',
    Name: 'Task Service',
    Status: healthy,
    ServiceEnabled: true,
    CompletedTaskOverWritePolicy: 'Oldest',
    LifeCycleEventOnTaskStateChange: true,
    Tasks: link(`${root}/TaskService/Tasks`),
  }),
});
