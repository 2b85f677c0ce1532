import type { Machine } from '../../hypervisor/port.js';
import { assetChange, assetProperties } from '../asset.js';
import { indicatorOf, readIndicator } from '../indicator.js';
import { link, links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthOf } from '../status.js';
import { managerUri, systemUri } from '../uris.js';

/** SMBIOS knows no model of a chassis, and no identity but the machine's: the two are sold as one. */
const readIdentity = ({ uuid, model, chassis: box = {} }: Machine['identity']) => ({
  ...(box.manufacturer && { Manufacturer: box.manufacturer }),
  ...(model && { Model: model }),
  ...(box.version && { Version: box.version }),
  ...(box.serialNumber && { SerialNumber: box.serialNumber }),
  ...(box.sku && { SKU: box.sku }),
  UUID: uuid,
});

/**
 * What one machine is built into, with the machine's id: drives, network adapters and sensors are parts of a chassis in
 * Redfish, and a chassis of its own keeps each machine's parts with whoever may see that machine.
 */
export const chassis = defineResource({
  path: '/redfish/v1/Chassis/{machine}',
  type: 'Chassis.v1_28_0.Chassis',
  find: ({ machine }) => machine,
  snapshot: (machine) => machine,
  read: (machine, { uri, context: { hypervisor, settings } }) => ({
    Id: machine.id,
    Name: `Chassis of ${machine.name}`,
    ChassisType: 'StandAlone',
    ...readIdentity(machine.identity),
    PowerState: machine.power,
    Status: healthOf(machine),
    AssetTag: machine.state.assetTag ?? null,
    ...readIndicator(indicatorOf(machine), settings),
    Drives: link(`${uri}/Drives`),
    NetworkAdapters: link(`${uri}/NetworkAdapters`),
    ...(machine.pci.length > 0 && { PCIeDevices: link(`${uri}/PCIeDevices`) }),
    ...(machine.tpm && { TrustedComponents: link(`${uri}/TrustedComponents`) }),
    ...(hypervisor.metrics && { Sensors: link(`${uri}/Sensors`) }),
    ...(hypervisor.metrics && settings.vcpuWatts && { EnvironmentMetrics: link(`${uri}/EnvironmentMetrics`) }),
    ThermalSubsystem: link(`${uri}/ThermalSubsystem`),
    PowerSubsystem: link(`${uri}/PowerSubsystem`),
    ...(settings.legacyProperties && { Thermal: link(`${uri}/Thermal`), Power: link(`${uri}/Power`) }),
    Links: {
      ...links('ComputerSystems', [systemUri(machine.id)]),
      ...links('ManagedBy', [managerUri(machine.id)]),
    },
  }),
  // The machine and what it is built into are one: so are their tags and their lamps.
  patch: {
    properties: { type: 'object', properties: assetProperties },
    apply: async ({ id }, body, { context }) => {
      const state = assetChange(body);
      if (state) await context.hypervisor.setState(id, state);
      return undefined;
    },
  },
});
