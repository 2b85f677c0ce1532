import { expect, it } from 'vitest';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { belongsTo, concerns, isOf, planText } from './changes.js';

const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
const machines = lab.machines.filter(({ cluster }) => cluster === 'etl4');
const [machine = expect.fail()] = machines;
const items = [
  'machine/etl4-master-0',
  'volume/etl4-master-0/vda',
  'machine/etl4-master-0@host-2',
  'machine/etl6-master-0',
  'network/lab',
  'network/lab@host-2',
  'network/other',
  'service/dns',
  'host/names',
  'pool/default',
];

it('tells items of a machine, of what belongs to it, and of what it cannot be without', () => {
  const own = items.slice(0, 3);
  const shared = ['service/dns', 'host/names'];
  expect(items.filter(isOf(machine))).toEqual(own);
  expect(items.filter(belongsTo(machines))).toEqual([...own, ...shared]);
  expect(items.filter(concerns(machines))).toEqual([...own, 'network/lab', 'network/lab@host-2', ...shared]);
});

it('says of a part no more than it knows', () => {
  expect(planText('one', [])).toBe('lab one: everything is as specified.');
  expect(planText('one', [], true)).toBe('lab one: this part is as specified.');
});
