// The layers of docs/architecture.md. `path` is who imports, `to` is what it may not.
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|lab|test|scripts)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|lab)/', pathNot: '(\\.test|\\.d|index)\\.ts$' },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^(src|lab)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    only('libvirt-knows-nobody', '^src/libvirt/', '^src/libvirt/'),
    only('tls-knows-nobody', '^src/tls/', '^src/tls/'),
    only('outbound-knows-nobody', '^src/outbound/', '^src/outbound/'),
    only('discovery-knows-nobody', '^src/discovery/', '^src/discovery/'),
    only('media-connects', '^src/media/', '^src/(media|outbound)/'),
    only('bmc-connects', '^src/bmc/', '^src/(bmc|outbound)/'),
    only('port-stands-alone', '^src/hypervisor/port', '^src/hypervisor/port'),
    only('hypervisor-below-redfish', '^src/hypervisor/', '^src/(hypervisor/|libvirt/)'),
    only('only-the-libvirt-driver-speaks-libvirt', '^src/hypervisor/(?!libvirt/)', '^src/hypervisor/'),
    only('redfish-is-pure', '^src/redfish/', '^src/(redfish/|bmc/|media/|hypervisor/port)'),
    only('http-mounts-redfish', '^src/http/', '^src/(http/|redfish/|bmc/|hypervisor/port)'),
    only('src-never-imports-lab', '^src/', '^src/'),
    only(
      'lab-uses-the-library',
      '^lab/',
      '^(lab/|src/libvirt/|src/hypervisor/(port|libvirt/firmware/stores)|src/suggest|src/package|src/tls/)',
    ),
    {
      name: 'redfish-has-no-runtime',
      severity: 'error',
      from: { path: '^src/redfish/', pathNot: '\\.test\\.ts$' },
      to: { path: '(^node:|^(fs|net|http|https|child_process|os|path|tls|dns)$|node_modules/(express|xml2js)/)' },
    },
    {
      name: 'below-http-no-express',
      severity: 'error',
      from: { path: '^src/(bmc|media|outbound|discovery|hypervisor|libvirt)/' },
      to: { path: 'node_modules/express/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
