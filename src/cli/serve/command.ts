/** `redfish-emu serve`: the service, for as long as the process lives. */

import { version } from '../../package.js';
import { ConfigError } from '../config/error.js';
import type { Loaded } from '../config/load.js';
import type { Host } from '../host.js';
import { createLog } from './log.js';
import { openService, type Service } from './service.js';
import { defaultStateDir } from './state-dir.js';

/** Resolves to the exit status: 0 when asked to end, 1 where it could not start, 130 when told twice. Throws `ConfigError`. */
export async function serve({ settings, notices }: Loaded, host: Host): Promise<number> {
  const { logLevel: level, logFormat } = settings;
  const format = logFormat === 'auto' ? (host.isTerminal ? 'text' : 'json') : logFormat;
  const log = createLog({ level, format });
  for (const notice of notices) log.warn(notice);
  if (settings.noAuth) log.warn('nobody is asked for credentials: whoever reaches the port owns the machines');

  const stateDir = settings.stateDir ?? defaultStateDir(host.environment, host.isRoot);
  let service: Service;
  try {
    service = await openService({ settings, stateDir, version: version(), log, print: host.print });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    return failed(error, host);
  }

  const ended = untilTold(host, () => {
    service.reload().catch((error: unknown) => log.error({ err: error }, 'reload failed'));
  });
  try {
    const told = ended.first.then(() => 'told' as const);
    // Bound or not, it ends when told; a port that can never be had ends it too.
    await Promise.race([service.listening, told]);
    await told;
    log.info('closing: requests in progress may finish');
    service.listening.catch((error: unknown) => log.debug({ err: error }, 'never listened'));
    return await Promise.race([service.close().then(() => 0), ended.second.then(() => 130)]);
  } catch (error) {
    await service.close();
    return failed(error, host);
  } finally {
    ended.stop();
  }
}

function failed(error: unknown, host: Host): number {
  host.complain(`redfish-emu: ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
}

/** `first` resolves at the first signal to end, `second` at the next. */
function untilTold(host: Host, onReload: () => void) {
  let [one, two] = [() => {}, () => {}];
  const first = new Promise<void>((resolve) => {
    one = resolve;
  });
  const second = new Promise<void>((resolve) => {
    two = resolve;
  });
  let count = 0;
  const end = () => (count++ === 0 ? one() : two());
  const stops = [host.onSignal('SIGTERM', end), host.onSignal('SIGINT', end), host.onSignal('SIGHUP', onReload)];
  return {
    first,
    second,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
