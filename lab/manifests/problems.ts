/** What keeps manifests from being rendered of a lab that can be planned. */
import { type Problem, problem } from '../spec/problem.js';
import { rendezvousIp } from './agent.js';
import type { ClusterFacts } from './cluster.js';
import type { Form } from './forms.js';
import { siteConfigLacks } from './site-config.js';

/** BMO takes no host of such a name. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Namespaces that are there on a hub for its own purposes; and ACM's name for the hub itself. */
const taken =
  /^(local-cluster|default|hive|openshift|multicluster-engine|metallb-system|(kube|openshift|open-cluster-management)(-.*)?)$/;

const spokeProblems = ({ cluster, machines, ...facts }: ClusterFacts, form: Form): readonly Problem[] => {
  const lacks = form === 'siteconfig' ? siteConfigLacks({ cluster, machines, ...facts }) : undefined;
  return [
    ...(cluster.imageSet === undefined
      ? [
          problem(
            cluster.at,
            `${cluster.name} has no imageSet`,
            'Name a ClusterImageSet of the hub, here or in openshift',
          ),
        ]
      : []),
    ...(taken.test(facts.id)
      ? [
          problem(
            [...cluster.at, 'fqdn'],
            `${cluster.name} would have the namespace ${facts.id}, which is the hub's own`,
            'Give it a domain with another first label',
          ),
        ]
      : []),
    ...machines
      .filter(({ name }) => uuid.test(name))
      .map(({ at, name }) => problem([...at, 'name'], `${name} is a UUID, and no name of a BareMetalHost`)),
    ...(lacks === undefined ? [] : [problem(cluster.at, `${cluster.name}: ${lacks}`, 'Render another form')]),
  ];
};

const agentProblems = (facts: ClusterFacts): readonly Problem[] =>
  rendezvousIp(facts) === undefined
    ? [
        problem(
          [...facts.cluster.at, 'nodes'],
          `no master of ${facts.cluster.name} has a fixed address, where the others could meet it`,
          'Give its masters an address',
        ),
      ]
    : [];

/** Of the clusters that are to be rendered. */
export const renderProblems = (all: readonly ClusterFacts[], form: Form): readonly Problem[] => {
  const names = new Map<string, string>();
  return all.flatMap((facts) => {
    const { cluster, id } = facts;
    if (cluster.install === 'agent') return agentProblems(facts);
    if (cluster.install !== 'acm') return [];
    const other = names.get(id);
    names.set(id, cluster.name);
    return [
      ...spokeProblems(facts, form),
      ...(other === undefined
        ? []
        : [problem([...cluster.at, 'fqdn'], `${other} and ${cluster.name} would share the namespace ${id}`)]),
    ];
  });
};
