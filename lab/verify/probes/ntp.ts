import { servedNetworks } from '../../services/dns.js';
import { serviceOf } from '../local.js';
import { fail, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

/** Seconds. etcd complains from half a second between its members on; this is that host's clock, not far off. */
const tolerated = 0.5;

const ntp = (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { lab, senses } = subject;
  const none = (why: string) => Promise.resolve([skip('', why)]);
  if (!lab.ntp.enabled) return none('the document has no NTP');
  if (lab.ntp.servers.length > 0) return none(`machines ask ${lab.ntp.servers.join(', ')}, which are not the lab's`);
  if (serviceOf(subject, 'chronyd') === undefined) return none('the lab has no time server yet');
  return Promise.all(
    servedNetworks(lab).flatMap(({ name, subnets }) =>
      subnets.map(async ({ gateway }) => {
        const of = `network/${name}`;
        const answer = await senses.clock(gateway, signal).catch((error: Error) => error);
        if (answer instanceof Error)
          return fail(
            of,
            `${gateway} tells no time (${answer.message})`,
            'lab create starts its time server, unless another holds port 123',
          );
        const { stratum, synchronized, offset } = answer;
        const value = `stratum ${stratum}, ${offset >= 0 ? '+' : ''}${offset.toFixed(3)} s`;
        if (!synchronized || stratum === 0 || stratum > 15)
          return fail(
            of,
            `${value}, not synchronized`,
            'Machines do not take the time from it: see chronyc tracking on this host',
          );
        return Math.abs(offset) > tolerated
          ? warn(of, value, "Its clock is not this host's: chronyc tracking tells more")
          : pass(of, value);
      }),
    ),
  );
};

export const ntpProbes: readonly Probe[] = [
  { id: 'ntp.time', phase: 'fabric', scope: 'lab', what: 'gateways tell the time', run: ntp },
];
