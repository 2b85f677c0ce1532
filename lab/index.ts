/** The lab as a library: `import { loadLab } from 'redfish-emu/lab'`. */
export { type BindZone, bindText, bindZones } from './dns/bind.js';
export { dnsmasqConf } from './dns/dnsmasq.js';
export { type DnsFormat, dnsFiles } from './dns/files.js';
export { hostsFile } from './dns/hosts.js';
export { type DnsRecord, type DnsView, dnsDomains, dnsRecords } from './dns/records.js';
export { type Comparison, compare as compareFiles, type FileChange, write as writeFiles } from './files/directory.js';
export { type OpenSite, openSite, type Site } from './kinds/site.js';
export { type HaproxyOptions, haproxyCheck, haproxyCommand, haproxyConf } from './loadbalancer/haproxy.js';
export type { RenderedFile } from './manifests/files.js';
export { type Form, forms } from './manifests/forms.js';
export { type RenderOptions, renderManifests } from './manifests/render.js';
export type { LabSecrets } from './manifests/secrets.js';
export { type ChronyOptions, chronyCheck, chronyCommand, chronyConf, timeNetworks } from './ntp/chrony.js';
export { type Adoption, planAdoption, type Refusal } from './operate/adopt.js';
export { capacityProblems } from './operate/capacity.js';
export { attach as attachConsole, type ConsoleEnd, type Terminal } from './operate/console.js';
export { portProblems } from './operate/ports.js';
export { planStart, planStop, type StopOptions } from './operate/power.js';
export {
  planRevert,
  planSnapshot,
  planSnapshotRemoval,
  type SnapshotStatus,
  snapshotsOf,
} from './operate/snapshots.js';
export {
  type LabStatus,
  type MachineStatus,
  type NetworkStatus,
  type PoolStatus,
  type ServiceStatus,
  statusOf,
} from './operate/status.js';
export { type ApplyOptions, apply, type Outcome, type Progress } from './plan/apply.js';
export { type Action, type Change, type Disruption, PlanError } from './plan/change.js';
export { plan, planChanges, planProblems, planRemoval } from './plan/plan.js';
export { select } from './plan/select.js';
export { isPreset, type PresetName, presets, presetText } from './presets.js';
export { rehearse } from './rehearse/later.js';
export type { Rehearsal, RehearsalOptions } from './rehearse/rehearse.js';
export { type Step as RehearsalStep, type StepResult, steps as rehearsalSteps } from './rehearse/steps.js';
export { type HostFacts, hostProblems } from './spec/checks/capacity.js';
export { type LoadedLab, loadLab } from './spec/load.js';
export { type Place, type Problem, placeName, SpecError } from './spec/problem.js';
export type * from './spec/types.js';
export { topologyFiles } from './topology/files.js';
export { type Topology, topologyOf } from './topology/model.js';
export {
  type Phase,
  type Probe,
  phases,
  type Result as ProbeResult,
  type Subject,
  type Verdict,
} from './verify/probe.js';
export { probes } from './verify/probes.js';
export { type Senses, senses } from './verify/senses.js';
export { type Finding, type VerifyOptions, verify } from './verify/verify.js';
