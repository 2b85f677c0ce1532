/** The composition root: the only place that knows all the parts. */
import type { Logger } from 'pino';
import { openBmc } from '../../bmc/open.js';
import { createApp } from '../../http/app.js';
import { createListener } from '../../http/listener.js';
import type { Hypervisor } from '../../hypervisor/port.js';
import { createMediaLibrary } from '../../media/library.js';
import { defaultSettings } from '../../redfish/context.js';
import { raiseEvents } from '../../redfish/events/raise.js';
import { reportPeriodically } from '../../redfish/telemetry/reporter.js';
import { readText } from '../config/file.js';
import type { Settings } from '../config/options.js';
import { openCertificate } from './certificate.js';
import { credentialsOf } from './credentials.js';
import { directorySize } from './directory-size.js';
import { createDiscovery } from './discovery.js';
import { createFront } from './front.js';
import { credentialsText, greetingText, isLoopback, serviceUrls } from './greeting.js';
import { createHost } from './host.js';
import { openMachinery } from './hypervisors.js';
import { createMetrics } from './metrics.js';
import { tellOutages } from './outages.js';
import { closedToOthers } from './reachable.js';
import { openStateDir } from './state-dir.js';

export interface ServiceOptions {
  readonly settings: Settings;
  /** `Settings.stateDir`, or its default. */
  readonly stateDir: string;
  readonly version: string;
  readonly log: Logger;
  /** Text for the person who started it. */
  readonly print: (text: string) => void;
}

export interface Service {
  /** Resolves when the port is bound. Rejects when it never will be, or when the service was closed meanwhile. */
  readonly listening: Promise<void>;
  /** Reads certificate and accounts again; what is broken stays as it was, and the log says why. */
  reload(): Promise<void>;
  /** Lets requests finish and closes everything. */
  close(): Promise<void>;
}

/** Milliseconds. */
const day = 86_400_000;
/** How long a hypervisor may take to answer at the start, before the log says that it does not. */
const outagePatience = 3000;

/** Every part that was opened, closed in the opposite order; one that fails does not keep the others open. */
function createClosers(log: Logger) {
  const closers: (() => Promise<void>)[] = [];
  return {
    add: (closer: () => Promise<void>) => closers.push(closer),
    async closeAll() {
      for (const closer of closers.splice(0).reverse()) {
        await closer().catch((error: unknown) => log.error({ err: error }, 'a part did not close'));
      }
    },
  };
}

/** Opens everything and starts to listen. Throws where it cannot, and has then closed what it had opened. */
export async function openService(options: ServiceOptions): Promise<Service> {
  const closers = createClosers(options.log);
  try {
    return await assemble(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function assemble(options: ServiceOptions, closers: ReturnType<typeof createClosers>): Promise<Service> {
  const { settings, stateDir, version, log, print } = options;
  const { noAuth, listen, port } = settings;
  const dirs = await openStateDir(stateDir);
  const certificate = await openCertificate(settings, dirs.tls, log);

  let firstPassword: string | undefined;
  const bmc = await openBmc({
    stateDir: dirs.bmc,
    accounts: configuredAccounts(settings),
    ...(settings.authFile === undefined ? {} : { htpasswd: settings.authFile }),
    noAuth,
    firstUserName: settings.user,
    sessionTimeout: settings.sessionTimeout,
    outbound: { allow: settings.imageAllow ?? [], exposed: !isLoopback(listen) },
    log,
    onFirstPassword: (user, password) => {
      firstPassword = password;
      print(credentialsText(user, password));
    },
  });
  closers.add(() => bmc.close());

  const { hypervisors, fleet, about, libvirtCalls } = await openMachinery(settings, log);
  closers.add(() => fleet.close());
  const endTelling = tellOutages(hypervisors, log, outagePatience);
  closers.add(async () => endTelling());
  const silence = raiseEvents({ hypervisor: fleet, bmc });
  closers.add(async () => silence());
  const endReports = reportPeriodically({ hypervisor: fleet, bmc, log });
  closers.add(async () => endReports());

  const mediaDir = settings.cacheDir ?? dirs.media;
  const media = createMediaLibrary({
    dir: mediaDir,
    imageDirs: settings.imageDir ?? [],
    allow: settings.imageAllow ?? [],
    exposed: !isLoopback(listen),
    inUse: () => digestsInUse(hypervisors),
    limits: {
      maxBytes: settings.cacheSize,
      maxAge: settings.cacheAge * 1000,
      ...(settings.imageMaxSize === undefined ? {} : { maxImageBytes: settings.imageMaxSize }),
    },
    timeouts: { connect: settings.mediaConnectTimeout * 1000, idle: settings.mediaIdleTimeout * 1000 },
    log,
  });
  closers.add(() => media.close());
  await media.ready;
  const closed = hypervisors.some(({ local, name }) => local && name !== 'memory:')
    ? await closedToOthers(mediaDir)
    : [];
  if (closed.length > 0) {
    log.warn(
      { closed },
      'users other than its owner may not enter this: QEMU may be denied the images (see --cache-dir)',
    );
  }

  const metrics = createMetrics({
    hypervisors,
    fleet,
    libvirtCalls,
    cacheBytes: () => directorySize(mediaDir),
  });
  const plain = noAuth || settings.allowHttp;
  const discovery = createDiscovery({ bmc, enabled: settings.ssdp, log });
  const place = createHost({ certificate, discovery: discovery.discovery, plain, port, log });
  const app = createApp(
    {
      hypervisor: fleet,
      media,
      bmc,
      settings: {
        ...defaultSettings,
        noAuth,
        transferMethod: settings.mediaMethod,
        verifyCertificate: settings.mediaVerify,
        asyncAfter: settings.mediaWait * 1000,
        managerVirtualMedia: !settings.noManagerVirtualMedia,
        legacyProperties: settings.legacyProperties,
        ...(settings.vcpuWatts !== undefined && { vcpuWatts: settings.vcpuWatts }),
      },
      version,
      host: place.host,
      log,
    },
    { observe: metrics.observe },
  );
  const listener = createListener({
    handler: createFront({ app, bmc, noAuth, hypervisors, metrics }),
    host: listen,
    port,
    tls: certificate.material,
    plain: plain ? 'serve' : 'redirect',
    limits: { connections: settings.maxConnections },
    log,
  });
  closers.add(() => listener.close(settings.drainTimeout * 1000));
  closers.add(discovery.close);
  // Streams end by themselves at no time: the listener would wait for them.
  closers.add(async () => bmc.events.endStreams());

  place.attach(listener);
  const daily = setInterval(() => {
    place.renew().catch((error: unknown) => log.error({ reason: messageOf(error) }, 'certificate not renewed'));
  }, day);
  closers.add(async () => clearInterval(daily));

  const credentials = credentialsOf(settings, bmc.accounts.list(), firstPassword);
  const listening = listener.listen().then(async (bound) => {
    place.listens(bound.port);
    await discovery.listens(bound);
    const urls = serviceUrls(listen, bound.port);
    log.info({ urls }, 'listening');
    const [machine] = fleet.available ? await fleet.machines() : [];
    const { selfSigned } = certificate;
    print(greetingText({ version, urls, about, credentials, selfSigned, loopbackOnly: isLoopback(listen), machine }));
  });

  return {
    listening,
    async reload() {
      const reloads = [
        { what: 'certificate', done: place.renew() },
        { what: 'accounts', done: bmc.reload() },
      ];
      for (const { what, done } of reloads) {
        await done.then(
          () => log.info({ what }, 'read again'),
          (error: unknown) => log.error({ what, reason: messageOf(error) }, 'could not be read again; the old stays'),
        );
      }
    },
    close: () => closers.closeAll(),
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The first administrator, where the operator sets the password. A line end after it is the editor's. */
function configuredAccounts({ noAuth, user, passwordFile }: Settings) {
  if (noAuth || passwordFile === undefined) return [];
  const password = readText(passwordFile).replace(/\r?\n$/, '');
  return [{ userName: user, password, roleId: 'Administrator' }];
}

/** Rejects where one hypervisor cannot tell. */
async function digestsInUse(hypervisors: readonly Hypervisor[]): Promise<ReadonlySet<string>> {
  const machines = await Promise.all(hypervisors.map((hypervisor) => hypervisor.machines()));
  return new Set(machines.flat().flatMap(({ media }) => media.flatMap(({ medium }) => medium?.digest ?? [])));
}
