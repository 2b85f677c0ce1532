import { isOver } from '../../bmc/tasks/run.js';
import { manager } from '../call.js';
import { defineResource } from '../resource.js';
import { maySeeTask } from './tasks.js';

/** 202 and the task while it runs, then what the operation would have answered (DSP0266, "Asynchronous operations"). */
export const taskMonitor = defineResource({
  path: '/redfish/v1/TaskService/TaskMonitors/{task}',
  type: 'TaskMonitor',
  privileges: { write: manager },
  find: ({ task: id }, { context, principal }) => {
    const task = context.bmc.tasks.get(id);
    return task && maySeeTask(principal, task) ? task : undefined;
  },
  read: () => ({}),
  respond: (task) => (isOver(task) && task.result ? task.result : { task }),
  remove: async ({ id }, { context: { bmc } }) => {
    if (!bmc.tasks.cancel(id)) bmc.tasks.remove(id);
  },
});
