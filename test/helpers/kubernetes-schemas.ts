/** Kinds that have no CustomResourceDefinition among the references, from the pages and types that describe them. */
/** A JSON Schema, or an OpenAPI one. */
export type Schema = Readonly<Record<string, unknown>>;

const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});
const map: Schema = { type: 'object', additionalProperties: { type: 'string' } };
const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text, minItems: 1 };
const anything: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** By apiVersion and kind. */
export const otherSchemas: Readonly<Record<string, Schema>> = {
  // kubernetes.io, API reference
  'v1 Namespace': object({}),
  'v1 Secret': object({ type: text, stringData: map, data: map, immutable: { type: 'boolean' } }, ['type']),
  // kubectl.docs.kubernetes.io, "The Kustomization File"
  'kustomize.config.k8s.io/v1beta1 Kustomization': object(
    { resources: texts, generators: texts, sortOptions: object({ order: { enum: ['fifo', 'legacy'] } }) },
    ['resources'],
  ),
  // metallb.universe.tf, "API reference docs"
  'metallb.io/v1beta1 IPAddressPool': object(
    {
      spec: object({ addresses: texts, autoAssign: { type: 'boolean' }, avoidBuggyIPs: { type: 'boolean' } }, [
        'addresses',
      ]),
    },
    ['spec'],
  ),
  'metallb.io/v1beta1 L2Advertisement': object({ spec: object({ ipAddressPools: texts, interfaces: texts }) }),
  // openshift/installer, pkg/types/agent: read strictly, so an unknown field is an error there, too
  'v1beta1 AgentConfig': object(
    {
      rendezvousIP: text,
      additionalNTPSources: texts,
      bootArtifactsBaseURL: text,
      minimalISO: { type: 'boolean' },
      hosts: {
        type: 'array',
        minItems: 1,
        items: object(
          {
            hostname: text,
            role: { enum: ['master', 'worker', 'arbiter'] },
            rootDeviceHints: object({ deviceName: { type: 'string', pattern: '^/dev/' } }),
            interfaces: {
              type: 'array',
              minItems: 1,
              items: object({ name: text, macAddress: text }, ['name', 'macAddress']),
            },
            networkConfig: anything,
          },
          ['hostname', 'role', 'interfaces'],
        ),
      },
    },
    ['rendezvousIP', 'hosts'],
  ),
};
