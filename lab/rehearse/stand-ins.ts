/** What answers in place of clusters that are not installed yet: this host takes their VIPs for a while. */
import { once } from 'node:events';
import { createServer as plain, type Server } from 'node:http';
import { createServer as secure } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { selfSigned } from '../../src/tls/self-signed.js';
import { familyOf } from '../dns/records.js';
import { run } from '../host/run.js';
import type { LabCluster } from '../spec/types.js';

/** An address that this host has for the time being. */
export interface Borrowed {
  readonly device: string;
  readonly address: string;
}

const words = ({ address, device }: Borrowed): readonly string[] =>
  familyOf(address) === 6 ? [`${address}/128`, 'dev', device, 'nodad'] : [`${address}/32`, 'dev', device];

export const borrow = async (one: Borrowed): Promise<void> => void (await run(['ip', 'address', 'add', ...words(one)]));

/** Addresses that this host has, on whichever device. */
export const ownAddresses = async (): Promise<ReadonlySet<string>> => {
  const said: unknown = JSON.parse((await run(['ip', '-json', 'address', 'show'])).trim() || '[]');
  const links = Array.isArray(said)
    ? (said as readonly { readonly addr_info?: readonly { readonly local?: string }[] }[])
    : [];
  return new Set(links.flatMap(({ addr_info: all = [] }) => all.flatMap(({ local }) => local ?? [])));
};

/** What this host remembers of whose these addresses are goes: who answers from now on is there. */
export const forgetNeighbour = async ({ address, device }: Borrowed): Promise<void> =>
  void (await run(['ip', 'neighbour', 'flush', 'to', address, 'dev', device]));

/** Hardware addresses of those that have answered for an address of theirs, by it. */
export const neighbours = async (): Promise<ReadonlyMap<string, string>> => {
  const said: unknown = JSON.parse(
    (await run(['ip', '-json', 'neighbour', 'show', 'nud', 'reachable'])).trim() || '[]',
  );
  const known = Array.isArray(said) ? (said as readonly { readonly dst?: string; readonly lladdr?: string }[]) : [];
  return new Map(known.flatMap(({ dst, lladdr }) => (dst && lladdr ? [[dst, lladdr]] : [])));
};

/** One that is not there is fine: its device may be gone. Rejects where it stays. */
export const giveBack = async ({ address, device }: Borrowed): Promise<void> => {
  const length = familyOf(address) === 6 ? 128 : 32;
  try {
    await run(['ip', 'address', 'delete', `${address}/${length}`, 'dev', device]);
  } catch (error) {
    if ((await ownAddresses()).has(address)) throw error;
  }
};

/** What a stand-in says: who it is, and which name it was asked for. */
export const greeting = (what: 'api' | 'apps' | 'http', cluster: string, name: string): string =>
  `rehearsal ${what} ${cluster} ${name}`;

export interface StandIns {
  /** Somebody who has come to this port of a node that answers in its cluster's place. */
  take(cluster: string, port: number, caller: Duplex): void;
  close(): Promise<void>;
}

/** Where a cluster answers: the API, ingress, and the health of that. */
export const ports = { api: [6443], ingress: [443, 80, 1936] } as const;

/**
 * The API on 6443, ingress on 443 and 80, its health on 1936, on the VIPs of each cluster, or behind a node. They say that
 * they are well, whatever they are asked for. Rejects where an address is not this host's, or somebody listens there.
 */
export const openStandIns = async (clusters: readonly LabCluster[]): Promise<StandIns> => {
  const names = clusters.flatMap(({ fqdn }) => [`api.${fqdn}`, `api-int.${fqdn}`, `*.apps.${fqdn}`]);
  const tls = {
    ...selfSigned({ names, from: new Date(Date.now() - 60 * 60 * 1000), days: 2 }),
    // busybox's client names no signature algorithms, which stands for SHA-1 (RFC 5246 7.4.1.4.1).
    ciphers: 'DEFAULT@SECLEVEL=0',
  };
  const behindTls = (what: 'api' | 'apps', { name }: LabCluster): Server =>
    secure(tls, (request, response) => {
      response.end(greeting(what, name, (request.socket as TLSSocket).servername || '-'));
    });
  const web = ({ name }: LabCluster): Server =>
    plain((request, response) => {
      response.end(greeting('http', name, request.headers.host ?? '-'));
    });
  const serverOf = (cluster: LabCluster, port: number): Server => {
    if (port === 6443) return behindTls('api', cluster);
    return port === 443 ? behindTls('apps', cluster) : web(cluster);
  };
  const wanted = clusters.flatMap((cluster) => [
    ...cluster.apiVips.flatMap((address) =>
      ports.api.map((port) => ({ address, port, server: serverOf(cluster, port) })),
    ),
    ...cluster.ingressVips.flatMap((address) =>
      ports.ingress.map((port) => ({ address, port, server: serverOf(cluster, port) })),
    ),
  ]);
  // They listen nowhere.
  const behind = clusters
    .filter(({ apiVips }) => apiVips.length === 0)
    .flatMap((cluster) =>
      [...ports.api, ...ports.ingress].map((port) => ({
        cluster: cluster.name,
        port,
        server: serverOf(cluster, port),
      })),
    );
  const close = async (): Promise<void> => {
    await Promise.all(
      [...wanted, ...behind].map(async ({ server }) => {
        server.closeAllConnections();
        if (server.listening) await new Promise((closed) => server.close(closed));
      }),
    );
  };
  try {
    for (const { address, port, server } of wanted) {
      server.listen(port, address);
      await once(server, 'listening');
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    take: (cluster, port, caller) => {
      const one = behind.find((those) => those.cluster === cluster && those.port === port);
      if (one === undefined) caller.destroy();
      else one.server.emit('connection', caller);
    },
    close,
  };
};
