import { connect, type Hypervisor } from '../../src/libvirt/index.js';
import { type Host, type HostOptions, openHost } from '../host/host.js';
import { specHash } from '../libvirt/mark.js';
import { type Survey, survey } from '../libvirt/survey.js';
import { PlanError } from '../plan/change.js';
import type { Lab, LabMachine, LabNetwork } from '../spec/types.js';

/** A lab and the hypervisors that it is on, as they are now. */
export interface Site {
  readonly lab: Lab;
  /** In the lab's order. */
  readonly surveys: readonly Survey[];
  /** Where this runs, and the lab's services. */
  readonly host: Host;
}

export interface OpenSite {
  /** Reads everything anew. */
  survey(): Promise<Site>;
  close(): Promise<void>;
}

/** Throws `PlanError` where a hypervisor cannot be reached. */
export const openSite = async (lab: Lab, options: HostOptions = {}): Promise<OpenSite> => {
  const host = openHost(lab.name, options);
  const opened: Hypervisor[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((connection) => connection.close()));
  };
  const problems: string[] = [];
  for (const { name, uri } of lab.hypervisors) {
    try {
      opened.push(await connect(uri));
    } catch (error) {
      problems.push(`${name} (${uri}) cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length > 0) {
    await close();
    throw new PlanError(problems);
  }
  return {
    survey: async () => ({
      lab,
      host,
      surveys: await Promise.all(lab.hypervisors.map((spec, index) => survey(spec, opened[index] as Hypervisor))),
    }),
    close,
  };
};

/** `network/lab`, or `network/lab@host-2` where a lab has several hypervisors. */
export const itemOf = (site: Site, { spec }: Survey, kind: string, name: string): string =>
  `${kind}/${name}${site.surveys.length > 1 ? `@${spec.name}` : ''}`;

/** libvirt's name of a network of a lab. */
export const networkName = (lab: Lab, network: LabNetwork): string => `${lab.name}-${network.name}`;

/** Changes with what a lab says of a machine or a network, and with nothing else. */
export const hashOf = (thing: LabMachine | LabNetwork): string => {
  const { at: _, ...said } = thing;
  return specHash(said);
};

export const machinesOn = ({ lab }: Site, { spec }: Survey): readonly LabMachine[] =>
  lab.machines.filter(({ hypervisor }) => hypervisor === spec.name);

/** Those that machines there need, and on the first hypervisor, where the services are, all. */
export const networksOn = (site: Site, here: Survey): readonly LabNetwork[] => {
  const used = new Set(machinesOn(site, here).flatMap(({ nics }) => nics.map(({ network }) => network)));
  return site.lab.networks.filter(({ name }) => site.surveys[0] === here || used.has(name));
};
