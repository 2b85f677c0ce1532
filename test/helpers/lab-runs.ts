/** A lab brought onto hypervisors by plan and apply, as the commands do it, with services that are only noted down. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../lab/host/host.js';
import type { Service, ServiceManager } from '../../lab/host/service.js';
import type { Site } from '../../lab/kinds/site.js';
import { survey } from '../../lab/libvirt/survey.js';
import { type ApplyOptions, apply } from '../../lab/plan/apply.js';
import { type Change, PlanError } from '../../lab/plan/change.js';
import { plan } from '../../lab/plan/plan.js';
import { loadLab } from '../../lab/spec/load.js';
import type { Lab } from '../../lab/spec/types.js';
import type { Hypervisor } from '../../src/libvirt/index.js';

const notedServices = (): ServiceManager => {
  const known = new Map<string, string>();
  const running = new Set<string>();
  const written = (service: Service): string => JSON.stringify(service.command);
  return {
    name: 'processes',
    isInstalled: async (service) => known.get(service.name) === written(service),
    install: async (service) => void known.set(service.name, written(service)),
    isRunning: async (name) => running.has(name),
    start: async (name) => void running.add(name),
    reload: async () => {},
    remove: async (name) => {
      known.delete(name);
      running.delete(name);
    },
    installed: async () => [...known.keys()],
  };
};

/** @param above a directory that the test removes */
export const notedHost = async (above: string): Promise<Host> => {
  const dir = await mkdtemp(join(above, 'host-'));
  return { dir: join(dir, 'lab'), hostsFile: join(dir, 'hosts'), services: notedServices() };
};

/** Where labs are brought to. */
export interface Ground {
  readonly host: Host;
  readonly hypervisor: Hypervisor;
  /** Directory of the lab's pool. */
  readonly poolPath: string;
  /** Leaves the lab's services out: each has its program check its files, which takes longer than all the rest. */
  readonly without?: 'services';
}

export const labOf = (text: string, { poolPath }: Ground): Lab => {
  const { lab } = loadLab(text, 'lab.yaml');
  return { ...lab, hypervisors: lab.hypervisors.map((one) => ({ ...one, poolPath })) };
};

export const siteOf = async (lab: Lab, { host, hypervisor }: Ground): Promise<Site> => ({
  lab,
  host,
  surveys: await Promise.all(lab.hypervisors.map((spec) => survey(spec, hypervisor))),
});

const said = ({ item, action, what, disruption }: Change): string => `${action} ${item}: ${what} [${disruption}]`;

export type Planned = { readonly refused: readonly string[] } | { readonly changes: readonly Change[] };

export const planned = async (lab: Lab, ground: Ground): Promise<Planned> => {
  const site = await siteOf(lab, ground);
  try {
    const changes = await plan(site);
    return { changes: ground.without ? changes.filter(({ item }) => !item.startsWith('service/')) : changes };
  } catch (error) {
    if (error instanceof PlanError) return { refused: error.problems };
    throw error;
  }
};

/** What is left to do of a lab, in sentences. */
export const leftOf = async (lab: Lab, ground: Ground): Promise<readonly string[]> => {
  const now = await planned(lab, ground);
  return 'refused' in now ? now.refused : now.changes.map(said);
};

export interface Run {
  readonly refused: readonly string[];
  readonly planned: readonly string[];
  readonly failed: readonly string[];
  readonly left: readonly string[];
}

/** Plans, does what was planned, and plans again. */
export const bring = async (lab: Lab, ground: Ground, options: ApplyOptions = {}): Promise<Run> => {
  const first = await planned(lab, ground);
  if ('refused' in first) return { refused: first.refused, planned: [], failed: [], left: [] };
  const { failed } = await apply(first.changes, options);
  return {
    refused: [],
    planned: first.changes.map(said),
    failed: failed.map(({ change, error }) => `${said(change)}: ${error.message}`),
    left: await leftOf(lab, ground),
  };
};
