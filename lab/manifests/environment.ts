/** Variables that a GitOps repository has filled in for the cluster that it is applied to. */
import type { ClusterFacts } from './cluster.js';
import { hubOf } from './cluster.js';

/** `NAME=value` lines, as `kustomize`, `oc create configmap --from-env-file` and shells read them. */
export const environment = ({ lab, cluster, baseDomain }: ClusterFacts): string => {
  const hub = cluster.hub ? cluster : hubOf(lab, cluster);
  const variables: Readonly<Record<string, string | undefined>> = {
    CLUSTER_NAME: cluster.name,
    CLUSTER_BASE_DOMAIN: cluster.fqdn,
    PLATFORM_BASE_DOMAIN: baseDomain,
    HUB_BASE_DOMAIN: hub?.fqdn,
    INFRA_GITOPS_REPO: lab.gitops?.repo,
  };
  return Object.entries(variables)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('\n');
};
