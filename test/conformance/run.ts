/**
 * `scripts/conformance.sh FOLDER`: DMTF's tools, found in FOLDER, against an emulator that this starts over https.
 * Ends with status 1 where a mark is missed, and 2 where a tool could not be run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { environment, missingModules, python } from './python.js';
import { type Service, services } from './services.js';
import { type Counts, type Tool, tools } from './tools.js';

const usage = `Usage: scripts/conformance.sh FOLDER [--driver NAME]... [--tool NAME]... [--reports DIR] [--verbose]

Runs the conformance tools of DMTF against an emulator that it starts, in a network of its own that leads nowhere, and
prints what passed, was warned of and failed. The tools are not part of this project: FOLDER holds their repositories,
each under its own name (github.com/DMTF): Redfish-Protocol-Validator, Redfish-Service-Validator,
Redfish-Use-Case-Checkers, Redfish-Interop-Validator, python-redfish-library, Redfish-Tacklebox, and
Redfish-Publications for the schemas; for the interop profiles ironic (openstack) and HWMgmt-OCP-Profiles
(opencomputeproject); and the sources of Python modules that Debian has not: sseclient, jsonpath-ng, aenum.

  --driver NAME   ${Object.entries(services)
    .map(([name, { title }]) => `${name}: ${title}`)
    .join('; ')}. Default: both
  --tool NAME     ${Object.keys(tools).join(', ')}. Default: all
  --reports DIR   where the tools' own reports go (default: conformance-reports)
  --verbose       also print what the tools print`;

const fail = (message: string): never => {
  console.error(message);
  process.exit(2);
};

const chosen = <T>(what: string, names: readonly string[] | undefined, all: Readonly<Record<string, T>>) => {
  for (const name of names ?? [])
    if (!Object.hasOwn(all, name)) fail(`there is no ${what} ${name}: ${Object.keys(all).join(', ')}`);
  return Object.entries(all).filter(([name]) => names === undefined || names.includes(name));
};

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        driver: { type: 'string', multiple: true },
        tool: { type: 'string', multiple: true },
        reports: { type: 'string', default: 'conformance-reports' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
};

const { values, positionals } = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const [given, ...others] = positionals;
if (given === undefined || others.length > 0) fail(usage);
const folder = resolve(given ?? '');
const drivers = chosen('driver', values.driver, services);
const wanted = chosen('tool', values.tool, tools);

const lacking = wanted
  .flatMap(([, { needs }]) => needs)
  .map((path) => join(folder, path))
  .filter((path) => !existsSync(path));
const lackingModules = existsSync(python) ? await missingModules(folder) : ['apt-get install python3'];
if (lacking.length + lackingModules.length > 0)
  fail(['What is missing:', ...new Set(lacking), ...lackingModules].join('\n  '));

interface Outcome {
  readonly counts: Counts | undefined;
  readonly findings: readonly string[];
}

const runTool = async (tool: Tool, { emulator, inNetwork }: Service, reports: string): Promise<Outcome> => {
  await mkdir(reports, { recursive: true });
  const target = { url: emulator.httpsUrl, user: emulator.user, password: emulator.password, reports };
  const { cwd, argv } = await tool.command(folder, target);
  const [program = '', ...rest] = ['setpriv', '--pdeathsig', 'KILL', ...inNetwork, python, ...argv];
  const child = spawn(program, rest, { cwd, env: environment(folder), stdio: ['ignore', 'pipe', 'pipe'] });
  if (values.verbose) {
    child.stdout.pipe(process.stdout);
    child.stderr.pipe(process.stderr);
  }
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const counts = tool.counts(out);
  const findings = counts ? await tool.findings(target, `${out}\n${err}`) : [`${out}\n${err}`.trim().slice(-2000)];
  return { counts, findings };
};

const holds = ({ mark }: Tool, { warn, fail: failed }: Counts): boolean =>
  mark === undefined || (warn <= mark.warn && failed <= mark.fail);

let status = 0;
for (const [driver, { title, start }] of drivers) {
  console.log(`\n${title} (${driver})`);
  for (const [name, tool] of wanted) {
    // A service of its own for each: none finds what another has left behind.
    const service = await start();
    const reports = resolve(values.reports, `${driver}-${name}-${Date.now()}`);
    const began = Date.now();
    const { counts, findings } = await runTool(tool, service, reports).finally(() => service.stop());
    const seconds = Math.round((Date.now() - began) / 1000);
    if (counts === undefined) {
      status = 2;
      console.log(`  BROKEN  ${tool.title}: it printed no result\n${findings.join('\n')}`);
      continue;
    }
    const good = holds(tool, counts);
    const word = tool.mark === undefined ? 'report' : good ? 'ok    ' : 'MISSED';
    const { pass, warn, fail: failed, notTested } = counts;
    console.log(
      `  ${word}  ${tool.title}: ${pass} PASS, ${warn} WARN, ${failed} FAIL, ${notTested} not tested (${seconds} s)`,
    );
    if (warn + failed > 0) {
      for (const line of findings.slice(0, 40)) console.log(`          ${line}`);
      console.log(`          reports: ${reports}`);
    }
    if (!good && status === 0) status = 1;
  }
}
process.exit(status);
