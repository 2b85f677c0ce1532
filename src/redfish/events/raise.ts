/** What the parts below report, as Redfish events, and in the log of the machine. Also what somebody does past this service. */
import type { NewEvent } from '../../bmc/events/types.js';
import { isOver } from '../../bmc/tasks/run.js';
import type { Bmc, Task } from '../../bmc/types.js';
import type { Hypervisor, HypervisorEvent, PowerState } from '../../hypervisor/port.js';
import { driveUri, mediaUri, systemUri, taskUri } from '../uris.js';
import { type ResourceEventKey, resourceEvent, taskEvent } from './messages.js';

const powerKeys: Readonly<Record<PowerState, ResourceEventKey>> = {
  On: 'ResourcePoweredOn',
  Off: 'ResourcePoweredOff',
  Paused: 'ResourcePaused',
  PoweringOn: 'ResourcePoweringOn',
  PoweringOff: 'ResourcePoweringOff',
};

interface Raised {
  readonly event: NewEvent;
  readonly logged: boolean;
  /** What the log's entry names as its origin, where the event's own will be gone before the entry is. */
  readonly loggedOrigin?: string;
}

/** Events of one machine. Undefined: of the hypervisor, which is no resource here. */
const fromHypervisor = (happened: HypervisorEvent): Raised | undefined => {
  if (!('id' in happened)) return undefined;
  const { id } = happened;
  const origin = systemUri(id);
  const about = { origin, resourceType: 'ComputerSystem', systemId: id };
  switch (happened.type) {
    case 'added':
      return { event: resourceEvent('ResourceCreated', [], about), logged: false };
    case 'removed':
      return { event: resourceEvent('ResourceRemoved', [], about), logged: false };
    case 'changed':
      return { event: resourceEvent('ResourceChanged', [], about), logged: false };
    case 'power':
      return { event: resourceEvent(powerKeys[happened.power], [origin], about), logged: true };
    case 'boot': {
      const { enabled, target } = happened.override;
      const from = enabled === 'Disabled' ? 'its own boot order' : `${target} (${enabled})`;
      const event = resourceEvent('ResourceStateChanged', [origin, 'Starting'], about, `It boots from ${from}.`);
      return { event, logged: true };
    }
    case 'media': {
      const drive = { origin: mediaUri(id, happened.drive), resourceType: 'VirtualMedia', systemId: id };
      const detail = `A medium was ${happened.inserted ? 'inserted into' : 'ejected from'} the drive ${happened.drive}.`;
      return { event: resourceEvent('ResourceChanged', [], drive, detail), logged: true };
    }
    case 'disk': {
      const { target, present } = happened;
      const drive = { origin: driveUri(id, target), resourceType: 'Drive', systemId: id };
      const detail = `The drive ${target} was ${present ? 'plugged in' : 'taken out'}.`;
      const event = resourceEvent(present ? 'ResourceCreated' : 'ResourceRemoved', [], drive, detail);
      return { event, logged: true, loggedOrigin: origin };
    }
  }
};

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
    if (raised === undefined) return;
    const { id } = events.publish(raised.event);
    const { systemId, severity, message, messageId, args, resolution } = raised.event;
    const origin = raised.loggedOrigin ?? raised.event.origin;
    if (!raised.logged || systemId === undefined) return;
    logs.events.add({
      systemId,
      severity,
      message,
      messageId,
      args,
      resolution,
      eventId: String(id),
      ...(origin !== undefined && { origin }),
    });
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
