/** Every kind of resource that is served. To add one: its file, and its line here. */
import type { Resource } from './resource.js';
import { chassis } from './resources/chassis.js';
import { chassisCollection } from './resources/chassis-collection.js';
import { ethernetInterface } from './resources/ethernet-interface.js';
import { ethernetInterfaces } from './resources/ethernet-interfaces.js';
import { manager } from './resources/manager.js';
import { managers } from './resources/managers.js';
import { serviceRoot } from './resources/service-root.js';
import { session } from './resources/session.js';
import { sessionService } from './resources/session-service.js';
import { sessions } from './resources/sessions.js';
import { system } from './resources/system.js';
import { systems } from './resources/systems.js';
import { task } from './resources/task.js';
import { taskMonitor } from './resources/task-monitor.js';
import { taskService } from './resources/task-service.js';
import { tasks } from './resources/tasks.js';
import { version } from './resources/version.js';
import { virtualMedia } from './resources/virtual-media.js';
import { virtualMediaCollection } from './resources/virtual-media-collection.js';

export const resources: readonly Resource[] = [
  version,
  serviceRoot,
  systems,
  system,
  ethernetInterfaces,
  ethernetInterface,
  virtualMediaCollection,
  virtualMedia,
  managers,
  manager,
  chassisCollection,
  chassis,
  sessionService,
  sessions,
  session,
  taskService,
  tasks,
  task,
  taskMonitor,
];
