import type { Host } from '../host/host.js';
import type { Service } from '../host/service.js';
import type { Lab } from '../spec/types.js';
import { bmcService } from './bmc.js';
import { dnsService, resolvedServices } from './dns.js';
import { gatewaysService } from './gateways.js';
import { loadBalancerService } from './loadbalancer.js';
import { ntpServices } from './ntp.js';

/** The programs that a lab needs on its host. Before all others, who sees that these have addresses to listen on. */
export const servicesOf = (lab: Lab, host: Host): readonly Service[] =>
  [
    gatewaysService(lab, host),
    dnsService(lab, host),
    ...resolvedServices(lab, host),
    ...ntpServices(lab, host),
    loadBalancerService(lab, host),
    bmcService(lab, host),
  ].filter((service) => service !== undefined);
