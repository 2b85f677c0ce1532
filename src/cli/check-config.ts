/** `redfish-emu check-config`: everything that `serve` would read, read. */
import { readText } from './config/file.js';
import type { Loaded } from './config/load.js';
import { optionKeys } from './config/options.js';
import { loadMaterial } from './tls/material.js';

/** The settings in force as YAML (values as JSON), each with its origin. Throws `ConfigError`. */
export async function checkConfig({ settings, notices, origins }: Loaded): Promise<string> {
  const { tlsCert, tlsKey, passwordFile, authFile } = settings;
  if (tlsCert !== undefined && tlsKey !== undefined) await loadMaterial(tlsCert, tlsKey);
  for (const file of [passwordFile, authFile]) if (file !== undefined) readText(file);
  const lines = optionKeys.flatMap((key) => {
    const value = settings[key];
    if (value === undefined) return [];
    return [`${key}: ${JSON.stringify(value)} # ${origins.get(key) ?? 'default'}`];
  });
  return [...notices.map((notice) => `# ${notice}`), ...lines, ''].join('\n');
}
