/** The lab as a library: `import { loadLab } from 'redfish-emu/lab'`. */
export { type BindZone, bindText, bindZones } from './dns/bind.js';
export { dnsmasqConf } from './dns/dnsmasq.js';
export { hostsFile } from './dns/hosts.js';
export { type DnsRecord, type DnsView, dnsDomains, dnsRecords } from './dns/records.js';
export { type Comparison, compare as compareFiles, type FileChange, write as writeFiles } from './files/directory.js';
export type { RenderedFile } from './manifests/files.js';
export { type Form, forms } from './manifests/forms.js';
export { type RenderOptions, renderManifests } from './manifests/render.js';
export type { LabSecrets } from './manifests/secrets.js';
export { isPreset, type PresetName, presets, presetText } from './presets.js';
export { type HostFacts, hostProblems } from './spec/checks/capacity.js';
export { type LoadedLab, loadLab } from './spec/load.js';
export { type Place, type Problem, placeName, SpecError } from './spec/problem.js';
export type * from './spec/types.js';
export { topologyFiles } from './topology/files.js';
export { type Topology, topologyOf } from './topology/model.js';
