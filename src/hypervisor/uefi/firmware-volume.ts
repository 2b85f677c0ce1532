import { readGuid } from './guid.js';

/** Bytes: more than QEMU maps as flash on any board. */
export const largestCode = 64 * 2 ** 20;

/** File systems of volumes that hold code (PI 1.7 volume 3, 3.2.2). */
const fileSystems = ['8c8ce578-8a3d-4f1c-9935-896185c32dd3', '5473c07a-3dcb-4dca-bd6f-1e9689e7349a'];
const variables = 'fff12b8d-7696-4c8b-a985-2747075b4f50';
const shortestHeader = 56;

/**
 * Why this is no code for the flash of a UEFI machine, as a clause; undefined where it is. Code is firmware volumes, one
 * behind the other (PI 1.7 volume 3, 3.2.1), filled up with zeros on boards whose flash is larger.
 */
export function codeProblem(bytes: Buffer): string | undefined {
  if (bytes.length > largestCode) return `it is larger than ${largestCode} bytes`;
  let at = 0;
  while (at < bytes.length && !isFill(bytes, at)) {
    const volume = readVolume(bytes, at);
    if (typeof volume === 'string') return volume;
    at += volume.length;
  }
  return at === 0 ? 'it holds no firmware volume' : undefined;
}

const isFill = (bytes: Buffer, at: number): boolean => at > 0 && bytes.subarray(at).every((byte) => byte === 0);

function readVolume(bytes: Buffer, at: number): { readonly length: number } | string {
  if (at + shortestHeader > bytes.length || bytes.toString('latin1', at + 40, at + 44) !== '_FVH')
    return at === 0 ? 'it does not begin with a firmware volume' : `there is no firmware volume at offset ${at}`;
  const type = readGuid(bytes, at + 16);
  if (type === variables) return 'it holds variables: the code alone is wanted';
  if (!fileSystems.includes(type)) return `the firmware volume at offset ${at} holds no code`;
  const length = Number(bytes.readBigUInt64LE(at + 32));
  const header = bytes.readUInt16LE(at + 48);
  if (header < shortestHeader || header > length || length > bytes.length - at)
    return `the firmware volume at offset ${at} is cut short`;
  let sum = 0;
  for (let offset = 0; offset + 1 < header; offset += 2) sum += bytes.readUInt16LE(at + offset);
  return (sum & 0xffff) === 0 ? { length } : `the firmware volume at offset ${at} has a wrong checksum`;
}
