/** What the hosts of a lab have, and what of the lab they cannot hold. */
import { roomFor } from '../host/room.js';
import { type HostRoute, hostRoutes } from '../host/routes.js';
import { isLocal } from '../kinds/machine.js';
import { written } from '../kinds/network-aspects.js';
import { networkName, type Site } from '../kinds/site.js';
import type { Mark } from '../libvirt/mark.js';
import type { Survey } from '../libvirt/survey.js';
import { all, first } from '../libvirt/xml.js';
import { networkOf } from '../spec/addresses.js';
import { type HostFacts, hostProblems } from '../spec/checks/capacity.js';
import type { Problem } from '../spec/problem.js';
import type { LabMachine } from '../spec/types.js';

/** Networks of others on that hypervisor, wherever it is, that run or will: those of labs do. */
const networkRoutes = ({ networks }: Survey): readonly HostRoute[] =>
  networks
    .filter(({ active, mark }) => active || mark)
    .flatMap(({ name, tree }) =>
      all(tree, 'ip').flatMap((ip) => {
        const cidr = networkOf(written(ip));
        return cidr === undefined
          ? []
          : [{ cidr, device: first(tree, 'bridge')?.attributes.name ?? `network ${name}` }];
      }),
    );

/** On a hypervisor that is elsewhere, only libvirt can be asked. */
const routesOf = async ({ lab }: Site, here: Survey): Promise<readonly HostRoute[]> => {
  const found = [...(isLocal(here.spec.uri) ? await hostRoutes() : []), ...networkRoutes(here)];
  const own = new Set([
    ...lab.networks.map(({ bridge }) => bridge),
    ...here.networks
      .filter(({ name, mark }) => mark?.lab === lab.name || lab.networks.some((one) => networkName(lab, one) === name))
      .map(({ tree }) => first(tree, 'bridge')?.attributes.name),
  ]);
  const others = found.filter(({ device }) => !own.has(device));
  return [...new Map(others.map((route) => [`${route.cidr.text} ${route.device}`, route])).values()];
};

/**
 * A pool that is not there or not active yet will have what its file system has, which is seen on this host alone. What volumes
 * of the lab that are there already take of that nobody can tell.
 */
const diskOf = async ({ pool, spec }: Survey, own: Mark['volumes']): Promise<number | undefined> => {
  if (pool?.active) return own.reduce((sum, { name }) => sum + (pool.occupied.get(name) ?? 0), pool.info.available);
  return own.length === 0 && isLocal(spec.uri) ? roomFor(pool?.path ?? spec.poolPath) : undefined;
};

/** Without its routes. Bytes; the disk is absent where nobody can tell. */
export const capacityOf = async (site: Site, here: Survey): Promise<Omit<HostFacts, 'routes'>> => {
  const { host, domains, spec } = here;
  const ours = domains.flatMap(({ mark }) => (mark?.lab === site.lab.name ? mark.volumes : []));
  const disk = await diskOf(
    here,
    ours.filter(({ pool }) => pool === spec.pool),
  );
  return {
    cpus: host.cpus,
    memory: host.memory * 1024,
    ...(disk !== undefined && { disk }),
  };
};

const factsOf = async (site: Site, here: Survey): Promise<HostFacts> => ({
  ...(await capacityOf(site, here)),
  routes: await routesOf(site, here),
});

/** Of these machines (all, without) and those of the lab that are there already. */
export const capacityProblems = async (
  site: Site,
  selected: readonly LabMachine[] = site.lab.machines,
): Promise<readonly Problem[]> => {
  const there = site.surveys.flatMap(({ domains }) => domains.flatMap(({ uuid, mark }) => (mark ? [uuid] : [])));
  const machines = site.lab.machines.filter((machine) => selected.includes(machine) || there.includes(machine.uuid));
  const found = await Promise.all(
    site.surveys.map(async (here) => hostProblems({ ...site.lab, machines }, here.spec, await factsOf(site, here))),
  );
  return found.flat();
};
