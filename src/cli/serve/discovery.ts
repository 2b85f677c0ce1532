/** SSDP as the running service has it: what the settings begin with, and what clients make of it. */
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Bmc, DiscoverySettings } from '../../bmc/types.js';
import { type Announcer, createAnnouncer } from '../../discovery/announcer.js';
import { ssdpPort } from '../../discovery/settings.js';
import type { Discovery } from '../../redfish/context.js';

/** The interval and the hops that the schema of ManagerNetworkProtocol recommends. */
const initial = { interval: 600, ttl: 2, scope: 'Link' } as const;

interface DiscoveryOptions {
  readonly bmc: Bmc;
  /** Until a client changes it. */
  readonly enabled: boolean;
  readonly log: Logger;
}

/** `listens` is called when the port is bound; before that, nothing is announced. */
export function createDiscovery({ bmc, enabled, log }: DiscoveryOptions) {
  let announcer: Announcer | undefined;
  const settings = (): DiscoverySettings => bmc.discovery() ?? { ...initial, enabled };
  const discovery: Discovery = {
    port: ssdpPort,
    settings,
    change: async (wanted) => {
      const before = settings();
      try {
        await announcer?.apply(wanted);
      } catch (error) {
        log.warn({ err: error }, 'SSDP cannot be switched on');
        return 'The port of SSDP cannot be had on this host.';
      }
      await bmc.setDiscovery(wanted).catch(async (error: unknown) => {
        await announcer?.apply(before);
        throw error;
      });
      return undefined;
    },
  };
  return {
    discovery,
    /** Who asked for it in the settings and cannot have it is told by the log: the service is good without. */
    listens: async ({ address, port }: AddressInfo) => {
      announcer = createAnnouncer({ uuid: bmc.uuid, address, port, log });
      await announcer
        .apply(settings())
        .catch((error: unknown) => log.warn({ err: error }, 'the service cannot be discovered by SSDP'));
    },
    close: async () => announcer?.close(),
  };
}
