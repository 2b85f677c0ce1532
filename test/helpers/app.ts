import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { type BmcOptions, openBmc } from '../../src/bmc/open.js';
import type { Bmc, DiscoverySettings } from '../../src/bmc/types.js';
import { install } from '../../src/cli/tls/installed.js';
import { requestFor } from '../../src/cli/tls/requested.js';
import { type Access, createApp } from '../../src/http/app.js';
import { createMemoryHypervisor, type MemoryHypervisor, type MemoryOptions } from '../../src/hypervisor/memory.js';
import { createMediaLibrary } from '../../src/media/library.js';
import { type Context, defaultSettings, type Log, type Settings } from '../../src/redfish/context.js';
import { raiseEvents } from '../../src/redfish/events/raise.js';
import { reportPeriodically } from '../../src/redfish/telemetry/reporter.js';
import { selfSigned } from '../../src/tls/self-signed.js';
import { conforming } from './conforming.js';

export interface TestApp {
  readonly app: RequestListener;
  readonly hypervisor: MemoryHypervisor;
  readonly bmc: Bmc;
  readonly context: Context;
  /** Every answered request, oldest first. */
  readonly accesses: readonly Access[];
  /** What was logged, as JSON lines. */
  readonly logged: readonly string[];
  /** The first machine, and its system. */
  readonly id: string;
  readonly systemUri: string;
  /** Absolute path of an image file of 64 KiB that may be inserted. */
  readonly image: string;
  /** Requests as the administrator `admin`. */
  readonly admin: ReturnType<typeof supertest.agent>;
  /** Requests as somebody else, or as nobody. */
  as(user?: string): ReturnType<typeof supertest.agent>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly hypervisor?: MemoryOptions;
  readonly bmc?: BmcOptions;
  readonly settings?: Partial<Settings>;
}

/** Everybody's in tests. */
export const testPassword = 'Correct-horse-1';

/** The whole service in this process, on the memory driver: nothing in it is a fake. */
export const createTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const directory = await mkdtemp(join(tmpdir(), 'redfish-emu-app-'));
  const image = join(directory, 'boot.iso');
  await writeFile(image, Buffer.alloc(65_536, 'redfish'));
  const logged: string[] = [];
  const record = (fields: object, message: string) => void logged.push(JSON.stringify({ message, ...fields }));
  const log: Log & { debug: typeof record } = { debug: record, info: record, warn: record, error: record };

  const hypervisor = createMemoryHypervisor({ powerDelay: 0, ...options.hypervisor });
  hypervisor.start();
  const [first] = await hypervisor.machines();
  const id = first?.id ?? '';
  const bmc = await openBmc({
    accounts: [{ userName: 'admin', password: testPassword, roleId: 'Administrator' }],
    outbound: { allow: [], exposed: false },
    passwordCost: { ln: 4, r: 8, p: 1 },
    ...options.bmc,
  });
  const silence = raiseEvents({ hypervisor, bmc });
  const endReports = reportPeriodically({ hypervisor, bmc, log });
  const inUse = async () => {
    const machines = await hypervisor.machines();
    return new Set(machines.flatMap(({ media }) => media.flatMap(({ medium }) => medium?.digest ?? [])));
  };
  const media = createMediaLibrary({
    dir: join(directory, 'cache'),
    imageDirs: [directory],
    allow: [],
    exposed: false,
    inUse,
    limits: { reserveBytes: 0 },
    timeouts: { connect: 2000, idle: 2000 },
    log,
  });
  let certificate = selfSigned({ names: ['bmc.example'], from: new Date(), days: 30 }).cert;
  let discovery: DiscoverySettings = { enabled: false, interval: 600, ttl: 2, scope: 'Link' };
  const context: Context = {
    hypervisor,
    media,
    bmc,
    settings: { ...defaultSettings, ...options.settings },
    version: '0.0.0',
    host: {
      name: 'bmc.example',
      fqdn: 'bmc.example',
      interfaces: async () => [
        {
          name: 'eth0',
          mac: '52:54:00:00:00:01',
          up: true,
          mtu: 1500,
          addresses: [
            { address: '192.0.2.1', prefix: 24, origin: 'DHCP' },
            { address: '192.0.2.2', prefix: 24, origin: 'Static' },
            { address: '2001:db8::1', prefix: 64, origin: 'SLAAC' },
          ],
          gateways: ['192.0.2.254'],
        },
      ],
      nameServers: () => ['192.0.2.53'],
      port: () => 8443,
      plain: false,
      discovery: {
        port: 1900,
        settings: () => discovery,
        change: async (wanted) => {
          if (wanted.ttl === 255) return 'It goes too far.';
          discovery = wanted;
          return undefined;
        },
      },
      certificate: () => certificate,
      requestCertificate: (wanted) => requestFor(directory, wanted),
      replaceCertificate: async (pem) => {
        const refusal = await install(directory, pem);
        if (refusal === undefined) certificate = new X509Certificate(pem).toString();
        return refusal;
      },
    },
    log,
  };
  const accesses: Access[] = [];
  const app = createApp(context, { observe: (access) => void accesses.push(access) });
  const as = (user?: string) => {
    const agent = supertest.agent(app).use(conforming);
    return user === undefined ? agent : agent.auth(user, testPassword);
  };
  return {
    app,
    hypervisor,
    bmc,
    context,
    accesses,
    logged,
    id,
    systemUri: `/redfish/v1/Systems/${id}`,
    image,
    admin: as('admin'),
    as,
    close: async () => {
      silence();
      endReports();
      await bmc.close();
      await media.close();
      await hypervisor.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
