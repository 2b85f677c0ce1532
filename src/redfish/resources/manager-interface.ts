import { readIpAddresses } from '../ip-addresses.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';

/** A network card of the host that the service runs on. It is the host's own to set up. */
export const managerInterface = defineResource({
  path: '/redfish/v1/Managers/{machine}/EthernetInterfaces/{interface}',
  type: 'EthernetInterface.v1_12_4.EthernetInterface',
  find: async ({ interface: name }, { context: { host } }) => {
    const card = (await host?.interfaces())?.find((one) => one.name === name);
    return host && card && { host, card };
  },
  read: ({ host, card: { name, mac, up, mtu, speed, addresses, gateways } }) => ({
    Id: name,
    Name: `Ethernet Interface ${name}`,
    Status: healthy,
    InterfaceEnabled: true,
    HostName: host.name,
    ...(host.fqdn && { FQDN: host.fqdn }),
    ...(mac && { MACAddress: mac }),
    ...(up !== undefined && { LinkStatus: up ? 'LinkUp' : 'LinkDown' }),
    ...(mtu !== undefined && { MTUSize: mtu }),
    ...(speed !== undefined && { SpeedMbps: speed }),
    ...readIpAddresses(addresses, gateways),
    NameServers: host.nameServers(),
  }),
});
