import { type Domain, type DomainStatus, DomainXmlFlags } from '../../../libvirt/index.js';
import { readRecord } from '../metadata/codec.js';
import type { MachineRecord } from '../metadata/record.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { isActive } from './power.js';

/** One domain XML, with what of ours it holds. */
export interface Document {
  readonly text: string;
  readonly root: XmlElement;
  readonly record: MachineRecord;
}

/** A domain as it is now. At least one of the two documents is there. */
export interface Documents {
  readonly status: DomainStatus;
  /** The running machine. */
  readonly live?: Document;
  /** The persistent definition, secrets included: fit to be defined again. Absent for a transient domain. */
  readonly config?: Document;
}

export async function readDocuments(domain: Domain): Promise<Documents> {
  const [status, persistent] = await Promise.all([domain.getState(), domain.isPersistent()]);
  const [live, config] = await Promise.all([
    isActive(status) ? domain.toXml() : undefined,
    persistent ? domain.toXml(DomainXmlFlags.SECURE | DomainXmlFlags.INACTIVE) : undefined,
  ]);
  return {
    status,
    ...(live === undefined ? {} : { live: document(live) }),
    ...(config === undefined ? {} : { config: document(config) }),
  };
}

export function document(text: string): Document {
  const root = parseXml(text);
  return { text, root, record: readRecord(root) };
}

/** Where the truth about a machine is kept: its definition, or the running machine if that is all there is. */
export function recordOf({ config, live }: Documents): MachineRecord {
  return (config ?? live)?.record ?? {};
}
