/** The lab as a library: `import { loadLab } from 'redfish-emu/lab'`. */
export { isPreset, type PresetName, presets, presetText } from './presets.js';
export { type HostFacts, hostProblems } from './spec/checks/capacity.js';
export { type LoadedLab, loadLab } from './spec/load.js';
export { type Place, type Problem, placeName, SpecError } from './spec/problem.js';
export type * from './spec/types.js';
