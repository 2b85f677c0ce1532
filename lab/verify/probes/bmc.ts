/** The Redfish service, as a hub reaches it. */
import { passwordFileOf } from '../../services/bmc.js';
import { clusterOf, fail, judge, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';
import type { HttpAnswer, HttpQuestion } from '../senses.js';

const root = '/redfish/v1/';
const systems = '/redfish/v1/Systems';
const start = 'lab create starts it; its log tells why it does not answer';

type Scheme = HttpQuestion['scheme'];

const get = (
  { lab, senses }: Subject,
  signal: AbortSignal,
  path: string,
  scheme: Scheme = 'https',
  credentials?: HttpQuestion['credentials'],
) =>
  senses.http(
    { scheme, path, address: lab.bmc.address, port: lab.bmc.port, ...(credentials && { credentials }) },
    signal,
  );

const property = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;

const versionOf = ({ status, body }: HttpAnswer): string | undefined => {
  const version = property(body, 'RedfishVersion');
  return status === 200 && typeof version === 'string' ? version : undefined;
};

const https = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const answer = await get(subject, signal, root).catch((error: Error) => error);
  if (answer instanceof Error) return [fail('', answer.message, start)];
  const version = versionOf(answer);
  return [
    version === undefined
      ? fail('', `status ${answer.status}, and no Redfish service root`, start)
      : pass('', `Redfish ${version}`),
  ];
};

const http = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { allowHttp } = subject.lab.bmc;
  const answer = await get(subject, signal, root, 'http').catch((error: Error) => error);
  if (answer instanceof Error) return [fail('', answer.message, start)];
  const version = versionOf(answer);
  if (allowHttp)
    return [
      version === undefined
        ? fail('', `status ${answer.status}`, 'bmc.allowHttp is set: lab create puts it into force')
        : pass('', `Redfish ${version}`),
    ];
  return [
    version === undefined
      ? pass('', `not served (${answer.status})`)
      : fail(
          '',
          'served, and passwords can be read on the wire',
          'bmc.allowHttp is not set: lab create puts it into force',
        ),
  ];
};

const day = 24 * 60 * 60 * 1000;

const certificate = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { certificate: found } = await get(subject, signal, root);
  if (found === undefined) return [fail('', 'none was shown', start)];
  const days = Math.floor((found.validTo.getTime() - Date.now()) / day);
  const value = `${found.fits ? 'good for' : 'not good for'} ${subject.lab.bmc.address}, ${days < 0 ? 'expired' : `${days} more days`}`;
  if (days < 0) return [fail('', value, 'A restart of the BMC makes a new one')];
  return [found.fits && days > 14 ? pass('', value) : warn('', value, 'Clients that check certificates refuse it')];
};

const credentials = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { status } = await get(subject, signal, systems);
  return [
    status === 401
      ? pass('', '401 without them')
      : fail(
          '',
          `${status} without them`,
          "Everybody can switch the machines off: it is not the lab's BMC that answers there",
        ),
  ];
};

/** Throws where there is no password: then nothing behind it can be seen. */
const loginOf = async (subject: Subject): Promise<NonNullable<HttpQuestion['credentials']>> => {
  const { lab, site, senses } = subject;
  const file = passwordFileOf(lab, site.host);
  const text = await senses.read(file);
  if (text === undefined) throw new Error(`there is no ${file} with the BMC's password`);
  return { user: lab.bmc.user, password: text.trim() };
};

const idsOf = (body: unknown): readonly string[] => {
  const members = property(body, 'Members');
  return (Array.isArray(members) ? members : []).map(
    (member) => String(property(member, '@odata.id')).split('/').at(-1) ?? '',
  );
};

const members = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const answer = await get(subject, signal, systems, 'https', await loginOf(subject));
  if (answer.status !== 200)
    return [
      fail(
        '',
        `status ${answer.status}`,
        'bmc.user and its password may have been changed: lab create puts them into force',
      ),
    ];
  const found = idsOf(answer.body);
  const wanted = subject.lab.machines.map(({ uuid }) => uuid);
  const nameOf = (uuid: string): string => subject.lab.machines.find((machine) => machine.uuid === uuid)?.name ?? uuid;
  const wrong = [
    ...wanted.filter((uuid) => !found.includes(uuid)).map((uuid) => `${nameOf(uuid)} is missing`),
    ...found.filter((id) => !wanted.includes(id)).map((id) => `${id} is not of the lab`),
  ];
  return [
    judge(
      '',
      wrong,
      `${found.length} machines`,
      "lab create makes what is missing, and serves the lab's machines alone",
    ),
  ];
};

/** At the address that BareMetalHosts name. */
const each = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const login = await loginOf(subject);
  return Promise.all(
    subject.clusters.map(async (cluster) => {
      const machines = subject.machines.filter((machine) => machine.cluster === cluster.name);
      if (machines.length === 0) return skip(clusterOf(cluster), 'it has no machines');
      const wrong = await Promise.all(
        machines.map(async ({ uuid, name }) => {
          const { status, body } = await get(subject, signal, `${systems}/${uuid}`, 'https', login);
          const found = property(body, 'UUID');
          if (status !== 200) return [`${name}: status ${status}`];
          return String(found).toLowerCase() === uuid ? [] : [`${name}: UUID ${found}, not ${uuid}`];
        }),
      );
      return judge(clusterOf(cluster), wrong.flat(), `${machines.length} Systems, each with its UUID`, start);
    }),
  );
};

const own = { phase: 'fabric', scope: 'lab' } as const;

export const bmcProbes: readonly Probe[] = [
  { ...own, id: 'bmc.https', what: 'the BMC serves Redfish over https', run: https },
  { ...own, id: 'bmc.http', what: 'it serves plain http exactly where the document allows it', run: http },
  { ...own, id: 'bmc.certificate', what: 'its certificate is valid, and names its address', run: certificate },
  { ...own, id: 'bmc.credentials', what: 'it shows nothing without credentials', run: credentials },
  { ...own, phase: 'machines', id: 'bmc.members', what: "it serves the lab's machines, and no others", run: members },
  {
    phase: 'machines',
    scope: 'cluster',
    id: 'bmc.systems',
    what: 'each machine is where its BareMetalHost looks for it',
    run: each,
  },
];
