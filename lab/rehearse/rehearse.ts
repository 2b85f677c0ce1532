/**
 * The way of an installation, in minutes: what Ironic, the discovery image and the assisted installer will do is done
 * with an image that is small, and everything is put back.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { isOff, serialLogOf } from '../kinds/machine.js';
import type { Site } from '../kinds/site.js';
import { renewVolume } from '../kinds/volume.js';
import { volumeOf } from '../kinds/volume-names.js';
import { rootDeviceHints } from '../manifests/node.js';
import { type PlacedMachine, placed } from '../operate/machines.js';
import { PlanError } from '../plan/change.js';
import { passwordFileOf } from '../services/bmc.js';
import { parseAddress } from '../spec/addresses.js';
import type { LabCluster, LabMachine } from '../spec/types.js';
import { listens } from '../verify/senses/sockets.js';
import { type Arrival, addressProblems, cameFromCd } from './arrival.js';
import { type Bmc, openBmc } from './bmc.js';
import { type Desk, openDesk, type Visitor } from './desk.js';
import { buildImage, type ImageOptions } from './image.js';
import { closeJournal, type Debts, type Journal, openJournal, readDebts, rehearsalDir } from './journal.js';
import { askBalancer, askInstall, askNames, askVips, type Question } from './questions.js';
import { type Borrowed, borrow, giveBack, openStandIns } from './stand-ins.js';
import type { Step } from './steps.js';

export interface StepResult {
  readonly machine: string;
  readonly step: Step;
  readonly result: 'pass' | 'fail' | 'skip';
  /** What was seen, in a line. */
  readonly value: string;
  readonly hint?: string;
  readonly milliseconds: number;
}

export interface RehearsalOptions extends ImageOptions {
  /** Of the desk, on the gateways of the machines' networks. */
  readonly port: number;
  /** Milliseconds that a machine has from power on until it reports, and for each question. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** Preparations, in the words of a person's log. */
  readonly onNote?: (text: string) => void;
  readonly onStep?: (result: StepResult) => void;
}

export interface Rehearsal {
  /** By machine, in the lab's order, and step. */
  readonly results: readonly StepResult[];
  readonly milliseconds: number;
}

interface Scene {
  readonly site: Site;
  readonly desk: Desk;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly options: RehearsalOptions;
  readonly bmcOf: (machine: LabMachine) => Bmc;
}

/** Where a machine's first card is: the address of this host there, and the bridge. */
const seatOf = (
  { lab }: Site,
  machine: LabMachine,
): { readonly address: string; readonly bridge: string } | undefined => {
  const network = lab.networks.find(({ name }) => name === machine.nics[0]?.network);
  const gateway = network?.subnets
    .map((subnet) => subnet.gateway)
    .find((address) => parseAddress(address)?.family === 4);
  if (network === undefined || gateway === undefined) return undefined;
  return { address: network.mode === 'bridge' ? lab.bmc.address : gateway, bridge: network.bridge };
};

const clusterOf = ({ lab }: Site, machine: LabMachine): LabCluster =>
  lab.clusters.find(({ name }) => name === machine.cluster) as LabCluster;

const obstacles = (site: Site, machines: readonly PlacedMachine[], { touched }: Debts): readonly string[] =>
  machines.flatMap(({ machine, found, here }) => {
    const problems: string[] = [];
    if (!isOff(found) && !touched.includes(machine.uuid))
      problems.push(`${machine.name} is ${found.state}: a rehearsal switches machines on and off. lab stop first`);
    if (machine.secureBoot)
      problems.push(`${machine.name} has Secure Boot, and the probe is not signed: leave it out with --only`);
    if (seatOf(site, machine) === undefined)
      problems.push(
        `${machine.name} has no IPv4 on its first card, which a rehearsal goes by: leave it out with --only`,
      );
    if (
      site.surveys[0] !== here &&
      site.lab.networks.some(({ name, mode }) => name === machine.nics[0]?.network && mode !== 'bridge')
    )
      problems.push(
        `${machine.name} is on ${here.spec.name}, from where this host is not reached: leave it out with --only`,
      );
    return problems;
  });

/** Nobody may be disturbed at a VIP that is in use. */
const mustBeFree = async (vips: readonly Borrowed[]): Promise<void> => {
  const found = await Promise.all(
    vips.map(async ({ address }) => {
      const answers = await Promise.all(
        [6443, 443, 80].map((port) => listens(address, port, AbortSignal.timeout(glance)).catch(() => false)),
      );
      return answers.includes(true) ? [address] : [];
    }),
  );
  const taken = found.flat();
  if (taken.length > 0)
    throw new PlanError([
      `somebody answers at ${taken.join(', ')}: a cluster that is installed is not rehearsed. --only picks out others`,
    ]);
};

/** Milliseconds for somebody at a VIP to answer: they are in this host's networks. */
const glance = 1000;

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What the probe wrote on the serial line, where that is kept on this host. */
const lastWords = async (path: string): Promise<string> => {
  const text = await readFile(path, 'latin1').catch(() => '');
  const lines = [...text.matchAll(/rehearsal: ([^\r\n]*)/g)].map(([, line]) => line);
  return lines.length === 0 ? '' : `; its serial line last said: ${lines.at(-1)}`;
};

/** Everything with one machine; never throws. Steps that others stand on end it when they fail. */
const perform = async (scene: Scene, { machine, here, found }: PlacedMachine): Promise<readonly StepResult[]> => {
  const { site, desk, journal, options } = scene;
  const { lab } = site;
  const cluster = clusterOf(site, machine);
  const bmc = scene.bmcOf(machine);
  const visitor: Visitor = desk.visitor(machine.nics[0]?.mac ?? '');
  const seat = seatOf(site, machine)?.address ?? '';
  const image = desk.imageUrl(seat);
  const results: StepResult[] = [];

  const limited = (): AbortSignal => AbortSignal.any([scene.signal, AbortSignal.timeout(options.timeout)]);
  const tell = (step: Step, begun: number, outcome: Omit<StepResult, 'machine' | 'step' | 'milliseconds'>): void => {
    const result = { machine: machine.name, step, ...outcome, milliseconds: Math.round(performance.now() - begun) };
    results.push(result);
    options.onStep?.(result);
  };
  const skip = (step: Step, value: string): void => tell(step, performance.now(), { result: 'skip', value });
  /** Whether it went well. */
  const step = async (
    name: Step,
    hint: string,
    deed: (signal: AbortSignal) => Promise<{ readonly wrong?: readonly string[]; readonly found: string }>,
  ): Promise<boolean> => {
    const begun = performance.now();
    const signal = limited();
    try {
      const { wrong = [], found: value } = await deed(signal);
      if (wrong.length === 0) tell(name, begun, { result: 'pass', value });
      else tell(name, begun, { result: 'fail', value: wrong.join('; '), hint });
      return wrong.length === 0;
    } catch (error) {
      scene.signal.throwIfAborted();
      const value = signal.aborted ? `nothing within ${options.timeout / 1000} s` : describe(error);
      const log = ['boot', 'disk'].includes(name) ? await lastWords(serialLogOf(lab, machine)) : '';
      tell(name, begun, { result: 'fail', value: `${value}${log}`, hint });
      return false;
    }
  };
  const ask = (name: Step, hint: string, question: Question): Promise<boolean> =>
    step(name, hint, async (signal) => question.judge(await visitor.run(question.script, signal)));

  const inserted = await step('insert', 'lab verify looks at the BMC; its log tells what it did', async (signal) => {
    const { image: other } = await bmc.media(signal);
    if (other !== undefined && other !== image)
      return { wrong: [`${other} is in its CD drive: eject it first`], found: '' };
    await journal.owe((debts) => ({ ...debts, touched: [...debts.touched, machine.uuid] }));
    if (other !== undefined) await bmc.eject(signal);
    await bmc.insert(image, signal);
    await bmc.bootOnce('Once', signal);
    return { found: 'Cd, Once' };
  });
  if (!inserted) return results;

  const came = async (signal: AbortSignal): Promise<Arrival> => visitor.arrival(signal);
  let arrival: Arrival | undefined;
  const booted = await step(
    'boot',
    `The machine has to get an address, and to reach ${seat}:${options.port}: a firewall of this host is most often in the way. lab console ${machine.name} shows it`,
    async (signal) => {
      await bmc.reset('On', 'On', signal);
      arrival = await came(signal);
      return {
        wrong: cameFromCd(arrival.from) ? [] : [`it came from ${arrival.from}, its disk`],
        found: 'from its CD drive',
      };
    },
  );
  if (arrival === undefined) return results;
  const first = arrival;
  await step('address', "Reservations are the network's: lab create puts them into force", async () => ({
    wrong: addressProblems(lab, machine, first),
    found: first.address,
  }));
  if (!lab.dns.enabled) skip('names', 'the document has no DNS');
  else await ask('names', 'lab verify --phase fabric looks at DNS from this host', askNames(lab, cluster, machine));

  const alone = cluster.apiVips.length === 0;
  if (alone) skip('vips', 'a single node has no VIPs: it would have to answer itself');
  else if (!lab.dns.enabled) skip('vips', 'the document has no DNS');
  else await ask('vips', 'A filter between the machine and this host is in the way', askVips(cluster, machine));
  const isolated = lab.networks.some(({ name, mode }) => name === machine.nics[0]?.network && mode === 'isolated');
  if (lab.loadBalancer === undefined) skip('balancer', 'the document has no load balancer');
  else if (alone) skip('balancer', 'a single node would have to answer itself');
  else if (isolated) skip('balancer', 'an isolated network has no way to it');
  else
    await ask(
      'balancer',
      'lab verify looks at the load balancer; its log tells where it leads',
      askBalancer(lab.loadBalancer.address, cluster, machine),
    );

  const device = rootDeviceHints(machine)?.deviceName;
  const [disk] = machine.disks;
  const volume = disk && volumeOf(lab, here, machine, disk);
  let written = false;
  if (device === undefined || volume === undefined) skip('install', 'it has no disk');
  // What is below the file that its disk is in now, only snapshots know.
  else if (found.mark?.snapshots !== undefined) skip('install', 'it has snapshots, and its disk stays as it is');
  else if ((here.pool?.occupied.get(volume) ?? Number.POSITIVE_INFINITY) > emptyVolume)
    skip('install', `${volume} is not empty, and stays as it is`);
  else {
    await journal.owe((debts) => ({ ...debts, written: [...debts.written, machine.uuid] }));
    written = await ask(
      'install',
      'BareMetalHosts name that device as the one to install to',
      askInstall(device, image),
    );
  }

  const ejected = await step('eject', 'the log of the BMC tells what it did', async (signal) => {
    await bmc.eject(signal);
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
      const { from } = await came(signal);
      return { wrong: cameFromCd(from) ? [`it came from ${from}, the CD drive, again`] : [], found: 'from its disk' };
    });
  await step('off', 'lab stop --force', async (signal) => {
    await bmc.reset('ForceOff', 'Off', signal);
    return { found: 'Off' };
  });
  return results;
};

/** Bytes that a qcow2 without data takes: header, tables, and what a file system rounds up to. */
const emptyVolume = 1024 * 1024;

/** Milliseconds for a BMC that is asked to put something back. */
const patience = 60_000;

/** Puts back what is owed. Everything is tried; gives what could not be done. */
const settle = async (
  site: Site,
  { touched, written, borrowed }: Debts,
  bmcOf: (machine: LabMachine) => Bmc,
): Promise<readonly string[]> => {
  const problems: string[] = [];
  const attempt = async (what: string, deed: () => Promise<unknown>): Promise<void> => {
    await deed().catch((error: unknown) => void problems.push(`${what}: ${describe(error)}`));
  };
  await Promise.all(
    site.lab.machines
      .filter(({ uuid }) => touched.includes(uuid))
      .map(async (machine) => {
        const bmc = bmcOf(machine);
        const signal = AbortSignal.timeout(patience);
        await attempt(machine.name, async () => {
          if ((await bmc.power(signal)) !== 'Off') await bmc.reset('ForceOff', 'Off', signal);
          if ((await bmc.media(signal)).image !== undefined) await bmc.eject(signal);
          if ((await bmc.override(signal)) !== 'Disabled') await bmc.bootOnce('Disabled', signal);
        });
        const [disk] = machine.disks;
        const here = site.surveys.find(({ spec }) => spec.name === machine.hypervisor);
        if (written.includes(machine.uuid) && disk && here)
          await attempt(`${machine.name}, its disk`, () =>
            renewVolume(here, volumeOf(site.lab, here, machine, disk), disk),
          );
      }),
  );
  for (const one of borrowed) await attempt(one.address, () => giveBack(one));
  return problems;
};

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/**
 * Takes each machine from a virtual CD through DHCP, DNS, VIPs and load balancer to its disk and back, all at once. They
 * have to be off, and stay off; an empty disk is empty afterwards, and one that is not is left alone. What an earlier
 * rehearsal could not put back is put back first.
 *
 * Throws `PlanError` where it cannot begin, the signal's reason where it was stopped (everything is put back then, too).
 */
export const rehearse = async (
  site: Site,
  machines: readonly LabMachine[],
  options: RehearsalOptions,
): Promise<Rehearsal> => {
  const begun = performance.now();
  const { lab, host } = site;
  const { onNote = () => {}, signal = new AbortController().signal } = options;
  const actors = placed(site, machines);
  const debts = await readDebts(host);
  const problems = obstacles(site, actors, debts);
  if (problems.length > 0) throw new PlanError(problems);

  const password = (
    await readFile(passwordFileOf(lab, host), 'utf8').catch((error: Error) => {
      throw new PlanError([`the BMC's password cannot be read (${error.message}): lab create makes it, and root may`]);
    })
  ).trim();
  const bmcs = new Map<string, Bmc>();
  const bmcOf = (machine: LabMachine): Bmc => {
    const bmc = bmcs.get(machine.uuid) ?? openBmc(lab, machine, { user: lab.bmc.user, password });
    bmcs.set(machine.uuid, bmc);
    return bmc;
  };

  const dir = rehearsalDir(host);
  const seats = unique(machines.map((machine) => seatOf(site, machine)?.address ?? ''));
  // Of two rehearsals at once the second one ends here.
  const desk = await openDesk(seats, options.port, `${dir}/probe.iso`).catch((error: Error) => {
    throw new PlanError([
      `nobody can report to ${seats.join(', ')} on port ${options.port}: ${error.message}. --port names another`,
    ]);
  });
  try {
    const old = [...debts.touched, ...debts.borrowed];
    if (old.length > 0) {
      onNote('putting back what an earlier rehearsal left');
      const left = await settle(site, debts, bmcOf);
      if (left.length > 0) throw new PlanError(left);
      await closeJournal(host);
    }
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const journal = openJournal(host);
    const clusters = lab.clusters.filter(
      ({ name, apiVips }) => apiVips.length > 0 && machines.some(({ cluster }) => cluster === name),
    );
    const borrowed = clusters.flatMap((cluster) => {
      const bridge = lab.networks.find(({ name }) => name === cluster.network)?.bridge ?? '';
      return unique([...cluster.apiVips, ...cluster.ingressVips]).map((address) => ({ device: bridge, address }));
    });
    let standIns: Awaited<ReturnType<typeof openStandIns>> | undefined;
    try {
      onNote('building the probe');
      const guests = machines.map((machine) => ({
        mac: machine.nics[0]?.mac ?? '',
        desk: desk.url(seatOf(site, machine)?.address ?? ''),
      }));
      await buildImage(dir, machines, guests, options);
      onNote(`standing in for ${clusters.map(({ name }) => name).join(', ') || 'no cluster'}`);
      await mustBeFree(borrowed);
      await journal.owe((owed) => ({ ...owed, borrowed }));
      for (const one of borrowed) await borrow(one);
      standIns = await openStandIns(clusters);
      onNote(`rehearsing ${machines.length === 1 ? machines[0]?.name : `${machines.length} machines`}`);
      const scene: Scene = { site, desk, journal, signal, options, bmcOf };
      const results = await Promise.all(actors.map((actor) => perform(scene, actor)));
      return { results: results.flat(), milliseconds: Math.round(performance.now() - begun) };
    } finally {
      await standIns?.close();
      onNote('putting everything back');
      const left = await settle(site, journal.debts, bmcOf);
      if (left.length === 0) await closeJournal(host);
      else onNote(`not everything could be put back, the next rehearsal tries again: ${left.join('; ')}`);
    }
  } finally {
    await desk.close();
    await Promise.all([...bmcs.values()].map((bmc) => bmc.close().catch(() => {})));
  }
};
