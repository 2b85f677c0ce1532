import { expect, it } from 'vitest';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { machineNamed } from './only.js';

const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');

it.each(['etl4-master-1', 'cluster/etl4/master-1', 'cluster/etl4/etl4-master-1'])('finds a machine by %s', (name) => {
  expect(machineNamed(lab, name).name).toBe('etl4-master-1');
});

it.each([
  ['etl4-master-9', /there is no machine etl4-master-9. Did you mean etl4-master-\d\?/],
  ['cluster/etl5/master-1', /there is no cluster etl5. Did you mean etl4\?/],
  ['cluster/etl4/worker-0', /there is no machine worker-0 in etl4. There are: etl4-master-0/],
])('says what there is in place of %s', (name, message) => {
  expect(() => machineNamed(lab, name)).toThrow(message);
});
