import { createHash, randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connect,
  type Hypervisor,
  type LibvirtEvents,
  type StoragePool,
  StoragePoolBuildFlags,
  type StorageVolume,
} from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { waitFor } from '../helpers/wait.js';

const mebibyte = 1024 * 1024;
const volumeXml = (name: string, bytes: number): string =>
  `<volume><name>${name}</name><capacity unit='bytes'>${bytes}</capacity><target><format type='raw'/></target></volume>`;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const read = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

let daemon: Libvirtd;
let hypervisor: Hypervisor;
let pool: StoragePool;
let volume: StorageVolume;
let path: string;
const events: LibvirtEvents['storagePoolLifecycle'][] = [];
const content = randomBytes(8 * mebibyte);

beforeAll(async () => {
  daemon = await startLibvirtd();
  hypervisor = await connect(daemon.uri);
  await hypervisor.subscribe('storagePoolLifecycle', (event) => events.push(event));
  path = `${daemon.dir}/pool`;
});
afterAll(async () => {
  await hypervisor?.close();
  await daemon?.stop();
});

describe('libvirt client: storage', () => {
  it('defines, builds and starts a pool', async () => {
    pool = await hypervisor.defineStoragePool(
      `<pool type='dir'><name>images</name><target><path>${path}</path></target></pool>`,
    );
    expect(await pool.isActive()).toBe(false);
    expect((await pool.getInfo()).state).toBe('inactive');
    await pool.build(StoragePoolBuildFlags.NEW);
    await pool.start();
    await waitFor('the pool to start', () => events.find(({ event }) => event === 'started'));
    const info = await pool.getInfo();
    expect(info.state).toBe('running');
    expect(info.available).toBeGreaterThan(mebibyte);
    expect(info.capacity).toBeGreaterThanOrEqual(info.available);
    await pool.setAutostart(true);
    expect(await pool.getAutostart()).toBe(true);
    expect(await pool.isPersistent()).toBe(true);
    expect(await pool.toXml()).toContain(path);
    expect((await hypervisor.listStoragePools()).map(({ name }) => name)).toEqual(['images']);
    expect((await hypervisor.lookupStoragePoolByName('images')).uuid).toBe(pool.uuid);
    expect((await hypervisor.lookupStoragePoolByUUID(pool.uuid)).name).toBe('images');
    expect((await hypervisor.lookupStoragePoolByTargetPath(path)).name).toBe('images');
    await expect(hypervisor.lookupStoragePoolByName('x')).rejects.toMatchObject({ codeName: 'NO_STORAGE_POOL' });
  });

  it('makes and finds a volume', async () => {
    volume = await pool.createVolume(volumeXml('a.img', content.length));
    expect(await volume.getPath()).toBe(`${path}/a.img`);
    expect(await volume.getInfo()).toMatchObject({ type: 'file', capacity: content.length });
    expect(await volume.toXml()).toContain('<name>a.img</name>');
    expect((await pool.volumes()).map(({ name }) => name)).toEqual(['a.img']);
    for (const found of [
      await pool.lookupVolumeByName('a.img'),
      await hypervisor.lookupStorageVolumeByPath(`${path}/a.img`),
      await hypervisor.lookupStorageVolumeByKey(volume.key),
    ]) {
      expect(found).toMatchObject({ pool: 'images', name: 'a.img', key: volume.key });
    }
    await expect(pool.lookupVolumeByName('b.img')).rejects.toMatchObject({ codeName: 'NO_STORAGE_VOL' });
    await expect(pool.createVolume(volumeXml('a.img', 1))).rejects.toMatchObject({ kind: 'remote' });
  });

  it('uploads and downloads, in whole and in part', async () => {
    await pipeline(Readable.from([content.subarray(0, 5), content.subarray(5)]), await volume.upload());
    expect(sha256(await readFile(`${path}/a.img`))).toBe(sha256(content));
    expect(sha256(await read(await volume.download()))).toBe(sha256(content));
    const part = await read(await volume.download({ offset: 1000, length: 300_000 }));
    expect(sha256(part)).toBe(sha256(content.subarray(1000, 301_000)));
    await pipeline(Readable.from([Buffer.from('changed')]), await volume.upload({ offset: mebibyte }));
    expect((await read(await volume.download({ offset: mebibyte, length: 7 }))).toString()).toBe('changed');
  });

  it('holds up nobody while a reader takes its time', async () => {
    const slow = await volume.download();
    const iterator = (slow as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    await iterator.next();
    for (let i = 0; i < 20; i++) await volume.getInfo();
    expect(slow.readableLength).toBeLessThan(4 * mebibyte);
    slow.destroy();
    await waitFor('the download to close', () => slow.closed);
    expect((await volume.getInfo()).capacity).toBe(content.length);
  });

  it('reports an upload that the daemon does not take, and one of a volume that is gone', async () => {
    const stream = await volume.upload({ length: 1000 });
    await expect(pipeline(Readable.from([Buffer.alloc(mebibyte)]), stream)).rejects.toMatchObject({ kind: 'remote' });
    const gone = await pool.createVolume(volumeXml('gone.img', 10));
    await gone.remove();
    await expect(gone.upload()).rejects.toMatchObject({ codeName: 'NO_STORAGE_VOL' });
    await expect(gone.download()).rejects.toMatchObject({ codeName: 'NO_STORAGE_VOL' });
    await expect(volume.download({ offset: -1 })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('stops an upload at the signal', async () => {
    const giveUp = new AbortController();
    const stream = await volume.upload({}, { signal: giveUp.signal });
    const failed = new Promise((resolve) => stream.once('error', resolve));
    stream.write('x');
    giveUp.abort();
    expect(await failed).toMatchObject({ kind: 'cancelled' });
  });

  it('resizes, clones, wipes and removes', async () => {
    await volume.resize(content.length + mebibyte);
    expect((await volume.getInfo()).capacity).toBe(content.length + mebibyte);
    const clone = await pool.cloneVolume(volumeXml('b.img', content.length + mebibyte), volume);
    const bytes = await readFile(`${path}/a.img`);
    expect(sha256(await readFile(`${path}/b.img`))).toBe(sha256(bytes));
    await clone.wipe();
    expect((await readFile(`${path}/b.img`)).every((byte) => byte === 0)).toBe(true);
    await clone.remove();
    await volume.remove();
    expect(await pool.volumes()).toEqual([]);
  });

  it('finds what came without it', async () => {
    await daemon.exec('truncate', '-s', '4096', `${path}/outside.img`);
    await pool.refresh();
    const found = await pool.lookupVolumeByName('outside.img');
    expect(await found.getInfo()).toMatchObject({ capacity: 4096 });
    await found.remove();
  });

  it('stops, erases and undefines the pool', async () => {
    await pool.destroy();
    await waitFor('the pool to stop', () => events.find(({ event }) => event === 'stopped'));
    await pool.erase();
    await expect(access(path)).rejects.toThrow();
    await pool.undefine();
    expect(await hypervisor.listStoragePools()).toEqual([]);
    const xml = `<pool type='dir'><name>brief</name><target><path>${daemon.dir}</path></target></pool>`;
    const transient = await hypervisor.createStoragePool(xml);
    expect(await transient.isPersistent()).toBe(false);
    await transient.destroy();
  });
});
