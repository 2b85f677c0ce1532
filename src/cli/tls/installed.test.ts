import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { selfSigned } from '../../tls/self-signed.js';
import { install, installedMaterial } from './installed.js';

const now = new Date('2026-06-01T00:00:00Z');
const made = () => selfSigned({ names: ['bmc.example'], from: now, days: 30 });
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'installed-'));
});
afterEach(() => rm(dir, { recursive: true }));

it('keeps a certificate with its key, for its owner alone to read', async () => {
  const { cert, key } = made();
  expect(await install(join(dir, 'tls'), cert + key, now)).toBeUndefined();
  expect(await installedMaterial(join(dir, 'tls'))).toEqual({ cert: cert + key, key: cert + key });
  expect((await stat(join(dir, 'tls', 'installed.pem'))).mode & 0o777).toBe(0o600);
});

it('refuses what cannot serve, says why, and keeps what was there', async () => {
  const good = made();
  await install(dir, good.cert + good.key, now);
  const expired = new Date(now.getTime() + 31 * 86_400_000);
  const other = made();
  for (const [pem, at, reason] of [
    ['no PEM', now, /not a certificate/],
    [other.cert, now, /private key/],
    [other.cert + good.key, now, /private key/],
    [other.cert + other.key, expired, /expired/],
  ] as const) {
    expect(await install(dir, pem, at)).toMatch(reason);
    expect((await installedMaterial(dir))?.cert).toBe(good.cert + good.key);
  }
});

it('is passed over where it was damaged', async () => {
  await writeFile(join(dir, 'installed.pem'), made().cert.slice(0, 200));
  expect(await installedMaterial(dir)).toBeUndefined();
});
