import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent } from '../log.js';
import { openDirectory } from '../store/directory.js';
import { openTelemetry } from './telemetry.js';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'redfish-emu-telemetry-'));
});
afterEach(() => rm(path, { recursive: true }));

describe('the settings of reports', () => {
  it('survive a restart, each of its own', async () => {
    const directory = await openDirectory(path);
    const telemetry = await openTelemetry(directory, silent);
    const changed: string[] = [];
    telemetry.subscribe((id) => void changed.push(id));
    await Promise.all([
      telemetry.change('Storage', { periodic: true }),
      telemetry.change('Storage', { interval: 5 }),
      telemetry.change('Memory', { enabled: false }),
    ]);
    expect(changed).toEqual(['Storage', 'Storage', 'Memory']);
    await telemetry.close();
    const again = await openTelemetry(directory, silent);
    expect(again.settings('Storage')).toEqual({ enabled: true, periodic: true, interval: 5, kept: true, sent: true });
    expect(again.settings('Memory').enabled).toBe(false);
    expect(again.settings('Network')).toMatchObject({ enabled: true, periodic: false });
    await directory.close();
  });

  it('are refused out of bounds, and set aside where they are damaged', async () => {
    const directory = await openDirectory(path);
    const telemetry = await openTelemetry(directory, silent);
    await expect(telemetry.change('Storage', { interval: 0 })).rejects.toMatchObject({ code: 'invalid' });
    await directory.write('telemetry.json', '{"version":1,"data":{"Storage":{"enabled":true,"interval":0}}}');
    const again = await openTelemetry(directory, silent);
    expect(again.settings('Storage').interval).toBe(60);
    await directory.close();
  });
});
