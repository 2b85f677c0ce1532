import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type Hypervisor as Connection, isLibvirtError } from '../../../libvirt/index.js';
import { HypervisorError, type Machine } from '../../port.js';
import { codeProblem, largestCode } from '../../uefi/firmware-volume.js';
import { compose } from '../domain/compose.js';
import { type Document, readDocuments } from '../domain/documents.js';
import { imageName, installedImage, readMode, readSecureBoot } from '../domain/firmware.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord, SavedFirmware } from '../metadata/record.js';
import { appendChild, applyEdits } from '../xml/edit.js';
import { escapeXml } from '../xml/entities.js';
import { attributeAt, children, find, textAt } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { readFirmware, writeFirmware } from './elements.js';
import { type Flash, flashOf } from './flash.js';
import type { FirmwareFiles } from './keys.js';
import { withStore } from './store-element.js';

/** `FirmwareControl.install`. The image is there, whole, before the definition names it. */
export async function installFirmware(
  host: FirmwareFiles,
  pool: string,
  machinery: Machinery,
  machine: Machine,
  path: string,
): Promise<void> {
  const { config, flash } = await presentFlash(host, machinery, machine);
  const bytes = await readImage(path);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (installedImage(config.root) === digest) return;
  await mustFit(host, flash, bytes.length);
  const loader = await bring(host, pool, digest, bytes);
  const firmware: SavedFirmware = {
    elements: [
      `<loader readonly='yes'${hasSecureCode(config.root) ? " secure='yes'" : ''} type='pflash'>${escapeXml(loader)}</loader>`,
      `<nvram template='${escapeXml(flash.template)}'>${escapeXml(flash.store)}</nvram>`,
    ],
  };
  await write(machinery, config, (text) => withManagementMode(writeFirmware(text, firmware)));
}

/** `FirmwareControl.rollBack`. The variables are those of now: keys may have changed since. */
export async function rollBackFirmware(host: FirmwareFiles, machinery: Machinery, machine: Machine): Promise<void> {
  const { config, flash } = await presentFlash(host, machinery, machine);
  const { previousFirmware: saved } = config.record;
  if (!saved || saved.secureBoot !== (readSecureBoot(config.root) ?? false))
    throw new HypervisorError('conflict', `machine ${machine.name} has no firmware to go back to`);
  const { secureBoot: _, ...firmware } = saved;
  await write(machinery, config, (text) => withStore(writeFirmware(text, firmware), flash.store));
}

type KnownFlash = Flash & { readonly template: string };

async function presentFlash(host: FirmwareFiles, { domain }: Machinery, { name }: Machine) {
  const { config } = await readDocuments(domain);
  const refuse = (why: string) => new HypervisorError('unsupported', `machine ${name} takes no firmware: ${why}`);
  if (!config) throw refuse('it is transient, and has no definition to keep this in');
  if (readMode(config.root) !== 'UEFI') throw refuse('it boots by BIOS');
  const status = await domain.getState();
  const flash = await flashOf(host.connection, host.descriptors, { status, config });
  if (!flash?.template) throw refuse('where its variables come from cannot be told');
  const known: KnownFlash = { ...flash, template: flash.template };
  return { config, flash: known };
}

async function readImage(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  const invalid = (why: string) => new HypervisorError('invalid', `the image will not do: ${why}`);
  if (size > largestCode) throw invalid(`it is larger than ${largestCode} bytes`);
  const bytes = await readFile(path);
  const problem = codeProblem(bytes);
  if (problem !== undefined) throw invalid(problem);
  return bytes;
}

/** Code and variables share one layout of flash: code of another size looks for its variables elsewhere. */
async function mustFit({ files }: FirmwareFiles, { loader }: Flash, size: number): Promise<void> {
  const present = await files.read(loader);
  if (!present) throw new HypervisorError('unsupported', `the present firmware ${loader} cannot be read`);
  if (present.bytes.length === size) return;
  throw new HypervisorError(
    'invalid',
    `the image has ${size} bytes, and the machine's variables go with firmware of ${present.bytes.length}`,
  );
}

/** The image in the operator's pool, named by its content. What is there by that name and is something else was cut short. */
async function bring({ connection, files }: FirmwareFiles, pool: string, digest: string, bytes: Buffer) {
  const path = `${await directoryOf(connection, pool)}/${imageName(digest)}`;
  const there = await files.read(path);
  if (there?.bytes.equals(bytes)) return path;
  if (there) await files.remove(path);
  await files.create(path, { bytes, permissions: { mode: '0644' } });
  return path;
}

async function directoryOf(connection: Connection, name: string): Promise<string> {
  const refuse = (why: string) => new HypervisorError('unsupported', `the storage pool ${name} ${why}`);
  try {
    const pool = await connection.lookupStoragePoolByName(name);
    if (!(await pool.isActive())) throw refuse(`is not active: virsh pool-start ${name}`);
    const xml = parseXml(await pool.toXml());
    const path = textAt(xml, 'target', 'path');
    if (!path || !/^(dir|fs|netfs)$/.test(xml.attributes.type ?? '')) throw refuse('holds no files');
    return path;
  } catch (error) {
    if (isLibvirtError(error, 'NO_STORAGE_POOL', 'NO_SUPPORT'))
      throw refuse('for firmware (--firmware-pool) is missing');
    throw error;
  }
}

async function write(machinery: Machinery, config: Document, edit: (text: string) => string) {
  const previousFirmware = { ...readFirmware(config.text), secureBoot: readSecureBoot(config.root) ?? false };
  const record: MachineRecord = { ...config.record, previousFirmware };
  await machinery.define(compose(config.text, { record, edit }), config.text);
}

const hasSecureCode = (domain: XmlElement): boolean =>
  attributeAt(domain, ['os', 'loader'], 'secure') === 'yes' ||
  children(find(domain, 'os', 'firmware'), 'feature').some(
    ({ attributes }) => attributes.name === 'secure-boot' && attributes.enabled === 'yes',
  );

/** libvirt switches SMM on for firmware that it chose itself alone. */
function withManagementMode(source: string): string {
  const domain = parseXml(source);
  const features = find(domain, 'features');
  if (!features || find(features, 'smm') || !hasSecureCode(domain)) return source;
  return applyEdits(source, [appendChild(source, features, "<smm state='on'/>")]);
}
