import type { Probe } from './probe.js';
import { balancerProbes } from './probes/balancer.js';
import { bmcProbes } from './probes/bmc.js';
import { dnsProbes } from './probes/dns.js';
import { firewallProbes } from './probes/firewall.js';
import { hostProbes } from './probes/host.js';
import { machineProbes } from './probes/machines.js';
import { manifestProbes } from './probes/manifests.js';
import { networkProbes } from './probes/network.js';
import { ntpProbes } from './probes/ntp.js';
import { portProbes } from './probes/ports.js';
import { routeProbes } from './probes/routes.js';

/** All of them, from the ground up. */
export const probes: readonly Probe[] = [
  ...hostProbes,
  ...portProbes,
  ...routeProbes,
  ...firewallProbes,
  ...networkProbes,
  ...dnsProbes,
  ...ntpProbes,
  ...machineProbes,
  ...bmcProbes,
  ...balancerProbes,
  ...manifestProbes,
];
