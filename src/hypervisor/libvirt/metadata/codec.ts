import { escapeXml } from '../xml/entities.js';
import { find } from '../xml/find.js';
import { findInNamespace } from '../xml/namespace.js';
import type { XmlElement } from '../xml/parse.js';
import type { MachineRecord } from './record.js';
import { sushyBiosAttributes } from './sushy.js';

/** Names us in `<metadata>`. The number changes when an older emulator could no longer understand the content. */
export const metadataNamespace = 'https://redfish-emu.dev/xmlns/machine/1';
export const metadataPrefix = 'redfish';

/** Our element among the machine's metadata. */
export function findRecordElement(domain: XmlElement): XmlElement | undefined {
  return findInNamespace(find(domain, 'metadata'), metadataNamespace, 'machine', [domain]);
}

/**
 * The record in a domain's XML; empty where there is none. What is no JSON object is a stranger's work: it reads as
 * empty, and the next write replaces it. Keys that this version does not know stay.
 */
export function readRecord(domain: XmlElement): MachineRecord {
  const element = findRecordElement(domain);
  const record = element ? parseRecord(element.text) : {};
  if (record.state?.biosAttributes) return record;
  const biosAttributes = sushyBiosAttributes(domain);
  return biosAttributes ? { ...record, state: { ...record.state, biosAttributes } } : record;
}

/**
 * Our element; undefined for a record that says nothing. `whole` brings its namespace along; `bare` has none, for
 * `virDomainSetMetadata`, which puts it in.
 */
export function recordMarkup(record: MachineRecord, form: 'whole' | 'bare'): string | undefined {
  const json = JSON.stringify(prune(record));
  if (json === '{}') return undefined;
  if (form === 'bare') return `<machine>${escapeXml(json)}</machine>`;
  const name = `${metadataPrefix}:machine`;
  return `<${name} xmlns:${metadataPrefix}="${metadataNamespace}">${escapeXml(json)}</${name}>`;
}

function parseRecord(text: string): MachineRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  return isRecord(value) ? value : {};
}

// The namespace's number vouches for the shape of the members; only their being objects is checked.
function isRecord(value: unknown): value is MachineRecord {
  if (!isObject(value)) return false;
  const parts = ['state', 'override', 'savedOrder', 'media', 'savedFirmware'];
  return parts.every((part) => value[part] === undefined || isObject(value[part]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without members that are undefined or empty objects. */
function prune(record: MachineRecord): object {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => !(isObject(value) && Object.keys(value).length === 0)),
  );
}
