import type { Hypervisor } from '../port.js';
import { readDocuments } from './domain/documents.js';
import type { Machinery } from './machinery.js';
import { setRecord } from './metadata/write.js';

type Change = Parameters<Hypervisor['setState']>[1];

/** Merges into what is remembered of the machine; writes nothing if nothing changes. */
export async function setState({ domain }: Machinery, change: Change): Promise<void> {
  const { live, config } = await readDocuments(domain);
  const document = config ?? live;
  if (!document) return;
  const before = document.record.state ?? {};
  const merged = { ...before, ...(typeof change === 'function' ? change(before) : change) };
  const state = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  if (JSON.stringify(state) === JSON.stringify(before)) return;
  await setRecord(domain, { ...document.record, state }, config ? 'config' : 'live');
}
