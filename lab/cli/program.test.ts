import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { version } from '../../src/package.js';
import { runLab } from './program.js';

const dir = mkdtempSync(join(tmpdir(), 'lab-cli-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = join(dir, 'lab.yaml');

const lab = async (...args: readonly string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  let code: number | undefined;
  await runLab(args, {
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    end: (given) => {
      code = given;
    },
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

it('tells its version', async () => {
  expect(await lab('--version')).toEqual({ code: 0, out: version(), err: '' });
});

it('writes a preset that it then finds good, and replaces no file unasked', async () => {
  expect(await lab('init', '--preset', 'edge-sites', '--file', file)).toMatchObject({ code: 0 });
  const written = readFileSync(file, 'utf8');
  expect(written).toMatch(/^# yaml-language-server: \$schema=\/.*\/schemas\/lab.schema.json$/m);
  const again = await lab('init', '--file', file);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already: --force')]);
  expect(readFileSync(file, 'utf8')).toBe(written);
  const good = await lab('validate', '--file', file);
  expect([good.code, good.out]).toEqual([
    0,
    expect.stringContaining('lab edge can be planned: 8 machines, 4 clusters'),
  ]);
  const json = JSON.parse((await lab('validate', '--file', file, '-o', 'json')).out);
  expect(json).toMatchObject({ valid: true, lab: { name: 'edge' } });
  expect(json.lab.machines).toHaveLength(8);
});

it('tells all that is wrong, with file, line and remedy, as text and as JSON', async () => {
  const text = readFileSync(file, 'utf8').replace('role: single, flavor: single', 'role: sinle, flavour: single');
  writeFileSync(file, text);
  const told = await lab('validate', '--file', file);
  expect(told).toMatchObject({ code: 1, out: '' });
  expect(told.err.split('\n')).toHaveLength(3);
  expect(told.err).toMatch(/lab.yaml:\d+:\d+: clusters.site-2.nodes\[0\].flavour: .* Did you mean flavor\?/);
  const json = await lab('validate', '--file', file, '-o', 'json');
  expect(json).toMatchObject({ code: 1, err: '' });
  expect(JSON.parse(json.out)).toMatchObject({ valid: false, problems: expect.arrayContaining([expect.any(String)]) });
});

it('exports the names of a lab', async () => {
  const names = join(dir, 'names.yaml');
  await lab('init', '--file', names);
  const hosts = await lab('export', 'dns', '--file', names);
  expect(hosts).toMatchObject({ code: 0, out: expect.stringContaining('192.168.135.163 api.etl4.qe.lab.redhat.com') });
  const zones = join(dir, 'zones');
  const bind = ['export', 'dns', '--file', names, '--format', 'bind', '--to', zones] as const;
  expect(await lab(...bind)).toMatchObject({ code: 0, out: expect.stringContaining('new      named.conf') });
  expect(readFileSync(join(zones, 'db.etl4.qe.lab.redhat.com'), 'utf8')).toMatch(/^; lab ic4s20, dns: .*\n\$TTL 60\n/);
  // Manifests beside them are no concern of theirs, nor the other way round.
  await lab('render', '--file', names, '--to', zones);
  expect(await lab(...bind, '--check')).toMatchObject({ code: 0, out: `${zones}: 7 files as wanted.` });
  expect(await lab('render', '--file', names, '--to', zones, '--check')).toMatchObject({ code: 0 });
  expect(await lab('export', 'dns', '--file', names, '--check')).toMatchObject({ code: 1 });
  const outside = await lab('export', 'dns', '--file', names, '--view', 'outside', '-o', 'json');
  expect(JSON.parse(outside.out).records[0]).toMatchObject({ kind: 'api', addresses: ['10.8.3.197'] });
});

it.each([
  [['export', 'dns', '--format', 'djb'], /Allowed choices are hosts, dnsmasq, bind/],
  [['validate', '--file', join(dir, 'none.yaml')], /there is no .*none.yaml: lab init makes one/],
  [['validate', '--file', dir], /cannot be read: it is a directory/],
  [['init', '--file', dir, '--force'], /cannot be written: it is a directory/],
  [['init', '--file', join(dir, 'nowhere', 'lab.yaml')], /cannot be written: its directory is not there/],
  [['init', '--preset', 'moon'], /Allowed choices are/],
  [['valdate'], /unknown command 'valdate'/],
])('ends with an error, and says what to do: %j', async (args, message) => {
  const { code, err } = await lab(...args);
  expect([code, err]).toEqual([1, expect.stringMatching(message)]);
});

it.each([
  ['no such file', ['plan', '--file', 'nowhere.yaml'], 'there is no nowhere.yaml'],
  ['no such option', ['plan', '--bogus'], "unknown option '--bogus'"],
  ['no such command', ['bogus'], "unknown command 'bogus'"],
  ['no such cluster', ['status', '--only', 'etl4'], 'It has the form cluster/NAME'],
])('tells errors as JSON to who asked for it: %s', async (_, args, error) => {
  for (const form of [['-o', 'json'], ['-ojson'], ['--output', 'json'], ['--output=json']]) {
    const told = await lab(...args, ...form);
    expect(told.code).toBe(1);
    expect(JSON.parse(told.out)).toEqual({ error: expect.stringContaining(error) });
    expect(told.err).toContain(error);
  }
  expect((await lab(...args)).out).toBe('');
});

it('tells as JSON, too, what it wrote to begin with', async () => {
  const there = join(dir, 'json.yaml');
  const told = await lab('init', '--preset', 'regions', '--file', there, '-o', 'json');
  expect(JSON.parse(told.out)).toMatchObject({ file: there, preset: 'regions' });
});
