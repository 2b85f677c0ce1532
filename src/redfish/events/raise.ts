/** What the parts below report, as Redfish events, and in the logs of the machine. Also what somebody does past this service. */
import type { NewEvent } from '../../bmc/events/types.js';
import { isOver } from '../../bmc/tasks/run.js';
import type { Bmc, Task } from '../../bmc/types.js';
import type { Hypervisor, HypervisorEvent } from '../../hypervisor/port.js';
import { taskUri } from '../uris.js';
import { fromHypervisor } from './from-hypervisor.js';
import { taskEvent } from './messages.js';
import { selOf } from './sel.js';

/** Undefined: nothing about the task that an event is for. */
const fromTask = (task: Task, before: Task | undefined): NewEvent | undefined => {
  const about = {
    origin: taskUri(task.id),
    resourceType: 'Task',
    ...(task.systemId !== undefined && { systemId: task.systemId }),
  };
  const began = before === undefined || before.state === 'Pending';
  if (task.state === 'Running' && began) return taskEvent('TaskStarted', [task.id], about);
  if (task.state === 'Completed') return taskEvent('TaskCompletedOK', [task.id], about);
  if (task.state === 'Exception') return taskEvent('TaskAborted', [task.id], about);
  if (task.state === 'Cancelled') return taskEvent('TaskCancelled', [task.id], about);
  if (before === undefined || task.percent === before.percent) return undefined;
  return taskEvent('TaskProgressChanged', [task.id, String(task.percent)], about);
};

/** Milliseconds: changes of one machine that follow each other faster are one event. */
const lull = 100;

/** Holds back `changed` for a moment, so that a burst of changes to one machine is one event. */
const createCalm = (publish: (happened: HypervisorEvent) => void) => {
  const held = new Map<string, NodeJS.Timeout>();
  return {
    take: (happened: HypervisorEvent): void => {
      if (happened.type !== 'changed') publish(happened);
      else if (!held.has(happened.id)) {
        const release = () => {
          held.delete(happened.id);
          publish(happened);
        };
        held.set(happened.id, setTimeout(release, lull).unref());
      }
    },
    stop: (): void => {
      for (const timer of held.values()) clearTimeout(timer);
    },
  };
};

/** Begins to raise events. Returns the function that ends it. */
export const raiseEvents = ({
  hypervisor,
  bmc: { tasks, events, logs },
}: {
  readonly hypervisor: Hypervisor;
  readonly bmc: Bmc;
}): (() => void) => {
  const calm = createCalm((happened) => {
    const raised = fromHypervisor(happened);
    if (happened.type === 'removed') logs.consoles.forget(happened.id);
    if (raised === undefined) return;
    const { id } = events.publish(raised.event);
    const { systemId, severity, message, messageId, args, resolution } = raised.event;
    const origin = raised.loggedOrigin ?? raised.event.origin;
    if (!raised.logged || systemId === undefined) return;
    const entry = { systemId, severity, message, resolution, ...(origin !== undefined && { origin }) };
    logs.events.add({ ...entry, messageId, args, eventId: String(id) });
    const sel = selOf(happened);
    if (sel) logs.sel.add({ ...entry, messageId: sel.data, sensor: sel.sensor });
  });
  const underWay = new Map<string, Task>();
  const ends = [
    hypervisor.subscribe((happened) => calm.take(happened)),
    tasks.subscribe((task) => {
      const event = fromTask(task, underWay.get(task.id));
      if (isOver(task)) underWay.delete(task.id);
      else underWay.set(task.id, task);
      if (event) events.publish(event);
    }),
  ];
  return () => {
    calm.stop();
    for (const end of ends) end();
  };
};
