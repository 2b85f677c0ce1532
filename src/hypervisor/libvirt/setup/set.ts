import { HypervisorError, type Machine, type SetupValues } from '../../port.js';
import { applySetupChange } from '../../setup-change.js';
import { compose } from '../domain/compose.js';
import { readDocuments } from '../domain/documents.js';
import type { Machinery } from '../machinery.js';
import { withWatchdog } from './watchdog.js';
import { withTpm, writers } from './write.js';

/** Changes the definition, all of it in one piece. A running machine has it with its next power-on. */
export async function setSetup(machinery: Machinery, machine: Machine, change: SetupValues): Promise<void> {
  const next = applySetupChange(machine, change);
  const before = machine.setup?.next ?? {};
  const { config } = await readDocuments(machinery.domain);
  if (!config) throw new HypervisorError('unsupported', 'a transient machine has no definition to keep this in');
  const offers = await machinery.setupOffers(config.root);
  const about = { record: config.record, offers };
  /** As it is now, whatever the request repeats: what is not changed stays as it was written. */
  const write = <K extends keyof SetupValues>(source: string, key: K): string => {
    const value = next[key];
    if (value === undefined || value === before[key]) return source;
    return writers[key](source, value, about);
  };
  const keys: readonly (keyof SetupValues)[] = [
    'processors',
    'virtualization',
    'tpm',
    'serialConsole',
    'bootMenu',
    'bootRetry',
    'watchdog',
  ];
  const edit = (source: string): string => keys.reduce(write, source);
  const { root, text } = config;
  const tpm = next.tpm === before.tpm ? config.record : withTpm(config.record, root, text, next.tpm);
  const record = next.watchdog === before.watchdog ? tpm : withWatchdog(tpm, root, text, next.watchdog);
  await machinery.define(compose(config.text, { record, edit }), config.text);
}
