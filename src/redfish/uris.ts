/** Where things are that others link to. */
export const root = '/redfish/v1';
export const systemUri = (id: string): string => `${root}/Systems/${id}`;
export const managerUri = (id: string): string => `${root}/Managers/${id}`;
/** Certificates of the service, as this manager has them. */
export const httpsCertificatesUri = (id: string): string => `${managerUri(id)}/NetworkProtocol/HTTPS/Certificates`;
export const processorUri = (id: string, processor: string): string => `${systemUri(id)}/Processors/${processor}`;
export const memoryUri = (id: string, module: string): string => `${systemUri(id)}/Memory/${module}`;
export const chassisUri = (id: string): string => `${root}/Chassis/${id}`;
export const tpmUri = (id: string): string => `${chassisUri(id)}/TrustedComponents/TPM`;
/** A drive has two places; the one below its storage is deprecated. */
export const driveUri = (id: string, target: string): string => `${chassisUri(id)}/Drives/${target}`;
export const volumesUri = (id: string, bus: string): string => `${systemUri(id)}/Storage/${bus}/Volumes`;
/** A network card, by its MAC address: it is an adapter of one function and one port, each called `1`. */
export const adapterUri = (id: string, mac: string): string => `${chassisUri(id)}/NetworkAdapters/${mac}`;
export const deviceFunctionUri = (id: string, mac: string): string => `${adapterUri(id, mac)}/NetworkDeviceFunctions/1`;
export const portUri = (id: string, mac: string): string => `${adapterUri(id, mac)}/Ports/1`;
export const ethernetInterfaceUri = (id: string, mac: string): string => `${systemUri(id)}/EthernetInterfaces/${mac}`;
export const pcieDeviceUri = (id: string, device: string): string => `${chassisUri(id)}/PCIeDevices/${device}`;
/** `slot` as `pcieDeviceId` has it. */
export const pcieFunctionUri = (id: string, slot: string, part: number): string =>
  `${pcieDeviceUri(id, slot)}/PCIeFunctions/${part}`;
export const eventServiceUri = `${root}/EventService` as const;
export const eventStreamUri = `${eventServiceUri}/SSE` as const;
export const subscriptionUri = (id: string): string => `${eventServiceUri}/Subscriptions/${id}`;
export const sessionsUri = `${root}/SessionService/Sessions`;
export const accountUri = (id: string): string => `${root}/AccountService/Accounts/${id}`;
export const privilegeMapUri = '/redfish/v1/AccountService/PrivilegeMap';
export const roleUri = (id: string): string => `${root}/AccountService/Roles/${id}`;
export const taskUri = (id: string): string => `${root}/TaskService/Tasks/${id}`;
export const monitorUri = (id: string): string => `${root}/TaskService/TaskMonitors/${id}`;
/** A drive has two places, and this is the one that it is named by. */
export const mediaUri = (id: string, drive: string): string => `${systemUri(id)}/VirtualMedia/${drive}`;
/** DMTF's own publication of a type's schema: `ComputerSystem.v1_27_0.ComputerSystem`. */
export const schemaUri = (type: string): string =>
  `http://redfish.dmtf.org/schemas/v1/${type.slice(0, type.lastIndexOf('.'))}.json`;
export const updateServiceUri = `${root}/UpdateService` as const;
export const updateUploadUri = '/redfish/v1/UpdateService/upload';
export const telemetryUri = `${root}/TelemetryService` as const;
export const reportUri = (id: string): string => `${telemetryUri}/MetricReports/${id}`;
export const reportDefinitionUri = (id: string): string => `${telemetryUri}/MetricReportDefinitions/${id}`;
