import { networksOn } from '../../kinds/site.js';
import { overlap, within } from '../../spec/addresses.js';
import { isLocal, routes as readRoutes } from '../local.js';
import { fail, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

const routes = async ({ site, senses }: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const local = site.surveys.filter(({ spec }) => isLocal(spec));
  if (local.length === 0) return [skip('', 'no hypervisor is this host')];
  const found = await readRoutes(senses, signal);
  return local.flatMap((here) =>
    networksOn(site, here)
      .filter(({ mode }) => mode !== 'bridge')
      .flatMap(({ name, bridge, subnets }) =>
        subnets.map(({ cidr }) => {
          const of = `network/${name}`;
          const others = found.filter((route) => route.device !== bridge && overlap(route.cidr, cidr));
          const narrow = others.filter((route) => within(route.cidr, cidr));
          const said = (all: typeof found): string => all.map((one) => `${one.cidr.text} by ${one.device}`).join(', ');
          if (narrow.length > 0)
            return fail(
              of,
              `${cidr.text}, and this host reaches ${said(narrow)}`,
              'Take another network (networks), or remove that route',
            );
          if (others.length > 0)
            return warn(
              of,
              `${cidr.text} hides a part of ${said(others)}`,
              'Machines in that part cannot be reached from this host while the lab is there',
            );
          return pass(of, `${cidr.text} is the lab's alone`);
        }),
      ),
  );
};

export const routeProbes: readonly Probe[] = [
  {
    id: 'host.routes',
    phase: 'host',
    scope: 'lab',
    what: "no route leads elsewhere with the lab's networks",
    run: routes,
  },
];
