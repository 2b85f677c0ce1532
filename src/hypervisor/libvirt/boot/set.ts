import { applyBootChange } from '../../boot-change.js';
import { type BootChange, HypervisorError, type Machine } from '../../port.js';
import { bootDevices } from '../domain/boot-devices.js';
import { compose } from '../domain/compose.js';
import { readDocuments } from '../domain/documents.js';
import { setMode } from '../firmware/mode.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord } from '../metadata/record.js';
import { parseXml } from '../xml/parse.js';
import { optionId } from './options.js';
import { writeOrder } from './order.js';
import { armLive } from './settle.js';
import { bootTargetsOf } from './targets.js';

/**
 * Changes override, mode and order in one definition. A running machine learns of a new order at once, for its next
 * reset; a new mode takes a power cycle.
 */
export async function setBoot(machinery: Machinery, { boot }: Machine, change: BootChange): Promise<void> {
  const documents = await readDocuments(machinery.domain);
  const { live, config } = documents;
  const definitions = { live: live?.root, config: config?.root };
  const next = applyBootChange(boot, (mode) => bootTargetsOf(definitions, mode), change);
  const override = next.override.enabled === 'Disabled' && next.override.target === 'None' ? undefined : next.override;
  if (!config) {
    if (next.mode !== boot.mode || change.order) {
      throw new HypervisorError('unsupported', 'a transient machine has no definition to keep this in');
    }
    return armLive(machinery, documents, override);
  }
  const edit = (source: string): string => {
    const ordered = change.order ? writeOrder(source, keysOf(source, next.order)) : source;
    return next.mode === boot.mode ? ordered : setMode(ordered, next.mode, config.record).text;
  };
  const { override: _, ...rest } = setMode(config.text, next.mode, config.record).record;
  const record: MachineRecord = override ? { ...rest, override } : rest;
  const text = compose(config.text, { record, edit });
  await machinery.define(text, config.text);
  if (live) await armLive(machinery, await readDocuments(machinery.domain), override);
}

function keysOf(source: string, order: readonly string[]): readonly string[] {
  const devices = bootDevices(parseXml(source));
  return order.flatMap((id) => devices.find(({ key }) => optionId(key) === id)?.key ?? []);
}
