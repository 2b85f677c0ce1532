import { expect, it } from 'vitest';
import { createDescriptors } from './descriptors.js';
import type { HostFiles } from './host-files.js';

const image = JSON.stringify({
  mapping: {
    device: 'flash',
    executable: { filename: '/code.fd' },
    'nvram-template': { filename: '/vars.fd' },
  },
});

/** A host whose directory of firmware opens when the test says so. */
const setUp = () => {
  const world = { now: 0, open: false, listed: 0 };
  const files: Partial<HostFiles> = {
    async list(directory) {
      if (directory === '/etc/qemu/firmware') return [];
      world.listed += 1;
      return world.open ? ['one.json'] : undefined;
    },
    read: async () => ({ bytes: Buffer.from(image), permissions: {} }),
  };
  return { world, descriptors: createDescriptors(files as HostFiles, () => world.now) };
};

it('keeps what it read, for a minute', async () => {
  const { world, descriptors } = setUp();
  world.open = true;
  for (const now of [0, 59_999, 60_000]) {
    world.now = now;
    expect((await descriptors.all()).map(({ loader }) => loader)).toEqual(['/code.fd']);
  }
  expect(world.listed).toBe(2);
});

it('does not keep what a refusal left', async () => {
  const { world, descriptors } = setUp();
  expect(await descriptors.all()).toEqual([]);
  world.open = true;
  expect(await descriptors.all()).toHaveLength(1);
});
