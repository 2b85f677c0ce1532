/** Every kind of resource that is served. To add one: its file, and its line here. */
import type { Resource } from './resource.js';
import { account } from './resources/account.js';
import { accountService } from './resources/account-service.js';
import { accounts } from './resources/accounts.js';
import { actionInfosOf } from './resources/action-info.js';
import { attributeRegistry } from './resources/attribute-registry.js';
import { bios } from './resources/bios.js';
import { biosSettings } from './resources/bios-settings.js';
import { bootCertificate } from './resources/boot-certificate.js';
import { bootCertificates } from './resources/boot-certificates.js';
import { bootOption } from './resources/boot-option.js';
import { bootOptions } from './resources/boot-options.js';
import { bootSignature } from './resources/boot-signature.js';
import { bootSignatures } from './resources/boot-signatures.js';
import { certificate } from './resources/certificate.js';
import { certificateLocations } from './resources/certificate-locations.js';
import { certificateService } from './resources/certificate-service.js';
import { certificates } from './resources/certificates.js';
import { chassis } from './resources/chassis.js';
import { chassisCollection } from './resources/chassis-collection.js';
import { chassisDrives } from './resources/chassis-drives.js';
import { drive, storageDrive } from './resources/drive.js';
import { driveMetrics } from './resources/drive-metrics.js';
import { environmentMetrics } from './resources/environment-metrics.js';
import { ethernetInterface } from './resources/ethernet-interface.js';
import { ethernetInterfaces } from './resources/ethernet-interfaces.js';
import { eventDestination } from './resources/event-destination.js';
import { eventDestinations } from './resources/event-destinations.js';
import { eventService } from './resources/event-service.js';
import { eventStream } from './resources/event-stream.js';
import { fans } from './resources/fans.js';
import { jsonSchemasOf } from './resources/json-schemas.js';
import { logResources } from './resources/log-services.js';
import { manager } from './resources/manager.js';
import { managerCertificate } from './resources/manager-certificate.js';
import { managerCertificates } from './resources/manager-certificates.js';
import { managerInterface } from './resources/manager-interface.js';
import { managerInterfaces } from './resources/manager-interfaces.js';
import { managers } from './resources/managers.js';
import { memory } from './resources/memory.js';
import { memoryCollection } from './resources/memory-collection.js';
import { memoryMetrics } from './resources/memory-metrics.js';
import { metadataOf } from './resources/metadata.js';
import { metricDefinition } from './resources/metric-definition.js';
import { metricDefinitions } from './resources/metric-definitions.js';
import { metricReport } from './resources/metric-report.js';
import { metricReportDefinition } from './resources/metric-report-definition.js';
import { metricReportDefinitions } from './resources/metric-report-definitions.js';
import { metricReports } from './resources/metric-reports.js';
import { networkAdapter } from './resources/network-adapter.js';
import { networkAdapters } from './resources/network-adapters.js';
import { networkDeviceFunction } from './resources/network-device-function.js';
import { networkDeviceFunctions } from './resources/network-device-functions.js';
import { networkInterface } from './resources/network-interface.js';
import { networkInterfaces } from './resources/network-interfaces.js';
import { networkProtocol } from './resources/network-protocol.js';
import { odata } from './resources/odata.js';
import { openApiOf } from './resources/openapi.js';
import { pcieDevice } from './resources/pcie-device.js';
import { pcieDevices } from './resources/pcie-devices.js';
import { pcieFunction } from './resources/pcie-function.js';
import { pcieFunctions } from './resources/pcie-functions.js';
import { port } from './resources/port.js';
import { portMetrics } from './resources/port-metrics.js';
import { ports } from './resources/ports.js';
import { power } from './resources/power.js';
import { powerSubsystem } from './resources/power-subsystem.js';
import { powerSupplies } from './resources/power-supplies.js';
import { privilegeMapOf } from './resources/privilege-map.js';
import { processor } from './resources/processor.js';
import { processorMetrics, processorSummaryMetrics } from './resources/processor-metrics.js';
import { processors } from './resources/processors.js';
import { registryFile } from './resources/registry-file.js';
import { registryFiles } from './resources/registry-files.js';
import { role } from './resources/role.js';
import { roles } from './resources/roles.js';
import { secureBoot } from './resources/secure-boot.js';
import { secureBootDatabase } from './resources/secure-boot-database.js';
import { secureBootDatabases } from './resources/secure-boot-databases.js';
import { sensor } from './resources/sensor.js';
import { sensorCollection } from './resources/sensors.js';
import { serviceRoot } from './resources/service-root.js';
import { session } from './resources/session.js';
import { sessionService } from './resources/session-service.js';
import { sessions } from './resources/sessions.js';
import { simpleStorage } from './resources/simple-storage.js';
import { simpleStorages } from './resources/simple-storages.js';
import { softwareInventories } from './resources/software-inventories.js';
import { softwareInventory } from './resources/software-inventory.js';
import { storage } from './resources/storage.js';
import { storageController } from './resources/storage-controller.js';
import { storageControllers } from './resources/storage-controllers.js';
import { storages } from './resources/storages.js';
import { system } from './resources/system.js';
import { systems } from './resources/systems.js';
import { task } from './resources/task.js';
import { taskMonitor } from './resources/task-monitor.js';
import { taskService } from './resources/task-service.js';
import { tasks } from './resources/tasks.js';
import { telemetryService } from './resources/telemetry-service.js';
import { thermal } from './resources/thermal.js';
import { thermalSubsystem } from './resources/thermal-subsystem.js';
import { trustedComponent } from './resources/trusted-component.js';
import { trustedComponents } from './resources/trusted-components.js';
import { updateService } from './resources/update-service.js';
import { updateUpload } from './resources/update-upload.js';
import { version } from './resources/version.js';
import { virtualMedia } from './resources/virtual-media.js';
import { virtualMediaCollection } from './resources/virtual-media-collection.js';
import { volume } from './resources/volume.js';
import { volumes } from './resources/volumes.js';

const declared: readonly Resource[] = [
  version,
  serviceRoot,
  odata,
  systems,
  system,
  ethernetInterfaces,
  ethernetInterface,
  networkInterfaces,
  networkInterface,
  processors,
  processor,
  processorMetrics,
  processorSummaryMetrics,
  memoryCollection,
  memory,
  memoryMetrics,
  simpleStorages,
  simpleStorage,
  storages,
  storage,
  storageControllers,
  storageController,
  drive,
  storageDrive,
  driveMetrics,
  volumes,
  volume,
  bios,
  biosSettings,
  secureBoot,
  secureBootDatabases,
  secureBootDatabase,
  bootCertificates,
  bootCertificate,
  bootSignatures,
  bootSignature,
  bootOptions,
  bootOption,
  virtualMediaCollection,
  virtualMedia,
  certificates,
  certificate,
  attributeRegistry,
  registryFiles,
  registryFile,
  managers,
  manager,
  networkProtocol,
  managerInterfaces,
  managerInterface,
  managerCertificates,
  managerCertificate,
  chassisCollection,
  chassis,
  chassisDrives,
  networkAdapters,
  networkAdapter,
  networkDeviceFunctions,
  networkDeviceFunction,
  ports,
  port,
  portMetrics,
  pcieDevices,
  pcieDevice,
  pcieFunctions,
  pcieFunction,
  trustedComponents,
  trustedComponent,
  sensorCollection,
  sensor,
  environmentMetrics,
  thermalSubsystem,
  fans,
  powerSubsystem,
  powerSupplies,
  thermal,
  power,
  updateService,
  updateUpload,
  softwareInventories,
  softwareInventory,
  certificateService,
  certificateLocations,
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
  eventService,
  eventDestinations,
  eventDestination,
  eventStream,
  ...logResources,
  telemetryService,
  metricDefinitions,
  metricDefinition,
  metricReportDefinitions,
  metricReportDefinition,
  metricReports,
  metricReport,
];

const withActions = [...declared, ...declared.flatMap(actionInfosOf)];
const privilegeMap = privilegeMapOf([...withActions, ...jsonSchemasOf(withActions)]);
const described = [...withActions, privilegeMap, ...jsonSchemasOf([...withActions, privilegeMap])];
const served = [...described, metadataOf(described)];

export const resources: readonly Resource[] = [...served, openApiOf(served)];
