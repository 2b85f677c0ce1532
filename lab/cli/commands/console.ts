import type { Command } from 'commander';
import { DomainConsoleFlags, isLibvirtError } from '../../../src/libvirt/index.js';
import { isOff } from '../../kinds/machine.js';
import { attach } from '../../operate/console.js';
import { placed } from '../../operate/machines.js';
import { machineNamed } from '../only.js';
import { CommandError, fileOption, openLab, type World } from '../output.js';
import { withMachines } from '../site.js';

interface Options {
  readonly file: string;
  readonly force?: true;
}

const farewells = {
  left: 'left the console',
  closed: 'the console is closed: the machine went off, or somebody else took it',
  stopped: 'left the console',
} as const;

export const consoleOf = (program: Command, world: World): Command =>
  program
    .command('console')
    .description('Attaches this terminal to the serial console of a machine. Ctrl-] leaves it.')
    .argument('<machine>', 'its name (etl4-master-0), or cluster/etl4/master-0')
    .option('--force', 'take it from whoever has it')
    .addOption(fileOption())
    .action(async (name: string, { file, force }: Options) => {
      const { lab } = openLab(file);
      const machine = machineNamed(lab, name);
      const { terminal } = world;
      if (terminal === undefined)
        throw new CommandError('a console needs a terminal: standard input and output are none');
      await withMachines(lab, async (site) => {
        for (const { found } of placed(await site.survey(), [machine])) {
          if (isOff(found))
            throw new CommandError(
              `${machine.name} is off: lab start --only cluster/${machine.cluster}/${machine.name}`,
            );
          // SAFE: a hypervisor that cannot tell whether somebody has it refuses.
          const flags = DomainConsoleFlags.SAFE | (force ? DomainConsoleFlags.FORCE : 0);
          const line = await found.domain.openConsole(undefined, flags).catch((error: unknown) => {
            if (isLibvirtError(error, 'OPERATION_FAILED') && !force)
              throw new CommandError(`${machine.name}: somebody has its console (${error.message}): --force takes it`);
            if (isLibvirtError(error)) throw new CommandError(`${machine.name}: ${error.message}`);
            throw error;
          });
          world.complain(`console of ${machine.name}: Ctrl-] leaves it`);
          const ended = await attach(line, terminal, world.signal).catch((error: unknown) => {
            // libvirt ends the line of who loses it with an error.
            if (isLibvirtError(error)) throw new CommandError(`${farewells.closed} (${error.message})`);
            throw error;
          });
          world.complain(farewells[ended]);
        }
      });
    });
