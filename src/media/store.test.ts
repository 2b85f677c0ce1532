import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from './store.js';

it('serves no image any more that could not be synced to disk', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const dir = await mkdtemp(join(tmpdir(), 'redfish-emu-test-'));
  const warn = vi.fn();
  const log = { debug() {}, info() {}, warn };
  const store = await openStore(dir, log, Date.now);
  onTestFinished(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });
  const commit = async () => {
    const part = await store.part();
    await part.file.write('image');
    const { release } = await store.commit(part, { digest: 'a'.repeat(64), size: 5 }, 'url', {
      resource: 'url',
      time: 0,
    });
    release();
    return part.file;
  };

  const file = await commit();
  (await store.find('url'))?.release();
  // A sync of it fails from here on.
  await file.close();
  await vi.advanceTimersByTimeAsync(45_000);
  await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ reason: 'file closed' });
  expect(await store.find('url')).toBeUndefined();

  await commit();
  const again = await store.find('url');
  expect(again?.value.image.size).toBe(5);
  again?.release();
});
