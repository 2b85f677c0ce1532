import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { crdProblems, crdsAreHere } from '../../test/helpers/crds.js';
import { labs } from '../../test/helpers/labs.js';
import { isPreset, presets, presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { SpecError } from '../spec/problem.js';
import type { Lab } from '../spec/types.js';
import { clusterFacts } from './cluster.js';
import type { RenderedFile } from './files.js';
import { forms } from './forms.js';
import { type RenderOptions, renderManifests } from './render.js';
import { placeholder } from './secrets.js';
import { siteConfigLacks } from './site-config.js';

const preset = (name: string): Lab => loadLab(presetText(isPreset(name) ? name : 'regions'), name).lab;
const lab = preset('hub-and-two-spokes');
const names = Object.keys(presets);

// biome-ignore lint/suspicious/noExplicitAny: documents of many kinds, looked into by tests
type Document = any;

/** By path; what is no YAML is left out. */
const documents = (files: readonly RenderedFile[]): Readonly<Record<string, Document>> =>
  Object.fromEntries(files.filter(({ path }) => path.endsWith('.yaml')).map(({ path, text }) => [path, parse(text)]));
const rendered = (options: RenderOptions = {}, of = lab) => documents(renderManifests(of, options));

/** What no definition takes, one line each. */
const refused = (all: Readonly<Record<string, Document>>): readonly string[] =>
  Object.entries(all).flatMap(([path, document]) =>
    crdProblems(
      document,
      path.endsWith('/install-config.yaml')
        ? { apiVersion: 'install.openshift.io/v1', kind: 'InstallConfig' }
        : undefined,
    ).map((problem) => `${path}: ${problem}`),
  );

/** What refers to nothing within a directory of plain manifests. */
const dangling = (all: Readonly<Record<string, Document>>, directory: string): readonly string[] => {
  const own = Object.entries(all).filter(([path]) => path.startsWith(`${directory}/`) && path.split('/').length === 2);
  const objects = own.map(([, document]) => document).filter(({ kind }) => kind !== 'Kustomization');
  const of = (kind: string): readonly Document[] => objects.filter((one) => one.kind === kind);
  const [namespace] = of('Namespace');
  const secrets = of('Secret').map(({ metadata }) => metadata.name);
  const [infraEnv] = of('InfraEnv');
  const selected = Object.entries(infraEnv.spec.nmStateConfigLabelSelector.matchLabels);
  const networks = of('NMStateConfig').filter(({ metadata }) =>
    selected.every(([label, value]) => metadata.labels[label] === value),
  );
  const macs = networks.flatMap(({ spec }) => spec.interfaces.map(({ macAddress }: Document) => macAddress));
  const [deployment] = of('ClusterDeployment');
  const say = (wrong: boolean, what: string) => (wrong ? [`${directory}: ${what}`] : []);
  return [
    ...objects.flatMap(({ kind, metadata }) =>
      say(metadata.namespace !== undefined && metadata.namespace !== namespace.metadata.name, `${kind} elsewhere`),
    ),
    ...say(deployment.spec.clusterInstallRef.name !== of('AgentClusterInstall')[0].metadata.name, 'no install'),
    ...say(!secrets.includes(deployment.spec.pullSecretRef.name), 'no pull secret'),
    ...say(infraEnv.spec.clusterRef.name !== deployment.metadata.name, 'no cluster for the InfraEnv'),
    ...of('BareMetalHost').flatMap(({ metadata, spec }) => [
      ...say(metadata.labels['infraenvs.agent-install.openshift.io'] !== infraEnv.metadata.name, 'no InfraEnv'),
      ...say(!secrets.includes(spec.bmc.credentialsName), 'no credentials'),
      ...say(!macs.includes(spec.bootMACAddress), `${metadata.name} has no network`),
    ]),
    ...say(networks.length !== of('BareMetalHost').length, 'networks and hosts differ in number'),
  ];
};

/** Lists of kustomize name what is beside them, all of it, in order. */
const unlisted = (files: readonly RenderedFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.endsWith('/kustomization.yaml'))
    .flatMap(({ path, text }) => {
      const directory = path.slice(0, path.lastIndexOf('/'));
      const { resources, generators = [] } = parse(text);
      const beside = files
        .map((file) => file.path)
        .filter((one) => one.startsWith(`${directory}/`) && !one.slice(directory.length + 1).includes('/'))
        .map((one) => one.slice(directory.length + 1))
        .filter((one) => /^\d\d-/.test(one));
      const listed = [...resources, ...generators];
      const steps = listed.map((name) => Number(name.slice(0, 2)));
      const inOrder = steps.every((step, index) => index === 0 || (steps[index - 1] ?? 0) <= step);
      return inOrder && JSON.stringify(listed.toSorted()) === JSON.stringify(beside.toSorted())
        ? []
        : [`${path} lists ${listed.join()}`];
    });

// Reading the definitions takes its time where the machine has other things to do.
describe.skipIf(!crdsAreHere)('the definitions of the projects that read them', { timeout: 120_000 }, () => {
  it.each(names.flatMap((name) => forms.map((form) => [name, form] as const)))('take %s as %s', (name, form) => {
    const all = rendered({ form }, preset(name));
    expect(Object.keys(all).length).toBeGreaterThan(0);
    expect(refused(all)).toEqual([]);
  });

  it('refuse an unknown field in every kind', () => {
    for (const form of forms) {
      const all = rendered({ form });
      for (const [path, document] of Object.entries(all)) {
        const [inner] = ['spec', 'stringData', 'platform'].filter((key) => key in document);
        const changed =
          inner === undefined || inner === 'stringData'
            ? { ...document, unheardOf: 1 }
            : { ...document, [inner]: { ...document[inner], unheardOf: 1 } };
        expect([path, refused({ [path]: changed }).length]).not.toEqual([path, 0]);
      }
    }
  });

  it.each<[string, string, (document: Document) => void]>([
    ['a field that is misspelt', 'etl4/09-bare-metal-host-etl4-master-0.yaml', ({ spec }) => (spec.bmc.adress = 'x')],
    ['a word of no list', 'etl4/09-bare-metal-host-etl4-master-0.yaml', ({ spec }) => (spec.bootMode = 'BIOS')],
    [
      'text for a number',
      'etl4/04-agent-cluster-install.yaml',
      ({ spec }) => (spec.networking.clusterNetwork[0].hostPrefix = '23'),
    ],
    ['something missing', 'etl4/03-cluster-deployment.yaml', ({ spec }) => delete spec.platform],
    ['a label that is none', 'etl4/08-infra-env.yaml', ({ metadata }) => (metadata.labels = { a: 'b c' })],
  ])('refuse %s', (_, path, spoil) => {
    const document = rendered()[path];
    spoil(document);
    expect(refused({ [path]: document })).toHaveLength(1);
  });

  it('take what is rendered of any lab', () => {
    fc.assert(
      fc.property(labs, fc.constantFrom(...forms), (text, form) => {
        const { lab: any } = loadLab(text, 'lab.yaml');
        const takes = any.clusters.filter(
          (cluster) => form !== 'siteconfig' || siteConfigLacks(clusterFacts(any, cluster)) === undefined,
        );
        const only = takes.map(({ name }) => name);
        expect(refused(rendered({ form, only, sshKey: 'ssh-ed25519 AAAA someone' }, any))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('manifests of any lab', { timeout: 120_000 }, () => {
  it('refer to what is there, are listed, and come out the same each time', () => {
    fc.assert(
      fc.property(labs, (text) => {
        const { lab: any } = loadLab(text, 'lab.yaml');
        const files = renderManifests(any);
        expect(renderManifests(loadLab(text, 'lab.yaml').lab)).toEqual(files);
        expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
        expect(unlisted(files)).toEqual([]);
        const spokes = any.clusters.filter(({ install }) => install === 'acm');
        expect(spokes.flatMap(({ name }) => dangling(documents(files), name))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a spoke', () => {
  it('has its objects in the order of the installation', () => {
    const files = renderManifests(lab, { only: ['etl4'] });
    const list = parse(files.find(({ path }) => path === 'etl4/kustomization.yaml')?.text ?? '');
    expect(list.resources).toEqual([
      '00-namespace.yaml',
      '01-pull-secret.yaml',
      '02-bmc-secret.yaml',
      '03-cluster-deployment.yaml',
      '04-agent-cluster-install.yaml',
      '05-managed-cluster.yaml',
      '06-klusterlet-addon-config.yaml',
      ...[0, 1, 2].map((index) => `07-nmstate-config-etl4-master-${index}.yaml`),
      '08-infra-env.yaml',
      ...[0, 1, 2].map((index) => `09-bare-metal-host-etl4-master-${index}.yaml`),
    ]);
    expect(list.sortOptions).toEqual({ order: 'fifo' });
    expect(files.every(({ path }) => path.startsWith('etl4/'))).toBe(true);
  });

  it('has the values of its machines', () => {
    const all = rendered();
    expect(all['etl4/09-bare-metal-host-etl4-master-0.yaml']).toMatchObject({
      metadata: {
        name: 'etl4-master-0',
        namespace: 'etl4',
        annotations: { 'bmac.agent-install.openshift.io/role': 'master', 'inspect.metal3.io': 'disabled' },
      },
      spec: {
        online: true,
        automatedCleaningMode: 'disabled',
        bootMACAddress: '52:54:00:aa:04:00',
        bootMode: 'UEFI',
        rootDeviceHints: { deviceName: '/dev/vda' },
        bmc: {
          address: 'redfish-virtualmedia://192.168.135.1:8000/redfish/v1/Systems/10fcb067-2230-44db-b4d5-987298a23227',
          disableCertificateVerification: true,
        },
      },
    });
    expect(all['etl4/04-agent-cluster-install.yaml'].spec).toMatchObject({
      apiVIPs: ['192.168.135.163'],
      ingressVIPs: ['192.168.135.164'],
      imageSetRef: { name: 'img4.20.14-x86-64-appsub' },
      networking: {
        clusterNetwork: [{ cidr: '10.136.0.0/14', hostPrefix: 23 }],
        machineNetwork: [{ cidr: '192.168.135.0/24' }],
        serviceNetwork: ['172.31.0.0/16'],
      },
      provisionRequirements: { controlPlaneAgents: 3, workerAgents: 0 },
    });
    expect(all['etl4/07-nmstate-config-etl4-master-0.yaml'].spec.config).toMatchObject({
      interfaces: [{ ipv4: { address: [{ ip: '192.168.135.160', 'prefix-length': 24 }] } }],
      'dns-resolver': { config: { server: ['192.168.135.1'] } },
      routes: { config: [{ destination: '0.0.0.0/0', 'next-hop-address': '192.168.135.1' }] },
    });
    expect(all['etl4/08-infra-env.yaml'].spec.additionalNTPSources).toEqual(['192.168.135.1']);
    expect(all['etl4/metallb/00-ip-address-pool.yaml'].spec.addresses).toEqual(['192.168.135.180-192.168.135.184']);
    expect(all['etl4/argocd/00-secret.yaml'].stringData).toMatchObject({
      name: 'etl4',
      server: 'https://api.etl4.qe.lab.redhat.com:6443',
    });
  });

  it('resolves names at its gateway, unless that is not the lab’s', () => {
    const servers = (change: (text: string) => string): unknown => {
      const { lab: of } = loadLab(change(presetText('hub-and-two-spokes')), 'x');
      return rendered({ only: ['etl4'] }, of)['etl4/07-nmstate-config-etl4-master-0.yaml'].spec.config['dns-resolver'];
    };
    const upstream = '\ndns: { upstream: [192.0.2.53] }\n';
    const bridged = (text: string) => text.replace('lab: {', 'lab: { mode: bridge, bridge: br0,');
    expect(servers((text) => text + upstream)).toEqual({ config: { server: ['192.168.135.1'] } });
    expect(servers((text) => bridged(text) + upstream)).toEqual({ config: { server: ['192.0.2.53'] } });
    expect(servers(bridged)).toEqual({ config: { server: ['192.168.135.1'] } });
  });

  it('has cards in all networks of its flavor, and one way out', () => {
    const text = presetText('hub-and-two-spokes')
      .replace('networks:\n', 'networks:\n  storage: { mtu: 9000, ipv4: { cidr: 10.77.0.0/24, dhcp: .100-.199 } }\n')
      .replace('master: {', 'master: { networks: [lab, storage],')
      .replaceAll('install:', 'network: lab\n    install:');
    const { spec } = rendered({ only: ['etl4'] }, loadLab(text, 'x').lab)['etl4/07-nmstate-config-etl4-master-0.yaml'];
    expect(spec.interfaces.map(({ name }: Document) => name)).toEqual(['eth0', 'eth1']);
    expect(spec.config.interfaces[1]).toMatchObject({
      mtu: 9000,
      ipv4: { dhcp: true, 'auto-gateway': false, 'auto-routes': false, 'auto-dns': false },
      ipv6: { enabled: false },
    });
    expect(spec.config.routes.config).toHaveLength(1);
  });

  it('goes out by its cluster’s network, wherever that card is', () => {
    const text = presetText('hub-and-two-spokes')
      .replace('networks:\n', 'networks:\n  boot: { mode: isolated, ipv4: { cidr: 10.77.0.0/24, dhcp: .100-.199 } }\n')
      .replace('master: {', 'master: { networks: [boot, lab],')
      .replaceAll('install:', 'network: lab\n    install:');
    const all = rendered({ only: ['etl4'] }, loadLab(text, 'x').lab);
    const { config } = all['etl4/07-nmstate-config-etl4-master-0.yaml'].spec;
    expect(config).toMatchObject({
      interfaces: [{ ipv4: { dhcp: true, 'auto-gateway': false } }, { ipv4: { address: [{ ip: '192.168.135.160' }] } }],
      'dns-resolver': { config: { server: ['192.168.135.1'] } },
      routes: { config: [{ 'next-hop-address': '192.168.135.1', 'next-hop-interface': 'eth1' }] },
    });
  });

  it('of a single node has no VIPs', () => {
    const all = rendered({ form: 'clusterinstance' }, preset('edge-sites'));
    const { spec } = all['site-3/03-cluster-instance.yaml'];
    expect(spec).toMatchObject({ clusterType: 'SNO', nodes: [{ role: 'master', bootMode: 'UEFISecureBoot' }] });
    expect(spec).not.toHaveProperty('apiVIPs');
    expect(spec.machineNetwork).toEqual([{ cidr: '192.168.153.0/24' }]);
  });

  it('of one master says that nobody moves its VIPs, with workers or without', () => {
    const networking = (nodes: string) => {
      const text = presetText('edge-sites').replace('nodes: [{ role: single, flavor: single, address: .20 }]', nodes);
      const all = rendered({ only: ['site-2'] }, loadLab(text, 'x').lab);
      return all['site-2/04-agent-cluster-install.yaml'].spec.networking;
    };
    const alone = 'nodes: [{ flavor: single, address: .20 }]';
    const accompanied = 'nodes: [{ flavor: single, address: .20 }, { role: worker, flavor: site, address: .30 }]';
    for (const nodes of [alone, accompanied]) expect(networking(nodes).userManagedNetworking).toBe(true);
    expect(rendered()['etl4/04-agent-cluster-install.yaml'].spec.networking).not.toHaveProperty(
      'userManagedNetworking',
    );
  });

  it('with a digit first has variables that a shell takes for some', () => {
    const text = presetText('hub-and-two-spokes').replace('  etl4:\n', '  etl4:\n    fqdn: 4ever.example.com\n');
    const files = renderManifests(loadLab(text, 'x').lab, { only: ['etl4'] });
    const secret = files.find(({ path }) => path === 'etl4/argocd/00-secret.yaml')?.text;
    expect(secret).toContain('# To be filled in: _4EVER_TOKEN, _4EVER_CA_DATA (envsubst).\n');
  });

  it('with storage labels its nodes for it, in every form', () => {
    const label = 'cluster.ocs.openshift.io/openshift-storage';
    const of = preset('management-and-applications');
    const plain = rendered({ only: ['production'] }, of)['production/09-bare-metal-host-production-storage-0.yaml'];
    expect(plain.metadata.annotations[`bmac.agent-install.openshift.io.node-label.${label}`]).toBe('');
    const instance = rendered({ form: 'clusterinstance' }, of)['production/03-cluster-instance.yaml'];
    const site = rendered({ form: 'siteconfig' }, of)['production/03-site-config.yaml'];
    for (const nodes of [instance.spec.nodes, site.spec.clusters[0].nodes])
      expect(nodes.filter(({ nodeLabels }: Document) => nodeLabels?.[label] === '')).toHaveLength(3);
  });
});

describe('a hub', () => {
  const all = rendered();

  it('has what its installer reads', () => {
    expect(all['hub/install-config.yaml']).toMatchObject({
      baseDomain: 'qe.lab.redhat.com',
      metadata: { name: 'ocp3m0w-ic4s20' },
      controlPlane: { replicas: 3 },
      compute: [{ replicas: 0 }],
      platform: { baremetal: { apiVIPs: ['192.168.135.10'], ingressVIPs: ['192.168.135.11'] } },
    });
    const agent = all['hub/agent-config.yaml'];
    expect(agent).toMatchObject({ apiVersion: 'v1beta1', rendezvousIP: '192.168.135.20' });
    expect(agent.hosts.map(({ hostname, role }: Document) => `${hostname} ${role}`)).toEqual(
      [0, 1, 2].map((index) => `hub-master-${index} master`),
    );
    expect(agent.hosts[0].interfaces[0].macAddress).toBe(lab.machines[0]?.nics[0]?.mac);
  });

  it('meets at an address of the family that it is of', () => {
    const text = presetText('hub-and-two-spokes')
      .replace(
        'gateway: .1, dhcp: .200-.239 } }',
        'dhcp: .200-.239 }, ipv6: { cidr: "fd00:135::/64", dhcp: "::200-::2ff" } }',
      )
      .replace('[.10]', '["::10"]')
      .replace('[.11]', '["::11"]\n    pods: ["fd01::/48"]\n    services: ["fd02::/112"]')
      .replace('address: .20 }', 'address: .20, address6: "::20" }');
    expect(rendered({ only: ['hub'] }, loadLab(text, 'x').lab)['hub/agent-config.yaml'].rendezvousIP).toBe(
      'fd00:135::20',
    );
  });

  it('looks after hosts in the namespaces of others', () => {
    expect(all['hub/services/00-provisioning.yaml'].spec.watchAllNamespaces).toBe(true);
    expect(all['hub/services/01-agent-service-config.yaml'].metadata.name).toBe('agent');
  });
});

it('an environment names the cluster, its hub and the repository', () => {
  const env = (of: Lab, cluster: string) =>
    renderManifests(of).find(({ path }) => path === `${cluster}/environment.env`)?.text ?? '';
  expect(env(lab, 'etl4').split('\n').slice(2)).toEqual([
    'CLUSTER_NAME=etl4',
    'CLUSTER_BASE_DOMAIN=etl4.qe.lab.redhat.com',
    'PLATFORM_BASE_DOMAIN=qe.lab.redhat.com',
    'HUB_BASE_DOMAIN=ocp3m0w-ic4s20.qe.lab.redhat.com',
    '',
  ]);
  expect(env(preset('management-and-applications'), 'staging')).toContain(
    '\nINFRA_GITOPS_REPO=https://git.example.com/',
  );
  // Each region has its own hub.
  expect(env(preset('regional-platform'), 'us-east-management-1')).toContain(
    '\nHUB_BASE_DOMAIN=us-east-regional.regional.example.com\n',
  );
});

describe('secrets', () => {
  const secrets = { pullSecret: '{"auths":{"registry.example":{"auth":"c2VjcmV0"}}}', bmcPassword: "it's: secret" };

  it('are placeholders that stay text whatever is put in their place', () => {
    const files = renderManifests(lab);
    expect(files.filter(({ secret }) => secret)).toEqual([]);
    const pull = files.find(({ path }) => path === 'etl4/01-pull-secret.yaml')?.text ?? '';
    expect(pull).toContain('# To be filled in: PULL_SECRET (envsubst).\n');
    const filled = parse(pull.replace(placeholder('PULL_SECRET'), secrets.pullSecret));
    expect(filled.stringData['.dockerconfigjson']).toBe(secrets.pullSecret);
  });

  it('are values where they are handed in, in files that say so, and nowhere else', () => {
    const files = renderManifests(lab, { secrets });
    const all = documents(files);
    expect(all['etl6/02-bmc-secret.yaml'].stringData).toEqual({ username: 'admin', password: secrets.bmcPassword });
    expect(all['hub/install-config.yaml'].pullSecret).toBe(secrets.pullSecret);
    expect(files.filter(({ secret }) => secret).map(({ path }) => path)).toEqual(
      files.filter(({ text }) => text.includes('c2VjcmV0') || text.includes('secret"')).map(({ path }) => path),
    );
  });
});

describe('a lab is refused', () => {
  const refusal = (of: Lab, options: RenderOptions = {}): string => {
    try {
      renderManifests(of, options);
    } catch (error) {
      if (error instanceof SpecError) return error.message;
      throw error;
    }
    throw new Error('it was rendered');
  };
  const changed = (change: (text: string) => string): Lab => loadLab(change(presetText('hub-and-two-spokes')), 'x').lab;

  it('without an image set', () => {
    const of = changed((text) => text.replace(/^openshift:.*$/m, ''));
    expect(refusal(of).split('\n')).toHaveLength(2);
    expect(refusal(of, { only: ['etl4'] })).toMatch(/^clusters.etl4: etl4 has no imageSet\. Name a ClusterImageSet/);
  });

  it.each(['local-cluster', 'default', 'openshift-gitops', 'open-cluster-management'])(
    'where a cluster would have the hub’s own namespace %s',
    (id) => {
      const of = changed((text) => text.replace('  etl6:\n', `  etl6:\n    fqdn: ${id}.example.com\n`));
      expect(refusal(of)).toMatch(
        new RegExp(`clusters.etl6.fqdn: etl6 would have the namespace ${id}, which is the hub's`),
      );
    },
  );

  it('where two clusters would share a namespace', () => {
    const of = changed((text) => text.replace('  etl6:\n', '  etl6:\n    fqdn: etl4.other.example.com\n'));
    expect(refusal(of)).toMatch(/clusters.etl6.fqdn: etl4 and etl6 would share the namespace etl4/);
  });

  it('where the nodes of an agent installation have nowhere to meet', () => {
    const of = changed((text) => text.replace('flavor: master, address: .20 }', 'flavor: master }'));
    expect(refusal(of)).toMatch(/no master of hub has a fixed address/);
  });

  it('where a SiteConfig cannot say it', () => {
    const arbiter =
      'nodes: [{ role: master, count: 2, flavor: master, address: .160 }, { role: arbiter, flavor: master, address: .162 }]';
    const of = changed((text) => text.replace(/(etl4:[\s\S]*?)nodes:[\s\S]*?(?= {2}etl6:)/, `$1${arbiter}\n`));
    expect(refusal(of, { form: 'siteconfig' })).toMatch(/etl4: a SiteConfig knows no arbiter\. Render another form/);
    expect(Object.keys(rendered({}, of))).toContain('etl4/09-bare-metal-host-etl4-arbiter-0.yaml');
  });
});
