import { expect, it } from 'vitest';
import { emptyStore } from '../../../../test/fixtures/variable-store.js';
import type { Hypervisor as Connection } from '../../../libvirt/index.js';
import { document } from '../domain/documents.js';
import { createDescriptors, packagesAge } from './descriptors.js';
import type { HostFiles } from './host-files.js';
import { createFirmwareFiles, findKeys } from './keys.js';

const descriptor = JSON.stringify({
  mapping: {
    device: 'flash',
    executable: { filename: '/code.fd' },
    'nvram-template': { filename: '/template.fd' },
  },
  targets: [{ architecture: 'x86_64' }],
  features: ['enrolled-keys'],
});

const machine = document(`<domain><os firmware='efi'>
  <type arch='x86_64'>hvm</type><loader type='pflash'>/code.fd</loader><nvram template='/template.fd'>/own.fd</nvram>
</os></domain>`);

/** A host that counts how often each file is read; the template is not for us to read at first. */
const setUp = () => {
  const world = { now: 0, readable: false, reads: new Map<string, number>() };
  const files: Partial<HostFiles> = {
    list: async () => ['one.json'],
    read: async (path) => {
      world.reads.set(path, (world.reads.get(path) ?? 0) + 1);
      if (path === '/template.fd' && !world.readable) return undefined;
      return { bytes: path.endsWith('.json') ? Buffer.from(descriptor) : emptyStore(), permissions: {} };
    },
  };
  const now = () => world.now;
  const host = {
    // Nothing is asked of it: the definition says where the flash is.
    ...createFirmwareFiles({} as Connection, now),
    files: files as HostFiles,
    descriptors: createDescriptors(files as HostFiles, now),
  };
  const keys = async () =>
    (await findKeys(host, { status: { state: 'shutoff', reason: 'shutdown' }, config: machine }))?.keys;
  return { world, keys };
};

it('reads the keys of a template once a minute, and those of the machine each time', async () => {
  const { world, keys } = setUp();
  expect((await keys())?.defaults).toBeUndefined();
  world.readable = true;
  expect((await keys())?.defaults).toBeDefined();
  world.now = packagesAge - 1;
  expect((await keys())?.defaults).toBeDefined();
  expect([...world.reads].filter(([path]) => path.endsWith('.fd'))).toEqual([
    ['/own.fd', 3],
    ['/template.fd', 2],
  ]);
  world.now = packagesAge;
  await keys();
  expect(world.reads.get('/template.fd')).toBe(3);
});
