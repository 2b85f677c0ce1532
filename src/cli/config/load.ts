/** All sources read, from the outermost to the innermost. */
import { resolve } from 'node:path';
import { createPolicy } from '../../outbound/policy.js';
import { fromSushyFile } from '../sushy/settings.js';
import { configVariable, fromEnvironment } from './environment.js';
import { ConfigError } from './error.js';
import { fromFile } from './file.js';
import type { OptionKey, Settings } from './options.js';
import { resolveSettings } from './resolve.js';
import type { Given } from './source.js';

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export interface Loaded {
  readonly settings: Settings;
  /** For people: what was left out of a sushy-emulator.conf, and what contradicts itself. */
  readonly notices: readonly string[];
  /** Where each setting that is not a default comes from. */
  readonly origins: ReadonlyMap<OptionKey, string>;
}

/** Throws `ConfigError`. */
export function loadSettings(
  flags: { readonly given: readonly Given[]; readonly config?: string },
  { environment, cwd }: Surroundings,
): Loaded {
  const config = flags.config ?? (environment[configVariable] || undefined);
  const own = [
    flags.given,
    fromEnvironment(environment, cwd),
    config === undefined ? [] : fromFile(resolve(cwd, config)),
  ];
  const { sushyConfig } = resolveSettings(own);
  const sushy = sushyConfig === undefined ? { given: [], notices: [] } : fromSushyFile(sushyConfig, cwd);
  const sources = [...own, sushy.given];
  const settings = resolveSettings(sources);
  checkHosts(settings);
  const origins = new Map(
    sources
      .flat()
      .reverse()
      .map(({ key, where }) => [key, where()]),
  );
  return { settings, notices: [...sushy.notices, ...contradictions(settings)], origins };
}

/** Throws for what no pattern tells from a host: half an address, a network of 40 bits. */
function checkHosts({ imageAllow = [] }: Settings): void {
  try {
    createPolicy(imageAllow, true);
  } catch (cause) {
    throw new ConfigError([cause instanceof Error ? cause.message : String(cause)], { cause });
  }
}

/** Throws where one option needs another; says where one leaves another without effect. */
function contradictions(settings: Settings): string[] {
  const { tlsCert, tlsKey, noAuth, authFile, passwordFile, driver, uri } = settings;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new ConfigError([
      `${tlsCert === undefined ? 'tlsKey' : 'tlsCert'} is given alone: tlsCert and tlsKey go together`,
    ]);
  }
  const notices: string[] = [];
  if (noAuth && (authFile ?? passwordFile) !== undefined) {
    notices.push('noAuth is set: nobody is asked for the credentials of authFile and passwordFile');
  }
  if (driver === 'memory' && uri !== undefined) notices.push('driver is memory: uri has no effect');
  return notices;
}
