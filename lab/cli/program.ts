import { Command, CommanderError } from 'commander';
import { version } from '../../src/package.js';
import { SpecError } from '../spec/problem.js';
import { adopt } from './commands/adopt.js';
import { consoleOf } from './commands/console.js';
import { create } from './commands/create.js';
import { destroy } from './commands/destroy.js';
import { exportNames } from './commands/export.js';
import { init } from './commands/init.js';
import { plan } from './commands/plan.js';
import { start, stop } from './commands/power.js';
import { rehearse } from './commands/rehearse.js';
import { render } from './commands/render.js';
import { snapshot } from './commands/snapshot.js';
import { status } from './commands/status.js';
import { validate } from './commands/validate.js';
import { verify } from './commands/verify.js';
import { CommandError, exitCodes, type World } from './output.js';

const commands = [
  init,
  validate,
  plan,
  create,
  adopt,
  status,
  verify,
  rehearse,
  start,
  stop,
  snapshot,
  consoleOf,
  render,
  exportNames,
  destroy,
];

const createProgram = (world: World): Command => {
  const program = new Command('lab')
    .description(
      'Stands up a lab of libvirt machines for bare-metal installations.\n\n' +
        'lab init writes a document to begin with, lab plan lists what would be done, lab create does it.\n' +
        'To serve machines that exist already over Redfish, use `redfish-emu serve`.',
    )
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.print(text.trimEnd()),
      writeErr: (text) => world.complain(text.trimEnd()),
    })
    .showHelpAfterError('(lab --help tells what there is)');
  for (const command of commands) command(program, world).copyInheritedSettings(program);
  return program;
};

/** Runs one command line, without the program's own name. Prints and ends through `world` alone. */
export const runLab = async (args: readonly string[], world: World): Promise<void> => {
  try {
    await createProgram(world).parseAsync(args, { from: 'user' });
    world.end(exitCodes.good);
  } catch (error) {
    if (error instanceof CommanderError) return world.end(error.exitCode === 0 ? exitCodes.good : exitCodes.error);
    if (!(error instanceof CommandError || error instanceof SpecError)) throw error;
    if (error.message !== '') world.complain(error.message);
    world.end(error instanceof CommandError ? error.code : exitCodes.error);
  }
};
