import { type Command, InvalidArgumentError, Option } from 'commander';
import { run } from '../../host/run.js';
import type { Site } from '../../kinds/site.js';
import { servicesOf } from '../../services/services.js';
import type { LoadedLab } from '../../spec/load.js';
import { type Phase, phases, type Subject } from '../../verify/probe.js';
import { probes } from '../../verify/probes.js';
import { senses } from '../../verify/senses.js';
import { type Finding, verify as verifyAll } from '../../verify/verify.js';
import { findingsJson, findingsText } from '../findings.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import {
  CommandError,
  exitCodes,
  fileOption,
  openLab,
  outputOption,
  show,
  stateDirOption,
  type World,
} from '../output.js';
import { withSite } from '../site.js';
import { renderings } from './render.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly stateDir: string;
  readonly phase: Phase;
  readonly timeout: number;
  readonly only?: readonly Selection[];
  readonly manifests?: string;
  readonly configureHost?: true;
}

const seconds = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError('It is a number of seconds, up to 600.');
  return value;
};

const subjectOf = (loaded: LoadedLab, site: Site, { file, only, manifests, stateDir }: Options): Subject => {
  const { lab } = loaded;
  const machines = selectedMachines(lab, only);
  const clusters = lab.clusters.filter(
    ({ name }) => only === undefined || only.some(({ cluster }) => cluster === name),
  );
  const names = clusters.map(({ name }) => name);
  return {
    lab,
    site,
    clusters,
    machines,
    services: servicesOf(lab, site.host),
    senses,
    ...(manifests !== undefined && {
      manifests: {
        dir: manifests,
        renderings: renderings(file, stateDir, loaded, only && names),
        isStale: (scope) => names.some((name) => scope === `cluster/${name}`),
      },
    }),
  };
};

/** Each command once, in order. What went wrong is told, and the rest done all the same. */
const configure = async (
  world: World,
  findings: readonly Finding[],
  tell: (text: string) => void,
): Promise<boolean> => {
  const commands = new Map(findings.flatMap((one) => one.commands ?? []).map((argv) => [argv.join(' '), argv]));
  for (const [text, argv] of commands)
    try {
      await run(argv, world.signal);
      tell(`done    ${text}`);
    } catch (error) {
      world.complain(error instanceof Error ? error.message : String(error));
    }
  return commands.size > 0;
};

export const verify = (program: Command, world: World): Command =>
  program
    .command('verify')
    .description(
      'Looks whether everything that an installation needs works, and tells what to do where not. Changes nothing.',
    )
    .addOption(onlyMachinesOption())
    .addOption(
      new Option('--phase <phase>', 'how far the lab is; later probes are left out')
        .choices(phases)
        .default('machines'),
    )
    .option('--manifests <dir>', 'a directory of lab render, to be compared with what it would be now')
    .option('--configure-host', 'do what firewalld and SELinux of this host need, and look again')
    .addOption(new Option('--timeout <seconds>', 'for each probe').argParser(seconds).default(5))
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async (options: Options) => {
      const { file, output, phase, only, timeout, configureHost } = options;
      const loaded = openLab(file);
      const { lab, warnings } = loaded;
      for (const warning of warnings) world.complain(warning);
      selectedMachines(lab, only);
      const onProgress = (waiting: readonly string[], all: number): void =>
        world.redraw?.(
          waiting.length === 0 ? '' : `${all - waiting.length} of ${all}: ${waiting.slice(0, 6).join(', ')}`,
        );
      await withSite(lab, options.stateDir, async (site) => {
        const look = async (): Promise<readonly Finding[]> =>
          verifyAll(probes, subjectOf(loaded, await site.survey(), options), {
            phase,
            partial: only !== undefined,
            limit: timeout * 1000,
            ...(world.signal && { signal: world.signal }),
            onProgress,
          });
        let findings = await look();
        const tell = (text: string): void => (output === 'json' ? undefined : world.print(text));
        if (configureHost && (await configure(world, findings, tell))) findings = await look();
        if (world.signal?.aborted) throw new CommandError('stopped before everything was seen');
        show(world, output, findingsText(lab.name, findings), findingsJson(lab.name, phase, findings));
        if (findings.some(({ result }) => result === 'fail')) throw new CommandError('', exitCodes.differs);
      });
    });
