/** What a node may be called, and how long names in DNS may become. */
import { type Problem, problem } from '../problem.js';
import type { Lab } from '../types.js';

/** Names that a cluster's domain has anyway. */
const clusterNames = ['api', 'api-int', 'apps'];

/** The longest of the names that every cluster has below its own, for RFC 1035 2.3.4. */
const longestName = 'console-openshift-console.apps.';
const mostOfName = 253;

/** Names that the lab's own domain has, as `lab/dns` makes them. */
const hostNames = ({ networks, baseDomain }: Lab): readonly string[] =>
  networks.flatMap(({ name }, index) =>
    ['gateway', 'ntp'].map((what) => `${what}${index === 0 ? '' : `-${name}`}.${baseDomain}`),
  );

export const nameProblems = (lab: Lab): readonly Problem[] => {
  const { machines, clusters } = lab;
  const own = hostNames(lab);
  return [
    ...machines
      .filter(({ fqdn }) => own.includes(fqdn))
      .map(({ at, name, fqdn }) => problem([...at, 'name'], `node ${name} would be ${fqdn}, as this host is`)),
    ...machines
      .filter(({ name }) => clusterNames.includes(name))
      .map(({ at, name, cluster }) =>
        problem([...at, 'name'], `a node of ${cluster} is called ${name}, as its API or its applications are`),
      ),
    ...machines
      .filter(({ name }) => name === 'localhost')
      .map(({ at, cluster }) => problem([...at, 'name'], `a node of ${cluster} is called localhost, as every host is`)),
    ...clusters.flatMap(({ at, name, fqdn }) => {
      const names = [
        `${longestName}${fqdn}`,
        ...machines.filter(({ cluster }) => cluster === name).map((machine) => machine.fqdn),
      ];
      const longest = Math.max(...names.map(({ length }) => length));
      if (longest <= mostOfName) return [];
      const what = `names of ${name} have up to ${longest} characters, and DNS has room for ${mostOfName}`;
      return [problem([...at, 'fqdn'], what, 'Give it a shorter domain')];
    }),
  ];
};
