/** What of a machine is in no disk, as one small volume beside its disks: its definition and its UEFI variables. */
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { StoragePool } from '../../src/libvirt/index.js';
import { element, writeXml } from '../libvirt/xml.js';

export interface MachineState {
  /** Secrets included: the volume is readable by root alone, as the definition is. */
  readonly definition: string;
  /** Absent: it boots by BIOS, or has not been started yet. */
  readonly store?: Buffer;
}

interface Written {
  readonly version: 1;
  readonly definition: string;
  /** Base64. */
  readonly store?: string;
}

export const writeState = async (
  pool: StoragePool,
  name: string,
  { definition, store }: MachineState,
): Promise<void> => {
  const written: Written = { version: 1, definition, ...(store && { store: store.toString('base64') }) };
  const bytes = gzipSync(JSON.stringify(written));
  const volume = await pool.createVolume(
    writeXml(
      element('volume', {}, [
        element('name', {}, name),
        element('capacity', { unit: 'bytes' }, String(bytes.length)),
        element('target', {}, [
          element('format', { type: 'raw' }),
          element('permissions', {}, [element('mode', {}, '0600')]),
        ]),
      ]),
    ),
  );
  await pipeline([bytes], await volume.upload({ length: bytes.length }));
};

const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1;

export const readState = async (pool: StoragePool, name: string): Promise<MachineState> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await (await pool.lookupVolumeByName(name)).download()) chunks.push(chunk as Buffer);
  const read: unknown = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString());
  if (!isWritten(read)) throw new Error(`${name} was written by another version of lab`);
  const { definition, store } = read;
  return { definition, ...(store !== undefined && { store: Buffer.from(store, 'base64') }) };
};
