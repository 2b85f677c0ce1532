/** The way of one machine: from a virtual CD to its disk, as an installation takes it. */
import { readFile, stat } from 'node:fs/promises';
import { isLocal, serialLogOf } from '../kinds/machine.js';
import type { Site } from '../kinds/site.js';
import { rootDeviceHints, urlHost } from '../manifests/node.js';
import type { PlacedMachine } from '../operate/machines.js';
import type { LabCluster, LabMachine } from '../spec/types.js';
import { type Arrival, addressesOf, addressProblems, judgeBoot, nameserversOf } from './arrival.js';
import type { Bmc } from './bmc.js';
import type { Desk } from './desk.js';
import { whyNotEmpty } from './disks.js';
import { familiesOf, ofFamily } from './families.js';
import { answersItself, receive, whyNoBalancer, whyNobody } from './fronts.js';
import { imageOf } from './image.js';
import type { Journal } from './journal.js';
import { askBalancer, askInstall, askNames, askVips, type Question } from './questions.js';
import { describe } from './settle.js';
import type { StandIns } from './stand-ins.js';
import type { Step, StepResult } from './steps.js';

/** What all machines share. */
export interface Scene {
  readonly site: Site;
  readonly desk: Desk;
  readonly standIns: StandIns;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly port: number;
  /** Milliseconds for each step. */
  readonly timeout: number;
  readonly onStep: (result: StepResult) => void;
  readonly bmcOf: (machine: LabMachine) => Bmc;
}

/** This host's address for a machine's first card, of a family that it has there. */
export const seatOf = ({ lab }: Site, machine: LabMachine): string | undefined => {
  const network = lab.networks.find(({ name }) => name === machine.nics[0]?.network);
  const own = network?.mode === 'bridge' ? [lab.bmc.address] : (network?.subnets.map(({ gateway }) => gateway) ?? []);
  return familiesOf(lab, machine).flatMap((family) => ofFamily(own, family))[0];
};

export const clusterOf = ({ lab }: Site, machine: LabMachine): LabCluster =>
  lab.clusters.find(({ name }) => name === machine.cluster) as LabCluster;

/** What the probe has written on the serial line since it had `from` bytes, where that is kept on this host. */
const lastWords = async (path: string, from: number): Promise<string> => {
  const text = (await readFile(path).catch(() => Buffer.alloc(0))).subarray(from).toString('latin1');
  const lines = [...text.matchAll(/rehearsal: ([^\r\n]*)/g)].map(([, line]) => line);
  return lines.length === 0 ? '' : `; its serial line last said: ${lines.at(-1)}`;
};

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** A signal with an end of its own. `AbortSignal.any` alone may be collected with its timer (Node 20). */
const limit = (outer: AbortSignal, milliseconds: number) => {
  const own = new AbortController();
  const stop = (): void => own.abort(outer.reason);
  const timer = setTimeout(() => own.abort(new Error('too late')), milliseconds);
  if (outer.aborted) stop();
  else outer.addEventListener('abort', stop, { once: true });
  const end = (): void => {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  };
  return { signal: own.signal, end };
};

interface Seen {
  readonly wrong?: readonly string[];
  readonly found: string;
}

/** Steps of one machine, told as they end. */
const stepsOf = (scene: Scene, machine: LabMachine, log: () => Promise<string>) => {
  const results: StepResult[] = [];
  const tell = (step: Step, begun: number, outcome: Pick<StepResult, 'result' | 'value' | 'hint'>): void => {
    const result = { machine: machine.name, step, ...outcome, milliseconds: Math.round(performance.now() - begun) };
    results.push(result);
    scene.onStep(result);
  };
  return {
    results,
    skip: (step: Step, value: string): void => tell(step, performance.now(), { result: 'skip', value }),
    /** Whether it went well. Rejects only where the whole rehearsal is stopped. */
    step: async (name: Step, hint: string, deed: (signal: AbortSignal) => Promise<Seen>): Promise<boolean> => {
      const begun = performance.now();
      const { signal, end } = limit(scene.signal, scene.timeout);
      try {
        const { wrong = [], found: value } = await deed(signal);
        if (wrong.length === 0) tell(name, begun, { result: 'pass', value });
        else tell(name, begun, { result: 'fail', value: wrong.join('; '), hint });
        return wrong.length === 0;
      } catch (error) {
        scene.signal.throwIfAborted();
        const value = signal.aborted ? `nothing within ${scene.timeout / 1000} s` : describe(error);
        const said = ['boot', 'disk'].includes(name) ? await log() : '';
        tell(name, begun, { result: 'fail', value: `${value}${said}`, hint });
        return false;
      } finally {
        end();
      }
    },
  };
};

/** Everything with one machine. Steps that others stand on end it when they fail. Rejects where it is stopped. */
export const perform = async (scene: Scene, placed: PlacedMachine): Promise<readonly StepResult[]> => {
  const { site, desk, journal } = scene;
  const { machine, here } = placed;
  const { lab } = site;
  const cluster = clusterOf(site, machine);
  const bmc = scene.bmcOf(machine);
  const visitor = desk.visitor(machine.nics[0]?.mac ?? '');
  const seat = seatOf(site, machine) ?? '';
  const image = desk.imageUrl(seat, imageOf(machine));
  const log = serialLogOf(lab, machine);
  const local = isLocal(here.spec.uri);
  const heard = local ? await sizeOf(log) : 0;
  const { results, skip, step } = stepsOf(scene, machine, async () => (local ? lastWords(log, heard) : ''));
  const ask = (name: Step, hint: string, question: Question): Promise<boolean> =>
    step(name, hint, async (signal) => question.judge(await visitor.run(question.script, signal)));

  const inserted = await step('insert', 'lab verify looks at the BMC; its log tells what it did', async (signal) => {
    const [{ image: other }, override] = await Promise.all([bmc.media(signal), bmc.override(signal)]);
    const wrong = [
      ...(other === undefined ? [] : [`${other} is in its CD drive: eject it first`]),
      ...(override === 'Disabled' ? [] : [`its boot override is ${override} already: take it back first`]),
    ];
    if (wrong.length > 0) return { wrong, found: '' };
    await journal.owe((debts) => ({ ...debts, touched: [...debts.touched, machine.uuid] }));
    await bmc.insert(image);
    await bmc.bootOnce('Once');
    return { found: 'Cd, Once' };
  });
  if (!inserted) return results;

  let arrival: Arrival | undefined;
  const keys = machine.secureBoot ? "its firmware has to have Microsoft's keys, " : '';
  const booted = await step(
    'boot',
    `The machine has to get an address, ${keys}and to reach ${urlHost(seat)}:${scene.port}: a firewall of this host is most often in the way. lab console ${machine.name} shows it`,
    async (signal) => {
      await bmc.reset('On', 'On', signal);
      arrival = await visitor.arrival(signal);
      return judgeBoot(machine, arrival, 'CD drive');
    },
  );
  if (arrival === undefined) return results;
  const first = arrival;
  await step('address', "Reservations are the network's: lab create puts them into force", async () => ({
    wrong: addressProblems(lab, machine, first),
    found: addressesOf(first),
  }));
  if (!lab.dns.enabled) skip('names', 'the document has no DNS');
  else
    await ask(
      'names',
      'lab verify --phase fabric looks at DNS from this host',
      askNames(lab, cluster, machine, nameserversOf(first)),
    );

  const alone = answersItself(lab, cluster, machine);
  const nobody = whyNobody(lab, cluster, machine);
  if (alone) visitor.onCaller((port, caller) => scene.standIns.take(cluster.name, port, caller));
  if (nobody !== undefined) skip('vips', nobody);
  else {
    const { script, judge } = askVips(lab, cluster, machine);
    await ask(
      'vips',
      alone
        ? 'The machine listens on its own address, and this host answers through it'
        : "This host stands in for the cluster: its firewall has to let the network's machines reach 6443, 443 and 80",
      { script: alone ? `${receive(desk.url(seat), machine)}\n${script}` : script, judge },
    );
  }
  const away = whyNoBalancer(lab, cluster, machine);
  if (away !== undefined) skip('balancer', away);
  else
    await ask(
      'balancer',
      'lab verify looks at the load balancer; its log tells where it leads',
      askBalancer(lab.loadBalancer?.address ?? '', cluster, machine),
    );

  const device = rootDeviceHints(machine)?.deviceName;
  const [disk] = machine.disks;
  const kept = disk && (await whyNotEmpty(site, placed).catch(describe));
  let written = false;
  if (device === undefined || disk === undefined) skip('install', 'it has no disk');
  else if (kept !== undefined) skip('install', `${kept}: its disk stays as it is`);
  else
    written = await step('install', 'BareMetalHosts name that device as the one to install to', async (signal) => {
      await journal.owe((debts) => ({ ...debts, written: [...debts.written, machine.uuid] }));
      const { script, judge } = askInstall(device, disk.size, image);
      return judge(await visitor.run(script, signal));
    });

  const ejected = await step('eject', 'the log of the BMC tells what it did', async (signal) => {
    await bmc.eject();
    const { image: left } = await bmc.media(signal);
    const override = await bmc.override(signal);
    return {
      wrong: [
        ...(left === undefined ? [] : [`${left} is still there`]),
        ...(override === 'Disabled' ? [] : [`the boot override is still ${override}`]),
      ],
      found: 'the drive is empty, and the override is used up',
    };
  });
  if (!written || !ejected || !booted)
    skip('disk', written ? 'because of what went wrong before' : 'nothing was installed');
  else
    await step('disk', 'After its installation the machine would not come up', async (signal) => {
      await visitor.dismiss('reboot -f', signal);
      return judgeBoot(machine, await visitor.arrival(signal), 'disk');
    });
  await step('off', 'lab stop --force', async (signal) => {
    await bmc.reset('ForceOff', 'Off', signal);
    return { found: 'Off' };
  });
  return results;
};
