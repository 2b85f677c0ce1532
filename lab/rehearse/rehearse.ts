/**
 * The way of an installation, in minutes: what Ironic, the discovery image and the assisted installer will do is done
 * with an image that is small, and everything is put back.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOff } from '../kinds/machine.js';
import type { OpenSite, Site } from '../kinds/site.js';
import { type PlacedMachine, placed } from '../operate/machines.js';
import { PlanError } from '../plan/change.js';
import { passwordFileOf } from '../services/bmc.js';
import type { LabCluster, LabMachine } from '../spec/types.js';
import { listens } from '../verify/senses/sockets.js';
import { type Bmc, openBmc } from './bmc.js';
import { type Desk, openDesk } from './desk.js';
import { familiesOf } from './families.js';
import { closedDoors } from './firewall.js';
import { frontsOf, whyNobody } from './fronts.js';
import { buildImages, imageOf } from './image.js';
import { closeJournal, openJournal, readDebts, rehearsalDir } from './journal.js';
import type { ImageOptions } from './parts.js';
import { clusterOf, perform, seatOf } from './perform.js';
import { describe, settle } from './settle.js';
import { type Borrowed, borrow, forgetNeighbour, neighbours, openStandIns, ownAddresses } from './stand-ins.js';
import type { StepResult } from './steps.js';

export interface RehearsalOptions extends ImageOptions {
  /** Of the desk, on the gateways of the machines' networks. */
  readonly port: number;
  /** Milliseconds that a machine has from power on until it reports, and for each other step. */
  readonly timeout: number;
  /** Ends it early; everything is put back all the same. */
  readonly signal?: AbortSignal;
  /** Preparations, in the words of a person's log. */
  readonly onNote?: (text: string) => void;
  readonly onStep?: (result: StepResult) => void;
}

export interface Rehearsal {
  /** By machine, in the lab's order, and step. */
  readonly results: readonly StepResult[];
  readonly milliseconds: number;
  /** It was ended early. */
  readonly stopped: boolean;
  /** What could not be put back, a sentence each; the next rehearsal tries again. */
  readonly left: readonly string[];
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Those that this host stands in for: at their VIPs, or behind the node that answers in their place. */
const clustersOf = (site: Site, machines: readonly LabMachine[]): readonly LabCluster[] =>
  unique(
    machines
      .map((machine) => ({ machine, cluster: clusterOf(site, machine) }))
      .filter(({ machine, cluster }) => whyNobody(site.lab, cluster, machine) === undefined)
      .map(({ cluster }) => cluster),
  );

const machineObstacles = (site: Site, { machine, here, found }: PlacedMachine): readonly string[] => {
  const network = site.lab.networks.find(({ name }) => name === machine.nics[0]?.network);
  const cluster = clusterOf(site, machine);
  return [
    ...(isOff(found)
      ? []
      : [`${machine.name} is ${found.state}: a rehearsal switches machines on and off. lab stop first`]),
    ...(seatOf(site, machine) === undefined
      ? [
          `${machine.name} has no address on its first card by which it reaches this host, as a rehearsal does: leave it out with --only`,
        ]
      : []),
    ...(cluster.apiVips.length > 0 && frontsOf(site.lab, cluster, machine).length === 0
      ? [`${machine.name} has no address of the families of the VIPs of ${cluster.name}: leave it out with --only`]
      : []),
    ...(site.surveys[0] !== here && network?.mode !== 'bridge'
      ? [`${machine.name} is on ${here.spec.name}, from where this host is not reached: leave it out with --only`]
      : []),
  ];
};

/** Who uses the VIPs of a cluster, or is about to. */
const clusterObstacles = (
  site: Site,
  clusters: readonly LabCluster[],
  chosen: readonly PlacedMachine[],
): readonly string[] =>
  site.surveys.flatMap(({ domains }) =>
    site.lab.machines
      .filter(
        ({ cluster, uuid }) =>
          clusters.some(({ name, apiVips }) => name === cluster && apiVips.length > 0) &&
          !chosen.some(({ machine }) => machine.uuid === uuid),
      )
      .flatMap(({ uuid, name, cluster }) => {
        const found = domains.find((domain) => domain.uuid === uuid);
        return found === undefined || isOff(found)
          ? []
          : [`${name} is ${found.state}: while a machine of ${cluster} is on, this host does not take its VIPs`];
      }),
  );

/** Milliseconds for somebody at a VIP to answer: they are in this host's networks. */
const glance = 1000;

/** Nobody may be disturbed at a VIP that is in use. */
const mustBeFree = async (vips: readonly Borrowed[]): Promise<void> => {
  const own = await ownAddresses();
  for (const one of vips) await forgetNeighbour(one);
  const asked = await Promise.all(
    vips.map(async ({ address }) => {
      const answers = await Promise.all(
        [6443, 443, 80].map((port) => listens(address, port, AbortSignal.timeout(glance)).catch(() => false)),
      );
      return { address, answers: answers.includes(true) };
    }),
  );
  // One that listens nowhere (its cluster is just starting) has answered for its address all the same.
  const there = await neighbours();
  const problems = asked.flatMap(({ address, answers }) => {
    const held = answers ? `answers at ${address}` : there.has(address) && `(${there.get(address)}) has ${address}`;
    if (held) return [`somebody ${held}: a cluster that is installed is not rehearsed. --only picks out others`];
    return own.has(address) ? [`this host has the address ${address} already, which is a VIP of the lab`] : [];
  });
  if (problems.length > 0) throw new PlanError(problems);
};

const passwordOf = async ({ lab, host }: Site): Promise<string> => {
  try {
    return (await readFile(passwordFileOf(lab, host), 'utf8')).trim();
  } catch (error) {
    throw new PlanError([`the BMC's password cannot be read (${describe(error)}): lab create makes it, and root may`]);
  }
};

/** BMCs, as they are needed. */
const openBmcs = ({ lab }: Site, password: string) => {
  const open = new Map<string, Bmc>();
  return {
    of: (machine: LabMachine): Bmc => {
      const bmc = open.get(machine.uuid) ?? openBmc(lab, machine, { user: lab.bmc.user, password });
      open.set(machine.uuid, bmc);
      return bmc;
    },
    close: () => Promise.all([...open.values()].map((bmc) => bmc.close().catch(() => {}))),
  };
};

const deskFor = async (site: Site, machines: readonly LabMachine[], port: number): Promise<Desk> => {
  const seats = unique(machines.flatMap((machine) => seatOf(site, machine) ?? []));
  try {
    return await openDesk(
      seats,
      port,
      unique(machines.map(imageOf)).map((name) => join(rehearsalDir(site.host), name)),
    );
  } catch (error) {
    const advice =
      error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
        ? '--port names another'
        : 'lab rehearse runs on the host of the lab, once lab create has made its networks';
    throw new PlanError([`nobody can report to ${seats.join(', ')} on port ${port}: ${describe(error)}. ${advice}`]);
  }
};

/**
 * Takes each machine from a virtual CD through DHCP, DNS, VIPs and load balancer to its disk and back, all at once. They
 * have to be off, and are off afterwards; empty disks are empty again, and others are left alone. What an earlier
 * rehearsal could not put back is put back first. Only one at a time, under the lab's lock: the caller sees to that.
 *
 * Throws `PlanError` where it cannot begin.
 */
export const rehearse = async (
  open: OpenSite,
  machines: readonly LabMachine[],
  options: RehearsalOptions,
): Promise<Rehearsal> => {
  const begun = performance.now();
  const { onNote = () => {}, onStep = () => {}, signal = new AbortController().signal, port, timeout } = options;
  let site = await open.survey();
  const { lab, host } = site;
  placed(site, machines);
  if (!existsSync(host.dir))
    throw new PlanError([
      `there is nothing of the lab in ${host.dir}: lab create makes it, --state-dir names another place`,
    ]);
  const bmcs = openBmcs(site, await passwordOf(site));
  let desk: Desk | undefined;
  try {
    const earlier = await readDebts(host);
    if (earlier !== undefined) {
      onNote('putting back what an earlier rehearsal left');
      const left = await settle(site, earlier, bmcs.of, true);
      if (left.length > 0) throw new PlanError([...left, `Once that is seen to, remove ${rehearsalDir(host)}`]);
      await closeJournal(host);
      site = await open.survey();
    }
    const actors = placed(site, machines);
    const clusters = clustersOf(site, machines);
    const vips = clusters.flatMap((cluster) => {
      const device = lab.networks.find(({ name }) => name === cluster.network)?.bridge ?? '';
      return unique([...cluster.apiVips, ...cluster.ingressVips]).map((address) => ({ device, address }));
    });
    const problems = [
      ...actors.flatMap((actor) => machineObstacles(site, actor)),
      ...clusterObstacles(site, clusters, actors),
      ...(await closedDoors(site, machines, port)),
    ];
    if (problems.length > 0) throw new PlanError(problems);
    await mustBeFree(vips);
    desk = await deskFor(site, machines, port);

    const seat = (machine: LabMachine): string => seatOf(site, machine) ?? '';
    const imageUrl = (machine: LabMachine): string => desk?.imageUrl(seat(machine), imageOf(machine)) ?? '';
    const journal = await openJournal(host, unique(machines.map(imageUrl)));
    const results: StepResult[] = [];
    let standIns: Awaited<ReturnType<typeof openStandIns>> | undefined;
    let failure: unknown;
    try {
      onNote('building the probe');
      const url = (machine: LabMachine): string => desk?.url(seat(machine)) ?? '';
      const guests = machines.map((machine) => ({
        mac: machine.nics[0]?.mac ?? '',
        desk: url(machine),
        families: familiesOf(lab, machine),
      }));
      await mkdir(rehearsalDir(host), { recursive: true, mode: 0o700 });
      await buildImages(rehearsalDir(host), machines, guests, options);
      onNote(`standing in for ${clusters.map(({ name }) => name).join(', ') || 'no cluster'}`);
      for (const one of vips) {
        await journal.owe((debts) => ({ ...debts, borrowed: [...debts.borrowed, one] }));
        await borrow(one);
      }
      standIns = await openStandIns(clusters);
      onNote(`rehearsing ${machines.length === 1 ? machines[0]?.name : `${machines.length} machines`}`);
      const scene = { site, desk, standIns, journal, signal, port, timeout, onStep, bmcOf: bmcs.of };
      // All of them, however one ends: what still goes on would be put back under its feet.
      const ended = await Promise.allSettled(actors.map((actor) => perform(scene, actor)));
      for (const one of ended) {
        if (one.status === 'fulfilled') results.push(...one.value);
        else if (!signal.aborted) failure ??= one.reason;
      }
    } catch (error) {
      failure = error;
    }
    await standIns?.close();
    onNote('putting everything back');
    const left = await settle(site, journal.debts, bmcs.of, false);
    if (left.length === 0) await closeJournal(host);
    if (failure !== undefined)
      throw left.length === 0 ? failure : new PlanError([describe(failure), ...left.map((one) => `left: ${one}`)]);
    return { results, milliseconds: Math.round(performance.now() - begun), stopped: signal.aborted, left };
  } finally {
    await desk?.close();
    await bmcs.close();
  }
};
