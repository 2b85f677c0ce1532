/** All files of a lab's manifests, in memory: who writes them decides where. */
import { type Problem, placeName, SpecError } from '../spec/problem.js';
import type { Lab, LabCluster } from '../spec/types.js';
import { agentConfig, installConfig } from './agent.js';
import { type ClusterFacts, clusterFacts } from './cluster.js';
import { clusterInstance } from './cluster-instance.js';
import { bmcSecret, type KubernetesObject, kustomization, namespace, pullSecret } from './core.js';
import { environment } from './environment.js';
import { fileOf, type RenderedFile } from './files.js';
import type { Form } from './forms.js';
import { argoCluster, hubServices } from './hub.js';
import { metallb } from './metallb.js';
import {
  agentClusterInstall,
  bareMetalHost,
  clusterDeployment,
  infraEnv,
  klusterletAddonConfig,
  managedCluster,
  nmstateConfig,
} from './plain.js';
import { renderProblems } from './problems.js';
import type { LabSecrets } from './secrets.js';
import { siteConfig, siteKustomization } from './site-config.js';
import { toYaml } from './yaml.js';

export interface RenderOptions {
  /** Of clusters that a hub installs. Without: plain. */
  readonly form?: Form;
  /** Names of clusters. Without: all. */
  readonly only?: readonly string[];
  /** Values; without them there are placeholders. */
  readonly secrets?: LabSecrets;
  /** A public key that may log in to the nodes. */
  readonly sshKey?: string;
  /** Says a problem with its place, as `LoadedLab.describe` does. */
  readonly describe?: (problem: Problem) => string;
}

/** One file's worth, before it has its mark. */
interface Draft {
  readonly name: string;
  readonly value: unknown;
  readonly remarks?: readonly string[];
  /** It has values of secrets in it. */
  readonly secret?: boolean;
}

/** `BareMetalHost`, `IPAddressPool` as a part of a file's name. */
const kebab = (kind: string): string =>
  kind
    .replace('NMState', 'Nmstate')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();

const plainObjects = (facts: ClusterFacts): readonly (readonly KubernetesObject[])[] => [
  [clusterDeployment(facts)],
  [agentClusterInstall(facts)],
  [managedCluster(facts)],
  [klusterletAddonConfig(facts)],
  // Before the InfraEnv, which makes its image anew for each that comes later.
  facts.machines.map((machine) => nmstateConfig(facts, machine)),
  [infraEnv(facts)],
  facts.machines.map((machine) => bareMetalHost(facts, machine)),
];

/** Steps are numbered from `from`; objects of one step have their own names behind the kind. */
const numbered = (steps: readonly (readonly KubernetesObject[])[], from: number): readonly Draft[] =>
  steps.flatMap((objects, index) =>
    objects.map((value) => {
      const own = objects.length > 1 ? `-${value.metadata.name}` : '';
      return { name: `${String(from + index).padStart(2, '0')}-${kebab(value.kind)}${own}.yaml`, value };
    }),
  );

const spokeDrafts = (facts: ClusterFacts, form: Form, secrets: LabSecrets): readonly Draft[] => {
  const before: readonly Draft[] = [
    ...(form === 'siteconfig' ? [] : [{ name: '00-namespace.yaml', value: namespace(facts.id) }]),
    { name: '01-pull-secret.yaml', value: pullSecret(facts, secrets), secret: secrets.pullSecret !== undefined },
    { name: '02-bmc-secret.yaml', value: bmcSecret(facts, secrets), secret: secrets.bmcPassword !== undefined },
  ];
  if (form === 'siteconfig') {
    const own = { name: '03-site-config.yaml', value: siteConfig(facts) };
    const list = siteKustomization(
      [own.name],
      before.map(({ name }) => name),
    );
    return [...before, own, { name: 'kustomization.yaml', value: list }];
  }
  const rest = form === 'plain' ? plainObjects(facts) : [[clusterInstance(facts)]];
  const all = [...before, ...numbered(rest, before.length)];
  return [...all, { name: 'kustomization.yaml', value: kustomization(all.map(({ name }) => name)) }];
};

const folder = (name: string, objects: readonly KubernetesObject[], remarks: readonly string[]): readonly Draft[] => {
  if (objects.length === 0) return [];
  const all = numbered(
    objects.map((one) => [one]),
    0,
  );
  const list = { name: 'kustomization.yaml', value: kustomization(all.map((one) => one.name)), remarks };
  return [...all, list].map((draft) => ({ ...draft, name: `${name}/${draft.name}` }));
};

const draftsOf = (facts: ClusterFacts, form: Form, secrets: LabSecrets): readonly Draft[] => {
  const { cluster } = facts;
  const acm = cluster.install === 'acm';
  return [
    ...(acm ? spokeDrafts(facts, form, secrets) : []),
    ...(acm ? folder('argocd', [argoCluster(facts)], ['For the hub, once the cluster is installed.']) : []),
    ...(cluster.install === 'agent'
      ? [
          {
            name: 'install-config.yaml',
            value: installConfig(facts, secrets),
            secret: secrets.pullSecret !== undefined,
          },
          { name: 'agent-config.yaml', value: agentConfig(facts) },
        ]
      : []),
    ...(cluster.hub ? folder('services', hubServices(facts), ['For the hub, once, before it installs others.']) : []),
    ...folder('metallb', metallb(facts), ['For this cluster itself, once it has MetalLB.']),
  ];
};

/** Variables of envsubst that a file leaves to be filled in. */
const variables = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\$\{([A-Z0-9_]+)\}/g)].map(([, name = '']) => name)),
];

const clusterFiles = (facts: ClusterFacts, form: Form, secrets: LabSecrets): readonly RenderedFile[] => {
  const { lab, cluster } = facts;
  const scope = `cluster/${cluster.name}`;
  const files = draftsOf(facts, form, secrets).map(({ name, value, remarks = [], secret = false }) => {
    const body = toYaml(value);
    const open = variables(body);
    return fileOf(lab, {
      path: `${cluster.name}/${name}`,
      scope,
      kind: 'yaml',
      body,
      remarks: [...remarks, ...(open.length > 0 ? [`To be filled in: ${open.join(', ')} (envsubst).`] : [])],
      secret,
    });
  });
  const env = environment(facts);
  const remarks = lab.gitops === undefined ? ['INFRA_GITOPS_REPO: gitops.repo of the lab says it.'] : [];
  return [...files, fileOf(lab, { path: `${cluster.name}/environment.env`, scope, kind: 'env', body: env, remarks })];
};

/** Throws `SpecError` with all that keeps it from being rendered. The same lab and options give the same bytes. */
export const renderManifests = (lab: Lab, options: RenderOptions = {}): readonly RenderedFile[] => {
  const { form = 'plain', only, secrets = {}, sshKey, describe } = options;
  const wanted = (cluster: LabCluster) => only === undefined || only.includes(cluster.name);
  const facts = lab.clusters.filter(wanted).map((cluster) => clusterFacts(lab, cluster, sshKey));
  const problems = renderProblems(facts, form);
  const say =
    describe ?? (({ at, message, remedy }: Problem) => `${placeName(at)}: ${message}. ${remedy ?? ''}`.trim());
  if (problems.length > 0) throw new SpecError(problems, problems.map(say));
  return facts.flatMap((one) => clusterFiles(one, form, secrets));
};
