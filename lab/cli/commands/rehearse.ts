import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OpenSite } from '../../kinds/site.js';
import { rehearse as rehearseAll } from '../../rehearse/later.js';
import type { StepResult } from '../../rehearse/steps.js';
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
import { rehearsalJson, rehearsalText, stepLine } from '../rehearsal.js';
import { withLockedSite } from '../site.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly stateDir: string;
  readonly port: number;
  readonly timeout: number;
  readonly kernel?: string;
  readonly only?: readonly Selection[];
}

const whole =
  (highest: number, unit: string) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < 1 || value > highest)
      throw new InvalidArgumentError(`It is ${unit} from 1 to ${highest}.`);
    return value;
  };

export const rehearse = (program: Command, world: World): Command =>
  program
    .command('rehearse')
    .description(
      'Does with a small image what an installation will do: over Redfish from a virtual CD, by DHCP, DNS and the load ' +
        'balancer, onto the disk and back from there. Machines have to be off; everything is put back.',
    )
    .addOption(onlyMachinesOption())
    .addOption(
      new Option('--timeout <seconds>', 'for a machine to report after power on, and for each step')
        .argParser(whole(3600, 'seconds'))
        .default(600),
    )
    .addOption(
      new Option('--port <number>', 'where machines report, on the gateways of their networks')
        .argParser(whole(65535, 'a port'))
        .default(8079),
    )
    .option('--kernel <file>', 'vmlinuz-<version> to boot them with; without, one of /boot')
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async (options: Options) => {
      const { file, output, only, port, timeout, kernel } = options;
      const { lab, warnings } = openLab(file);
      for (const warning of warnings) world.complain(warning);
      const machines = selectedMachines(lab, only);
      const width = Math.max(0, ...machines.map(({ name }) => name.length));
      const waiting = new Map(machines.map(({ name }) => [name, 'insert']));
      const tell = (text: string): void => (output === 'json' ? undefined : world.print(text));
      const onStep = (result: StepResult): void => {
        tell(stepLine(result, width));
        if (result.step === 'off') waiting.delete(result.machine);
        else waiting.set(result.machine, `after ${result.step}`);
        world.redraw?.([...waiting].map(([name, step]) => `${name} ${step}`).join(', '));
      };
      const work = async (site: OpenSite): Promise<void> => {
        const rehearsal = await rehearseAll(site, machines, {
          port,
          timeout: timeout * 1000,
          ...(kernel !== undefined && { kernel }),
          ...(world.signal && { signal: world.signal }),
          onNote: (text) => tell(`${text} ...`),
          onStep,
        });
        world.redraw?.('');
        show(world, output, rehearsalText(lab.name, rehearsal), rehearsalJson(lab.name, rehearsal));
        const { left, stopped, results } = rehearsal;
        if (left.length > 0)
          throw new CommandError(
            `not everything could be put back; the next rehearsal tries again:\n${left.join('\n')}`,
          );
        if (stopped) throw new CommandError('stopped, and everything put back');
        if (results.some(({ result }) => result === 'fail')) throw new CommandError('', exitCodes.differs);
      };
      await withLockedSite(lab, 'lab rehearse', work, options.stateDir);
    });
