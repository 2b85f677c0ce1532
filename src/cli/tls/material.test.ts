import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../tls/self-signed.js';
import { ConfigError } from '../config/error.js';
import { loadMaterial, ownMaterial, ownNames } from './material.js';

const now = new Date('2026-06-01T00:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tls-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('ownMaterial', () => {
  it('makes a certificate once, for its owner alone to read', async () => {
    const first = await ownMaterial(join(dir, 'a', 'b'), ['localhost'], now);
    const second = await ownMaterial(join(dir, 'a', 'b'), ['localhost'], later(300));
    expect([first.fresh, second.fresh]).toEqual([true, false]);
    expect(second.material).toEqual(first.material);
    expect((await stat(join(dir, 'a', 'b', 'tls.pem'))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dir, 'a', 'b'))).toEqual(['tls.pem']);
  });

  it('makes a new one a month before the end, for further names, and in place of a broken one', async () => {
    const first = await ownMaterial(dir, ['localhost'], now);
    const renewed = await ownMaterial(dir, ['localhost'], first.renewAt);
    expect(renewed.fresh).toBe(true);
    expect((await ownMaterial(dir, ['localhost', '192.0.2.1'], now)).fresh).toBe(true);
    await writeFile(join(dir, 'tls.pem'), (await readFile(join(dir, 'tls.pem'), 'utf8')).slice(0, 300));
    const repaired = await ownMaterial(dir, ['localhost'], now);
    expect(repaired.fresh).toBe(true);
    expect(new X509Certificate(repaired.material.cert).checkHost('localhost')).toBe('localhost');
  });
});

describe('loadMaterial', () => {
  it('takes a pair, and names both files where they are none', async () => {
    const pair = selfSigned({ names: ['a.example'], from: now, days: 1 });
    await writeFile(join(dir, 'cert'), pair.cert);
    await writeFile(join(dir, 'key'), pair.key);
    await writeFile(join(dir, 'other'), selfSigned({ names: ['a.example'], from: now, days: 1 }).key);
    expect(await loadMaterial(join(dir, 'cert'), join(dir, 'key'))).toEqual(pair);
    for (const key of ['other', 'cert', 'absent']) {
      const attempt = loadMaterial(join(dir, 'cert'), join(dir, key));
      await expect(attempt).rejects.toThrow(ConfigError);
      await expect(attempt).rejects.toThrow(join(dir, key));
    }
  });
});

describe('ownNames', () => {
  it('has the address listened on, or all addresses', () => {
    expect(ownNames('192.0.2.7')).toContain('192.0.2.7');
    expect(ownNames('::')).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', '::1']));
    expect(ownNames('::')).not.toContain('::');
  });
});
