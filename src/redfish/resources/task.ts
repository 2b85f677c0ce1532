import { isOver } from '../../bmc/tasks/run.js';
import { manager } from '../call.js';
import { renderTaskMessage } from '../messages.js';
import { defineResource } from '../resource.js';
import { renderUpdateMessage } from '../update-messages.js';
import { monitorUri } from '../uris.js';
import { maySeeTask } from './tasks.js';

export const task = defineResource({
  path: '/redfish/v1/TaskService/Tasks/{task}',
  type: 'Task.v1_7_4.Task',
  privileges: { write: manager },
  find: ({ task: id }, { context, principal }) => {
    const found = context.bmc.tasks.get(id);
    return found && maySeeTask(principal, found) ? found : undefined;
  },
  read: (found) => ({
    Id: found.id,
    Name: found.name,
    TaskState: found.state,
    TaskStatus: found.state === 'Exception' ? 'Critical' : 'OK',
    PercentComplete: found.percent,
    StartTime: found.started.toISOString(),
    ...(found.ended && { EndTime: found.ended.toISOString() }),
    Payload: { TargetUri: found.target },
    Messages: found.messages.map((message) => renderUpdateMessage(message) ?? renderTaskMessage(message)),
    ...(!isOver(found) && { TaskMonitor: monitorUri(found.id) }),
  }),
  // A task that runs is cancelled, and its record stays; the record of one that is over goes.
  remove: async ({ id }, { context: { bmc } }) => {
    if (!bmc.tasks.cancel(id)) bmc.tasks.remove(id);
  },
});
