import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { optionsMarkdown } from './document.js';
import { fromEnvironment } from './environment.js';
import { ConfigError } from './error.js';
import { fromYaml } from './file.js';
import { environmentOf, optionKeys, optionOf } from './options.js';
import { resolveSettings } from './resolve.js';
import { configSchema } from './schema.js';

const file = (text: string) => fromYaml(text, '/etc/emu/emu.yaml');
const environment = (variables: Record<string, string>) => fromEnvironment(variables, '/work dir');

function problems(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the table of options', () => {
  it('has defaults that its own schema takes', () => {
    const given = optionKeys.flatMap((key) => {
      const raw = optionOf(key).default;
      return raw === undefined ? [] : [{ key, raw, where: () => key, base: '/' }];
    });
    expect(resolveSettings([given])).toEqual(resolveSettings([]));
  });

  it('is what the committed schema and documentation say', () => {
    expect(JSON.parse(readFileSync('schemas/config.schema.json', 'utf8'))).toEqual(configSchema());
    // The formatter lines up the tables.
    const bare = (text: string) => text.replace(/[ -]+/g, ' ');
    expect(bare(readFileSync('docs/configuration.md', 'utf8'))).toContain(bare(optionsMarkdown()));
  });
});

describe('resolveSettings', () => {
  it('prefers the earlier source, option by option, lists as a whole', () => {
    const settings = resolveSettings([
      environment({ REDFISH_EMU_PORT: '9000', REDFISH_EMU_URI: 'qemu:///session' }),
      file('port: 9001\nuri: [qemu:///system, test:///default]\nallowHttp: true'),
    ]);
    expect(settings).toMatchObject({ port: 9000, uri: ['qemu:///session'], allowHttp: true, listen: '127.0.0.1' });
  });

  it('turns times into seconds, sizes into bytes, and paths absolute from where they were written', () => {
    const settings = resolveSettings([
      environment({
        REDFISH_EMU_TLS_KEY: 'key.pem',
        REDFISH_EMU_SESSION_TIMEOUT: '90',
        REDFISH_EMU_CACHE_SIZE: '1024',
      }),
      file('tlsCert: cert.pem\npowerDelay: 250ms\ncacheAge: 7d\nimageMaxSize: 1.5GiB\nimageDir: images'),
    ]);
    expect(settings).toMatchObject({
      tlsKey: '/work dir/key.pem',
      tlsCert: '/etc/emu/cert.pem',
      sessionTimeout: 90,
      cacheSize: 1024,
      powerDelay: 0.25,
      cacheAge: 604_800,
      imageMaxSize: 1_610_612_736,
      imageDir: ['/etc/emu/images'],
    });
  });

  it.each<[string, string[]]>([
    ['port: eight', ['/etc/emu/emu.yaml:1:7: port: expected a whole number from 0 to 65535, found "eight"']],
    ['# ours\nport: 70000', ['/etc/emu/emu.yaml:2:7: port: expected a whole number from 0 to 65535, found 70000']],
    ['noAuth: "false"', ['/etc/emu/emu.yaml:1:9: noAuth: expected true or false, found "false"']],
    ['noAuth:', ['/etc/emu/emu.yaml:1:8: noAuth: expected true or false, found null']],
    ['driver: kvm', ['/etc/emu/emu.yaml:1:9: driver: expected one of auto, libvirt, memory, found "kvm"']],
    [
      'uri:\n  - qemu:///system\n  - 7',
      ['/etc/emu/emu.yaml:3:5: uri: expected a libvirt URI such as qemu:///system, or a list of such, found 7'],
    ],
    [
      'port: x\npowerDelay: soon',
      [
        '/etc/emu/emu.yaml:1:7: port: expected a whole number from 0 to 65535, found "x"',
        '/etc/emu/emu.yaml:2:13: powerDelay: expected a time such as 500ms, 30s, 15m, 2h, 7d, or a number of seconds, found "soon"',
      ],
    ],
    ['prot: 1', ['/etc/emu/emu.yaml:1:1: unknown key "prot"; did you mean "port"?']],
    ['tls-cert: x', ['/etc/emu/emu.yaml:1:1: unknown key "tls-cert"; did you mean "tlsCert"?']],
    ['colour: blue', ['/etc/emu/emu.yaml:1:1: unknown key "colour"']],
    ['- port', ['/etc/emu/emu.yaml:1:1: expected "key: value" lines, found ["port"]']],
    ['port: 1\nport: 2', ['/etc/emu/emu.yaml:2:1: not YAML: Map keys must be unique']],
  ])('says where %j is wrong', (text, expected) => {
    expect(problems(() => resolveSettings([file(text)]))).toEqual(expected);
  });

  it('takes an empty file, or one of comments, for no settings', () => {
    expect([file(''), file('# nothing\n'), file('---\n')]).toEqual([[], [], []]);
  });

  it('reports a wrong value also where an earlier source overrides it', () => {
    expect(problems(() => resolveSettings([environment({ REDFISH_EMU_PORT: '1' }), file('port: x')]))).toHaveLength(1);
  });
});

describe('fromEnvironment', () => {
  it('has a variable for every option', () => {
    const variables = Object.fromEntries(optionKeys.map((key) => [environmentOf(key), 'x']));
    expect(environment(variables).map(({ key }) => key)).toEqual(optionKeys);
  });

  it.each<[string, boolean]>([
    ['true', true],
    ['YES', true],
    ['1', true],
    ['false', false],
    ['No', false],
    ['0', false],
  ])('reads %s as %s', (text, value) => {
    expect(resolveSettings([environment({ REDFISH_EMU_NO_AUTH: text })]).noAuth).toBe(value);
  });

  it('never takes an odd word for true', () => {
    expect(problems(() => resolveSettings([environment({ REDFISH_EMU_NO_AUTH: 'False!' })]))).toEqual([
      'REDFISH_EMU_NO_AUTH: expected true or false, found "False!"',
    ]);
  });

  it('splits lists at commas, and takes empty variables for unset ones', () => {
    const given = environment({
      REDFISH_EMU_IMAGE_ALLOW: 'a.example, 192.0.2.0/24,',
      REDFISH_EMU_LISTEN: '',
      PATH: '/',
    });
    expect(given.map(({ raw }) => raw)).toEqual([['a.example', '192.0.2.0/24']]);
  });

  it('refuses a variable of our prefix that is no option', () => {
    expect(problems(() => environment({ REDFISH_EMU_PROT: '1' }))).toEqual([
      'environment: no option REDFISH_EMU_PROT; did you mean REDFISH_EMU_PORT?',
    ]);
  });
});
