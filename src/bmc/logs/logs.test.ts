import { describe, expect, it } from 'vitest';
import { silent } from '../log.js';
import { memoryDirectory } from '../store/directory.js';
import { logLimits } from './limits.js';
import { openLogs } from './logs.js';

const record = (systemId: string, message: string) => ({ systemId, message, severity: 'OK' as const });

describe('logs', () => {
  it('keep the newest of each machine, and number them on over a restart', async () => {
    const directory = memoryDirectory();
    const first = await openLogs(directory, silent);
    first.events.add(record('b', 'alone'));
    for (let made = 0; made <= logLimits.perSystem; made += 1) first.events.add(record('a', String(made)));
    expect(first.events.list('a')).toHaveLength(logLimits.perSystem);
    expect(first.events.list('a')[0]?.message).toBe('1');
    expect(first.audit.list('a')).toEqual([]);
    await first.close();
    const second = await openLogs(directory, silent);
    expect(second.events.list('b').map(({ message }) => message)).toEqual(['alone']);
    const last = second.events.list('a').at(-1)?.id ?? 0;
    second.events.add(record('a', 'next'));
    expect(second.events.get('a', String(last + 1))?.message).toBe('next');
    expect(second.events.get('b', String(last + 1))).toBeUndefined();
    await second.close();
  });

  it('are bounded over all machines', async () => {
    const logs = await openLogs(memoryDirectory(), silent);
    for (let made = 0; made <= logLimits.total; made += 1) logs.audit.add(record(String(made), 'x'));
    expect(logs.audit.list('0')).toEqual([]);
    expect(logs.audit.list('1')).toHaveLength(1);
    await logs.close();
  });

  it('are cleared for one machine, on disk too', async () => {
    const directory = memoryDirectory();
    const logs = await openLogs(directory, silent);
    logs.events.add(record('a', 'x'));
    logs.events.add(record('b', 'y'));
    await logs.events.clear('a');
    expect(await directory.read('log-events.json')).not.toContain('"a"');
    expect(logs.events.list('b')).toHaveLength(1);
    await logs.close();
  });

  it('start afresh where the file is damaged, and keep that one aside', async () => {
    const directory = memoryDirectory();
    await directory.write('log-events.json', '{"version":1,"data":[{}]}');
    const logs = await openLogs(directory, silent);
    expect(logs.events.list('a')).toEqual([]);
    await logs.close();
  });
});
