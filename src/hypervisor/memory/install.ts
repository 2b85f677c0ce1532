import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { HypervisorError } from '../port.js';
import { codeProblem, largestCode } from '../uefi/firmware-volume.js';
import type { MachineRecord } from './record.js';
import type { World } from './world.js';

/** Bytes of code that these machines' flash has: what OVMF's 4 MiB builds have. */
const flashSize = 0x37c000;

/** SHA-256 of an image that can be installed. */
export async function readImage(path: string): Promise<string> {
  const invalid = (why: string) => new HypervisorError('invalid', `the image will not do: ${why}`);
  const { size } = await stat(path);
  if (size > largestCode) throw invalid(`it is larger than ${largestCode} bytes`);
  const bytes = await readFile(path);
  const problem = codeProblem(bytes);
  if (problem !== undefined) throw invalid(problem);
  if (size !== flashSize) throw invalid(`the image has ${size} bytes, and the machine's flash ${flashSize}`);
  return createHash('sha256').update(bytes).digest('hex');
}

export function install(world: World, record: MachineRecord, next: string): void {
  const { images, power } = mustHaveFlash(record);
  if (images.next === next) return;
  const now = power === 'Off' ? next : images.now;
  world.change(record, { images: { now, next, previous: images.next } });
}

export function rollBack(world: World, record: MachineRecord): void {
  const { images, power } = mustHaveFlash(record);
  const { previous: next } = images;
  if (next === undefined)
    throw new HypervisorError('conflict', `machine ${record.hardware.name} has no firmware to go back to`);
  world.change(record, { images: { now: power === 'Off' ? next : images.now, next, previous: images.next } });
}

function mustHaveFlash({ hardware, status }: MachineRecord) {
  if (status.nextMode === 'UEFI') return status;
  throw new HypervisorError('unsupported', `machine ${hardware.name} takes no firmware: it boots by BIOS`);
}
