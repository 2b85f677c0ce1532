/** The load balancer, by the names that clients ask it for. */

import { balancerPorts } from '../../spec/checks/services.js';
import { serviceOf } from '../local.js';
import { clusterOf, fail, judge, type Probe, pass, type Result, type Subject, skip } from '../probe.js';
import type { Greeting } from '../senses.js';

const start = 'lab create starts it; its log tells why it does not answer';

/** Its address; or why there is nothing to look at. */
const addressOf = (subject: Subject): { readonly address?: string; readonly why: string } => {
  const { loadBalancer } = subject.lab;
  if (loadBalancer === undefined) return { why: 'the document has no load balancer' };
  if (serviceOf(subject, 'haproxy') === undefined) return { why: 'the lab has no load balancer yet' };
  return { address: loadBalancer.address, why: '' };
};

const told = (greeting: Greeting): string =>
  greeting.outcome === 'certificate'
    ? `reaches ${greeting.names}`
    : greeting.outcome === 'unreachable'
      ? `no connection (${greeting.why})`
      : greeting.outcome === 'silent'
        ? 'no answer'
        : 'refused';

const listening = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { address, why } = addressOf(subject);
  if (address === undefined) return [skip('', why)];
  const found = await Promise.all(
    balancerPorts.map(async (port) => ({ port, open: await subject.senses.listens(address, port, signal) })),
  );
  const closed = found.filter(({ open }) => !open).map(({ port }) => `nobody listens on ${address}:${port}`);
  return [judge('', closed, `${address}, ports ${balancerPorts.join(', ')}`, start)];
};

interface Question {
  readonly name: string;
  readonly port: number;
}

const ask = (subject: Subject, address: string, questions: readonly Question[], signal: AbortSignal) =>
  Promise.all(
    questions.map(async (question) => ({
      ...question,
      greeting: await subject.senses.greet(address, question.port, question.name, signal),
    })),
  );

/** Look-alikes and strangers: who is connected and then let go without a word was refused. */
const refusals = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { address, why } = addressOf(subject);
  if (address === undefined) return subject.clusters.map((cluster) => skip(clusterOf(cluster), why));
  return Promise.all(
    subject.clusters.map(async (cluster) => {
      const { fqdn } = cluster;
      const questions = [
        { name: `evil-apps.${fqdn}`, port: 443 },
        { name: `console.evil-apps.${fqdn}`, port: 443 },
        { name: `apps.${fqdn}`, port: 443 },
        { name: `evil-api.${fqdn}`, port: 6443 },
        { name: `api.${fqdn}.invalid`, port: 6443 },
        { name: 'nobody.invalid', port: 443 },
      ];
      const found = await ask(subject, address, questions, signal);
      const wrong = found
        .filter(({ greeting }) => greeting.outcome !== 'refused')
        .map(({ name, port, greeting }) => `${name}:${port} ${told(greeting)}`);
      return judge(
        clusterOf(cluster),
        wrong,
        `${questions.length} names refused`,
        'Names of nobody must lead nowhere: lab create puts its rules into force',
      );
    }),
  );
};

/** Who is reached shows a certificate of the name that was asked for: it is the right one. */
const leads =
  (question: (fqdn: string) => Question) =>
  async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
    const { address, why } = addressOf(subject);
    if (address === undefined) return subject.clusters.map((cluster) => skip(clusterOf(cluster), why));
    return Promise.all(
      subject.clusters.map(async (cluster) => {
        const of = clusterOf(cluster);
        const wanted = question(cluster.fqdn);
        const [found] = await ask(subject, address, [wanted], signal);
        const greeting: Greeting = found?.greeting ?? { outcome: 'silent' };
        const value = `${wanted.name}:${wanted.port} ${told(greeting)}`;
        if (greeting.outcome !== 'certificate')
          return fail(
            of,
            value,
            'Nothing well stands behind its VIP: look at the cluster, and at the state of its backend',
          );
        return greeting.fits
          ? pass(of, value)
          : fail(of, value, 'That is another cluster, or one with certificates of other names');
      }),
    );
  };

export const balancerProbes: readonly Probe[] = [
  { id: 'balancer.listens', phase: 'fabric', scope: 'lab', what: 'the load balancer listens', run: listening },
  {
    id: 'balancer.refuses',
    phase: 'fabric',
    scope: 'cluster',
    what: 'look-alike and unknown names are refused',
    run: refusals,
  },
  {
    id: 'balancer.api',
    phase: 'installed',
    scope: 'cluster',
    what: "api leads to the cluster's API",
    run: leads((fqdn) => ({ name: `api.${fqdn}`, port: 6443 })),
  },
  {
    id: 'balancer.apps',
    phase: 'installed',
    scope: 'cluster',
    what: "apps lead to the cluster's ingress",
    run: leads((fqdn) => ({ name: `console-openshift-console.apps.${fqdn}`, port: 443 })),
  },
];
