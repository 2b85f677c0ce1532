import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { libvirtErrorKinds } from './errors.js';
import { eventKinds } from './events/kinds.js';
import type { Link } from './link.js';
import { createHypervisor } from './objects/hypervisor/hypervisor.js';
import { createNetwork } from './objects/network.js';
import { createStoragePool } from './objects/storage/pool.js';
import { createStorageVolume } from './objects/storage/volume.js';

const text = readFileSync(new URL('../../docs/libvirt-client.md', import.meta.url), 'utf8');
const documented = new Set([...text.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name));
const link: Link = {
  uri: 'test:///default',
  state: 'up',
  reason: undefined,
  call: () => Promise.reject(new Error('nobody is there')),
  stream: () => Promise.reject(new Error('nobody is there')),
  subscribe: () => Promise.reject(new Error('nobody is there')),
  onState: () => () => undefined,
  close: () => Promise.resolve(),
};
const reference = { name: 'a', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f' };
const hypervisor = createHypervisor(link);
const methods = (object: object): string[] => {
  const names: string[] = [];
  for (const name in object) if (typeof Reflect.get(object, name) === 'function') names.push(name);
  return names;
};
/** In the text above the tables. */
const elsewhere = ['onState', 'subscribe', 'close'];

describe('docs/libvirt-client.md', () => {
  it.each([
    ['Hypervisor', hypervisor],
    ['Domain', hypervisor.domain(reference)],
    ['Network', createNetwork(link, reference)],
    ['StoragePool', createStoragePool(link, reference)],
    ['StorageVolume', createStorageVolume(link, { pool: 'p', name: 'v', key: 'k' })],
  ])('lists every call of %s', (_name, object) => {
    const names = methods(object).filter((name) => !elsewhere.includes(name));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !documented.has(name))).toEqual([]);
  });

  it('lists every kind of event and of error', () => {
    for (const name of [...Object.keys(eventKinds), ...Object.keys(libvirtErrorKinds)])
      expect(documented).toContain(name);
  });
});
