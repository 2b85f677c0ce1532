import type { Principal, Task } from '../../bmc/types.js';
import { defineCollection } from '../collection.js';

/** An account of a few systems sees the tasks of those. */
export const maySeeTask = ({ account: { systems } }: Principal, { systemId }: Task): boolean =>
  systems === undefined || (systemId !== undefined && systems.includes(systemId));

export const tasks = defineCollection({
  path: '/redfish/v1/TaskService/Tasks',
  of: 'Task',
  name: 'Tasks',
  members: (_, { context, principal }) =>
    context.bmc.tasks
      .list()
      .filter((task) => maySeeTask(principal, task))
      .map(({ id }) => id),
});
