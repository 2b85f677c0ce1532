/** Every kind of resource that is served. To add one: its file, and its line here. */
import type { Resource } from './resource.js';
import { account } from './resources/account.js';
import { accountService } from './resources/account-service.js';
import { accounts } from './resources/accounts.js';
import { actionInfosOf } from './resources/action-info.js';
import { certificate } from './resources/certificate.js';
import { certificates } from './resources/certificates.js';
import { chassis } from './resources/chassis.js';
import { chassisCollection } from './resources/chassis-collection.js';
import { ethernetInterface } from './resources/ethernet-interface.js';
import { ethernetInterfaces } from './resources/ethernet-interfaces.js';
import { manager } from './resources/manager.js';
import { managers } from './resources/managers.js';
import { metadataOf } from './resources/metadata.js';
import { odata } from './resources/odata.js';
import { role } from './resources/role.js';
import { roles } from './resources/roles.js';
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

const declared: readonly Resource[] = [
  version,
  serviceRoot,
  odata,
  systems,
  system,
  ethernetInterfaces,
  ethernetInterface,
  virtualMediaCollection,
  virtualMedia,
  certificates,
  certificate,
  managers,
  manager,
  chassisCollection,
  chassis,
  sessionService,
  sessions,
  session,
  accountService,
  accounts,
  account,
  roles,
  role,
  taskService,
  tasks,
  task,
  taskMonitor,
];

const described = [...declared, ...declared.flatMap(actionInfosOf)];

export const resources: readonly Resource[] = [...described, metadataOf(described)];
