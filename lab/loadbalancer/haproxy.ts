/** HAProxy in front of a lab: one address for all clusters, told apart by the name that a client asks for. */
import { familyOf, frontOf } from '../dns/records.js';
import type { Lab, LabCluster } from '../spec/types.js';

export interface HaproxyOptions {
  /** Unix socket of statistics and commands, where the document names none. Root's alone. */
  readonly statsSocket: string;
  readonly pidFile?: string;
  /** Account that it goes on as once it has its ports; without, that it was started as. It has to exist. */
  readonly user?: string;
}

/** Stays in the foreground. SIGUSR2 makes it read its file anew: connections stay, and so does everything if the file is wrong. */
export const haproxyCommand = (file: string): readonly string[] => ['haproxy', '-W', '-f', file];

/** Ends with a status other than 0, and says why, where the file cannot be used. */
export const haproxyCheck = (file: string): readonly string[] => ['haproxy', '-c', '-f', file];

interface Front {
  readonly cluster: LabCluster;
  readonly api: readonly string[];
  readonly apps: readonly string[];
}

/**
 * The order of names that end alike: where a cluster's own name is one of another's applications (`x.apps.y`), its
 * names must be looked for first.
 */
const longestFirst = (fronts: readonly Front[]): readonly Front[] =>
  fronts.toSorted((one, other) => other.cluster.fqdn.length - one.cluster.fqdn.length);

const socketOf = (address: string, port: number): string =>
  familyOf(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;

/** All addresses of a cluster lead to the same, so that the others are for when the first fails. */
const servers = (addresses: readonly string[], port: number, settings: string): readonly string[] =>
  addresses.map(
    (address, index) => `  server front-${index} ${socketOf(address, port)} ${settings}${index === 0 ? '' : ' backup'}`,
  );

const health = 'check inter 5s fastinter 1s downinter 2s fall 3 rise 2';

const httpCheck = (path: string, host: string): readonly string[] => [
  '  option httpchk',
  `  http-check send meth GET uri ${path} ver HTTP/1.1 hdr Host ${host}`,
  '  http-check expect status 200',
];

const backends = ({ cluster: { name, fqdn }, api, apps }: Front): readonly string[] => [
  ...(api.length === 0
    ? []
    : [
        '',
        `backend api-${name}`,
        ...httpCheck('/readyz', `api.${fqdn}`),
        ...servers(api, 6443, `${health} check-ssl verify none`),
      ]),
  ...(apps.length === 0
    ? []
    : [
        '',
        `backend apps-${name}`,
        ...httpCheck('/healthz/ready', `router.apps.${fqdn}`),
        ...servers(apps, 443, `${health} port 1936`),
        '',
        `backend http-${name}`,
        '  mode http',
        // One look at the router is enough for both of its ports.
        ...apps.map(
          (address, index) =>
            `  server front-${index} ${socketOf(address, 80)} track apps-${name}/front-${index}${index === 0 ? '' : ' backup'}`,
        ),
      ]),
];

/** Waits until the hello is whole, in however many packets it comes, and remembers how long its first TLS record is. */
const hello: readonly string[] = [
  '  tcp-request inspect-delay 5s',
  '  tcp-request content reject unless { req.ssl_hello_type 1 }',
  '  tcp-request content set-var(txn.record) req.payload(3,2),hex,hex2i',
  '  tcp-request content capture req.ssl_sni len 128',
  '  log-format "%ci:%cp %f -> %b/%s name=%[capture.req.hdr(0)] %Tw/%Tc/%Tt %B %ts"',
];

/**
 * No name at all. `req.ssl_sni` finds none either where the hello is spread over several records (RFC 8446 5.1), and
 * such a client would come to a cluster that it did not ask for: the message (length in 3 bytes after its type, 4.)
 * has to be within the first record.
 */
const nameless = '!{ req.ssl_sni -m found } { req.payload(6,3),hex,hex2i,add(4),sub(txn.record) le 0 }';

const frontends = (address: string, fronts: readonly Front[]): readonly string[] => {
  const hubs = fronts.filter(({ cluster, api }) => cluster.hub && api.length > 0);
  const [hub] = hubs;
  const api = fronts.filter((front) => front.api.length > 0);
  const apps = longestFirst(fronts.filter((front) => front.apps.length > 0));
  return [
    '',
    'frontend api',
    `  bind ${socketOf(address, 6443)}`,
    ...hello,
    ...api.map(({ cluster: { name, fqdn } }) => `  use_backend api-${name} if { req.ssl_sni -i api.${fqdn} }`),
    // Who comes by address names nobody. Of several hubs none is meant more than another.
    ...(hub !== undefined && hubs.length === 1 ? [`  use_backend api-${hub.cluster.name} if ${nameless}`] : []),
    '  default_backend nobody',
    '',
    'frontend apps',
    `  bind ${socketOf(address, 443)}`,
    ...hello,
    // The dot before it keeps evil-apps and apps itself out.
    ...apps.map(
      ({ cluster: { name, fqdn } }) => `  use_backend apps-${name} if { req.ssl_sni -i -m end .apps.${fqdn} }`,
    ),
    '  default_backend nobody',
    '',
    'frontend http',
    '  mode http',
    '  option httplog',
    `  bind ${socketOf(address, 80)}`,
    ...apps.map(
      ({ cluster: { name, fqdn } }) =>
        `  use_backend http-${name} if { req.hdr(host),field(1,:) -i -m end .apps.${fqdn} }`,
    ),
    '  default_backend http-nobody',
  ];
};

/** Spaces end words, and `#` begins a comment. */
const path = (text: string): string => text.replaceAll(/[\s#"'\\$]/g, '\\$&');

const global = (lab: Lab, { statsSocket, pidFile, user }: HaproxyOptions): readonly string[] => [
  'global',
  '  log stdout format raw daemon',
  '  maxconn 4000',
  `  stats socket ${path(lab.loadBalancer?.stats ?? statsSocket)} mode 600 level admin expose-fd listeners`,
  ...(pidFile === undefined ? [] : [`  pidfile ${path(pidFile)}`]),
  ...(user === undefined ? [] : [`  user ${user}`]),
];

/** Watches are silent for long, and `oc exec` and `port-forward` last for hours. */
const defaults: readonly string[] = [
  'defaults',
  '  log global',
  '  mode tcp',
  '  option dontlognull',
  '  option tcpka',
  '  timeout connect 5s',
  '  timeout check 5s',
  '  timeout client 1h',
  '  timeout server 1h',
  '  timeout tunnel 24h',
  '  timeout client-fin 30s',
  '  timeout http-request 10s',
  '  timeout http-keep-alive 1m',
];

/** RFC 9110 15.5.20: not the server that speaks for this name. */
const nobody: readonly string[] = [
  '',
  'backend nobody',
  '  tcp-request content reject',
  '',
  'backend http-nobody',
  '  mode http',
  '  http-request return status 421 content-type text/plain string "No cluster of this lab has this name."',
];

/**
 * What haproxy.cfg says, for HAProxy 2.4 and newer; the same bytes for the same lab. Undefined: the lab has no load
 * balancer. The first line is a comment with the lab's name.
 *
 * 6443 leads to `api.<cluster>` by SNI, and to the hub who sends none; 443 to `*.apps.<cluster>` by SNI; 80 by Host.
 * Whoever asks for another name is refused. 22623, which hands out secrets to new nodes, is not served.
 */
export const haproxyConf = (lab: Lab, options: HaproxyOptions): string | undefined => {
  if (lab.loadBalancer === undefined) return undefined;
  const fronts = lab.clusters.map((cluster) => ({
    cluster,
    api: frontOf(lab, cluster, cluster.apiVips),
    apps: frontOf(lab, cluster, cluster.ingressVips),
  }));
  return [
    `# Load balancer of the lab ${lab.name}.`,
    ...global(lab, options),
    '',
    ...defaults,
    ...frontends(lab.loadBalancer.address, fronts),
    ...nobody,
    ...fronts.flatMap(backends),
    '',
  ].join('\n');
};
