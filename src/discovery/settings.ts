/** How the service is announced: `ManagerNetworkProtocol.SSDP`. */
export interface DiscoverySettings {
  readonly enabled: boolean;
  /** Seconds between two announcements; 0: it answers searches, and announces nothing. */
  readonly interval: number;
  /** Hops that an announcement may go. */
  readonly ttl: number;
  /** How far an announcement goes over IPv6. */
  readonly scope: keyof typeof groups6;
}

/** SSDP's groups by scope (IANA, "IPv6 Multicast Address Space Registry"). */
export const groups6 = { Link: 'ff02::c', Site: 'ff05::c', Organization: 'ff08::c' } as const;
export const group4 = '239.255.255.250';
export const ssdpPort = 1900;
