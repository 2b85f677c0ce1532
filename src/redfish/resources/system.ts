import { type Machine, resetTypes } from '../../hypervisor/port.js';
import { action } from '../action.js';
import { assetChange, assetProperties } from '../asset.js';
import { bootChangeOf, bootProperties, bootTargetsOf, readBoot, readProgress } from '../boot.js';
import { readConsoles } from '../consoles.js';
import { indicatorOf, readIndicator } from '../indicator.js';
import { link, links } from '../link.js';
import { pcieDevicesOf } from '../pcie.js';
import { socketsOf } from '../processors.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthOf } from '../status.js';
import { changeSystem } from '../system-change.js';
import { chassisUri, managerUri, pcieDeviceUri, tpmUri } from '../uris.js';
import { readWatchdog, watchdogChange, watchdogProperties } from '../watchdog.js';

const writable = {
  type: 'object',
  properties: {
    ...assetProperties,
    // What the machine was before a power cut is nobody's to know: LastState is not among the values.
    PowerRestorePolicy: { type: 'string', enum: ['AlwaysOn', 'AlwaysOff'] },
    Boot: bootProperties,
    HostWatchdogTimer: watchdogProperties,
  },
} as const satisfies ObjectSchema;

const resetParameters = {
  type: 'object',
  properties: { ResetType: { type: 'string', enum: resetTypes } },
  required: ['ResetType'],
} as const satisfies ObjectSchema;

const bytesPerGiB = 2 ** 30;

/** `metrics`: somebody counts what they do. */
const readSummaries = (machine: Machine, uri: string, metrics: boolean) => {
  const { processors, memory } = machine;
  const persistent = memory.modules.reduce((sum, module) => sum + (module.persistent ? module.size : 0), 0);
  const sockets = socketsOf(machine);
  return {
    ProcessorSummary: {
      Count: sockets.length,
      CoreCount: sockets.reduce((sum, { cores }) => sum + cores, 0),
      LogicalProcessorCount: processors.online,
      ThreadingEnabled: processors.threadsPerCore > 1,
      ...(processors.model && { Model: processors.model }),
      ...(metrics && { Metrics: link(`${uri}/ProcessorSummary/ProcessorMetrics`) }),
    },
    MemorySummary: {
      TotalSystemMemoryGiB: memory.maximum / bytesPerGiB,
      ...(persistent > 0 && { TotalSystemPersistentMemoryGiB: persistent / bytesPerGiB }),
      ...(metrics && { Metrics: link(`${uri}/MemorySummary/MemoryMetrics`) }),
    },
  };
};

const readIdentity = ({ identity, firmware }: Machine) => ({
  UUID: identity.uuid,
  ...(identity.manufacturer && { Manufacturer: identity.manufacturer }),
  ...(identity.model && { Model: identity.model }),
  ...(identity.serialNumber && { SerialNumber: identity.serialNumber }),
  ...(identity.sku && { SKU: identity.sku }),
  ...(firmware.version && { BiosVersion: firmware.version }),
});

/** A virtual machine, as the computer that it is to its guest. */
export const system = defineResource({
  path: '/redfish/v1/Systems/{machine}',
  type: 'ComputerSystem.v1_27_0.ComputerSystem',
  find: ({ machine }) => machine,
  snapshot: (machine) => machine,
  read: (machine, { uri, context: { hypervisor, settings } }) => ({
    Id: machine.id,
    Name: machine.name,
    ...(machine.description && { Description: machine.description }),
    SystemType: 'Virtual',
    ...readIdentity(machine),
    // Without its domain, as the schema has it.
    ...(machine.hostName && { HostName: machine.hostName.replace(/\..*/, '') }),
    PowerState: machine.power,
    Status: healthOf(machine),
    AssetTag: machine.state.assetTag ?? null,
    ...readIndicator(indicatorOf(machine), settings),
    PowerRestorePolicy: machine.autostart ? 'AlwaysOn' : 'AlwaysOff',
    ...(machine.lastResetTime && { LastResetTime: machine.lastResetTime.toISOString() }),
    ...readSummaries(machine, uri, hypervisor.metrics !== undefined),
    Boot: { ...readBoot(machine), BootOptions: link(`${uri}/BootOptions`) },
    ...readProgress(machine),
    ...readConsoles(machine, hypervisor.local),
    VirtualMediaConfig: { ServiceEnabled: true },
    ...readWatchdog(machine),
    Processors: link(`${uri}/Processors`),
    Memory: link(`${uri}/Memory`),
    EthernetInterfaces: link(`${uri}/EthernetInterfaces`),
    NetworkInterfaces: link(`${uri}/NetworkInterfaces`),
    ...(machine.pci.length > 0 &&
      links(
        'PCIeDevices',
        pcieDevicesOf(machine).map((device) => pcieDeviceUri(machine.id, device.id)),
      )),
    SimpleStorage: link(`${uri}/SimpleStorage`),
    Storage: link(`${uri}/Storage`),
    Bios: link(`${uri}/Bios`),
    ...(machine.firmware.secureBoot && { SecureBoot: link(`${uri}/SecureBoot`) }),
    LogServices: link(`${uri}/LogServices`),
    VirtualMedia: link(`${uri}/VirtualMedia`),
    Links: {
      ...links('Chassis', [chassisUri(machine.id)]),
      ...links('ManagedBy', [managerUri(machine.id)]),
      ...(machine.tpm && links('TrustedComponents', [tpmUri(machine.id)])),
    },
  }),
  patch: {
    properties: writable,
    allowable: bootTargetsOf,
    apply: async (machine, { Boot, PowerRestorePolicy, HostWatchdogTimer, ...asset }, { context }) =>
      changeSystem(context, machine, {
        boot: Boot && bootChangeOf(machine, Boot),
        autostart: PowerRestorePolicy && PowerRestorePolicy === 'AlwaysOn',
        setup: watchdogChange(machine, HostWatchdogTimer),
        state: assetChange(asset),
      }),
  },
  actions: {
    Reset: action({
      parameters: resetParameters,
      allowable: (machine: Machine) => ({ ResetType: machine.resetTypes }),
      run: async (machine, { ResetType }, { context }) => {
        await context.hypervisor.reset(machine.id, ResetType);
        return undefined;
      },
    }),
  },
});
