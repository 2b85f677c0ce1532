/** The command line of `redfish-emu`. Reads nothing but what it is handed, prints nowhere else. */
import { Command, CommanderError } from 'commander';
import { version } from '../package.js';
import { checkConfig } from './check-config.js';
import { ConfigError } from './config/error.js';
import { addFlags, fromFlags } from './config/flags.js';
import { type Loaded, loadSettings } from './config/load.js';
import type { Host } from './host.js';
import { serve } from './serve/command.js';

/** docs/configuration.md, "Signals and exit status". */
export const exitStatus = { ok: 0, failed: 1, usage: 2 } as const;

/** Resolves to the exit status when everything is over. */
export async function run(host: Host): Promise<number> {
  let status: number = exitStatus.ok;
  const settingsOf = (command: Command): Loaded => loadSettings(fromFlags(command, host.cwd), host);
  const program = new Command('redfish-emu')
    .description('A Redfish BMC for libvirt machines.')
    .version(version(), '-V, --version')
    .showHelpAfterError('(redfish-emu --help tells more)')
    .configureOutput({ writeOut: host.print, writeErr: host.complain })
    .exitOverride();

  // Sub-commands inherit what was set above when they are made.
  addFlags(program.command('serve').description('Serve machines over Redfish.'))
    .addHelpText(
      'after',
      '\nEach option is also a key of the configuration file and a REDFISH_EMU_* variable; see docs/configuration.md.',
    )
    .allowExcessArguments(false)
    .action(async (_options: unknown, command: Command) => {
      status = await serve(settingsOf(command), host);
    });
  addFlags(program.command('check-config').description('Check the configuration that serve would use, and print it.'))
    .allowExcessArguments(false)
    .action(async (_options: unknown, command: Command) => {
      host.print(await checkConfig(settingsOf(command)));
    });

  try {
    await program.parseAsync([...host.arguments], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.ok : exitStatus.usage;
    if (!(error instanceof ConfigError)) throw error;
    host.complain(`${error.problems.map((problem) => `redfish-emu: ${problem}`).join('\n')}\n`);
    return exitStatus.usage;
  }
}
