import { noOverride } from '../../boot-change.js';
import type { BootOverride } from '../../port.js';
import { compose, withoutOverride } from '../domain/compose.js';
import type { Documents } from '../domain/documents.js';
import { document, readDocuments } from '../domain/documents.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord } from '../metadata/record.js';
import { setRecord } from '../metadata/write.js';
import { setLiveOrder } from './live.js';
import { bootOrder, restoreOrder } from './order.js';
import { inForce, overrideOrder } from './override.js';

/**
 * Brings the override of a running machine and its definition together. Everything here may be cut short between
 * any two steps, and done again:
 *
 * - The running machine says `Once`, and not that this waits for a reset: the present boot has used it up. First QEMU
 *   forgets it, then the definition, from which everybody reads that it is gone, and last the running machine's metadata.
 * - Otherwise, if the definition says something else than the running machine, a change was cut short: the
 *   definition's word goes on to QEMU, and is noted in the metadata as waiting.
 */
export async function settleBoot(machinery: Machinery): Promise<void> {
  const documents = await readDocuments(machinery.domain);
  const { live, config } = documents;
  if (!live) return;
  const running = live.record;
  const begun = hasBegun(running);
  const defined = (config ?? live).record.override;
  const usedUp = begun && same(defined, running.override);
  const next = usedUp ? undefined : defined;
  const stale = begun || !same(running.override, next);
  const told = stale && (await tellQemu(machinery, documents, next));
  if (usedUp && config) {
    await machinery.define(compose(config.text, { record: withoutOverrideRecord(config.record) }), config.text);
  }
  if (stale) await noteLive(machinery, live.record, told ? next : undefined);
}

/**
 * The power is about to be cut: a boot that has begun has used up its override, however short it was. Only the
 * definition is written, along with `change`: QEMU is not asked, for it may be what hangs.
 */
export async function endBoot(machinery: Machinery, change: (record: MachineRecord) => MachineRecord): Promise<void> {
  const { live, config } = await readDocuments(machinery.domain);
  if (!config) return;
  const usedUp = live !== undefined && hasBegun(live.record) && same(config.record.override, live.record.override);
  const record = change(usedUp ? withoutOverrideRecord(config.record) : config.record);
  await machinery.define(compose(config.text, { record }), config.text);
}

/** The running machine's present boot began with an override for one boot. */
const hasBegun = ({ override, armed }: MachineRecord): boolean => override?.enabled === 'Once' && armed === undefined;

/** Makes QEMU boot by this override at its next reset (undefined: by the machine's own order), and notes it. */
export async function armLive(
  machinery: Machinery,
  documents: Documents,
  override: BootOverride | undefined,
): Promise<void> {
  if (!documents.live) return;
  const told = await tellQemu(machinery, documents, override);
  await noteLive(machinery, documents.live.record, told ? override : undefined);
}

/** False: there is no monitor, so the running machine keeps the order that it has. */
async function tellQemu(
  { domain }: Machinery,
  { live, config }: Documents,
  override: BootOverride | undefined,
): Promise<boolean> {
  if (!live) return false;
  const base = config ? withoutOverride(config.text) : ownOrder(live.text, live.record);
  const own = bootOrder(document(base).root);
  const keys = inForce(override) ? overrideOrder(live.root, override, live.record, own) : own;
  return setLiveOrder(domain, live.root, keys);
}

/** Notes with the running machine what QEMU was told: this override waits for its next reset, or none does. */
async function noteLive(
  { domain }: Machinery,
  record: MachineRecord,
  override: BootOverride | undefined,
): Promise<void> {
  const rest = withoutOverrideRecord(record);
  if (inForce(override)) await setRecord(domain, { ...rest, override, armed: Date.now() }, 'live');
  else if (record.override || record.armed) await setRecord(domain, rest, 'live');
}

/** The machine was reset at `at`: what had been waiting for that is now in use, and survives us as such. */
export async function noteReset({ domain }: Machinery, at: number): Promise<void> {
  const { live } = await readDocuments(domain);
  if (live?.record.armed === undefined || live.record.armed > at) return;
  const { armed: _, ...begun } = live.record;
  await setRecord(domain, begun, 'live');
}

const ownOrder = (text: string, { savedOrder }: MachineRecord): string =>
  savedOrder ? restoreOrder(text, savedOrder) : text;

function withoutOverrideRecord({ override: _, armed: __, savedOrder: ___, ...rest }: MachineRecord): MachineRecord {
  return rest;
}

function same(a: BootOverride | undefined, b: BootOverride | undefined): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

const sorted = (override: BootOverride | undefined) => Object.entries(override ?? noOverride).sort();
