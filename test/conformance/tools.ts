/** DMTF's tools: how each is run, and what its output says. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where to test, and where to write. */
export interface Target {
  /** `https://127.0.0.1:port`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** A directory of this run's own. */
  readonly reports: string;
}

export interface Counts {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly notTested: number;
}

export interface Tool {
  readonly title: string;
  /** In the tools' folder; several where one builds on another. */
  readonly needs: readonly string[];
  /** The most warnings and failures that are good; undefined: it is reported, and is no mark. */
  readonly mark?: { readonly warn: number; readonly fail: number };
  /** The command line, from the folder in which it runs. */
  readonly command: (
    folder: string,
    target: Target,
  ) => Promise<{ readonly cwd: string; readonly argv: readonly string[] }>;
  readonly counts: (output: string) => Counts | undefined;
  /** What failed or was warned of, one line each, from the reports. */
  readonly findings: (target: Target, output: string) => Promise<readonly string[]>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
const plain = (text: string): string => text.replace(/\x1b\[[0-9;]*m/g, '');

const summary = (output: string): Counts | undefined => {
  const found = /PASS: (\d+), WARN: (\d+), FAIL: (\d+), NOT.TESTED: (\d+)/.exec(plain(output));
  return found ? countsOf(found.slice(1)) : undefined;
};

const countsOf = ([pass, warn, fail, notTested]: readonly (string | undefined)[]): Counts => ({
  pass: Number(pass),
  warn: Number(warn),
  fail: Number(fail),
  notTested: Number(notTested),
});

/** The text of every report whose name ends like this, wherever the tool put it. */
const reportsEnding = async ({ reports }: Target, ending: string): Promise<string> => {
  const names = await readdir(reports, { recursive: true });
  const texts = names.filter((name) => name.endsWith(ending)).map((name) => readFile(join(reports, name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
};

const linesWith = (text: string, wanted: RegExp): readonly string[] => [
  ...new Set(
    plain(text)
      .split('\n')
      .filter((line) => wanted.test(line))
      .map((line) => line.trim().slice(0, 400)),
  ),
];

const interop = (title: string, profile: string, mark?: Tool['mark']): Tool => ({
  title,
  needs: ['Redfish-Interop-Validator', profile],
  ...(mark && { mark }),
  command: async (folder, { url, user, password, reports }) => ({
    cwd: join(folder, 'Redfish-Interop-Validator'),
    argv: [
      ...['RedfishInteropValidator.py', '--ip', url, '-u', user, '-p', password, '--authtype', 'Session'],
      ...['--logdir', reports, '--no_online_profiles', '--required_profiles_dir', join(folder, profile, '..')],
      join(folder, profile),
    ],
  }),
  counts: (output) => {
    const count = (label: string) => new RegExp(`\\| ${label} +\\| +(\\d+) \\|`).exec(plain(output))?.[1];
    const found = ['Pass', 'Warning', 'Fail', 'Not Tested'].map(count);
    return found.some((one) => one === undefined) ? undefined : countsOf(found);
  },
  findings: async (target) => linesWith(await reportsEnding(target, '.txt'), /^(ERROR|WARNING) - /),
});

export const tools: Readonly<Record<string, Tool>> = {
  protocol: {
    title: 'Protocol Validator',
    needs: ['Redfish-Protocol-Validator'],
    mark: { warn: 0, fail: 0 },
    command: async (folder, { url, user, password, reports }) => {
      // A copy with the tests of server-sent events switched on, which version 1.2.9 has but leaves out.
      const copy = join(reports, 'tool');
      await cp(join(folder, 'Redfish-Protocol-Validator'), copy, { recursive: true });
      const resources = join(copy, 'redfish_protocol_validator/resources.py');
      const source = await readFile(resources, 'utf8');
      await writeFile(resources, source.replace(/#\s*(uri = data\.get\('ServerSentEventUri'\))\n\s*uri = None/, '$1'));
      return {
        cwd: copy,
        argv: [
          ...['rf_protocol_validator.py', '--rhost', url, '--user', user, '--password', password],
          ...['--no-cert-check', '--report-dir', reports, '--report-type', 'tsv'],
        ],
      };
    },
    counts: summary,
    findings: async (target) => linesWith(await reportsEnding(target, '.tsv'), /\t(FAIL|WARN)\t|^(FAIL|WARN)\t/),
  },
  service: {
    title: 'Service Validator',
    needs: ['Redfish-Service-Validator', 'Redfish-Publications/csdl'],
    mark: { warn: 0, fail: 0 },
    command: async (folder, { url, user, password, reports }) => {
      const schemas = join(reports, 'schemas');
      await mkdir(schemas);
      await cp(join(folder, 'Redfish-Publications/csdl'), schemas, { recursive: true });
      return {
        cwd: join(folder, 'Redfish-Service-Validator'),
        argv: [
          ...['RedfishServiceValidator.py', '--rhost', url, '--user', user, '--password', password],
          ...['--logdir', reports, '--schema_directory', schemas, '--skipschema'],
        ],
      };
    },
    counts: (output) => {
      const row = /\| +(\d+) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\|/.exec(plain(output));
      return row ? countsOf(row.slice(1)) : undefined;
    },
    findings: async (target) => linesWith(await reportsEnding(target, '.log'), / - (ERROR|WARNING|CRITICAL) - /),
  },
  'use-case': {
    title: 'Use Case Checkers',
    needs: ['Redfish-Use-Case-Checkers', 'Redfish-Tacklebox', 'python-redfish-library'],
    mark: { warn: Number.POSITIVE_INFINITY, fail: 0 },
    command: async (folder, { url, user, password, reports }) => ({
      cwd: join(folder, 'Redfish-Use-Case-Checkers'),
      argv: [
        ...['rf_use_case_checkers.py', '--rhost', url, '--user', user, '--password', password],
        ...['--report-dir', reports],
      ],
    }),
    counts: summary,
    findings: async (target, output) =>
      linesWith(`${output}\n${await reportsEnding(target, '.log')}`, /\b(FAIL|WARN|ERROR|WARNING)\b(?!:)/),
  },
  ironic: interop('Interop, OpenStack Ironic', 'ironic/redfish-interop-profiles/OpenStackIronicProfile.v1_2_0.json', {
    warn: Number.POSITIVE_INFINITY,
    fail: 0,
  }),
  'ocp-baseline': interop('Interop, OCP baseline', 'HWMgmt-OCP-Profiles/OCPBaselineHardwareManagement.v1_1_0.json'),
  'ocp-server': interop('Interop, OCP server', 'HWMgmt-OCP-Profiles/OCPServerHardwareManagement.v1_0_0.json'),
};
