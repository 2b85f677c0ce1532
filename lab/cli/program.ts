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

/** Of a command line that may not be one. */
const asksForJson = (args: readonly string[]): boolean =>
  args.some(
    (one, index) =>
      one === '-ojson' || one === '--output=json' || (one === 'json' && /^(-o|--output)$/.test(args[index - 1] ?? '')),
  );

/** What a person can do something about, in their words. A defect of the program's own comes with its stack. */
const told = (error: unknown): string => {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  if (error instanceof CommandError || error instanceof SpecError) return error.message;
  // The system refuses: no such file, no such right.
  if (error instanceof Error && 'syscall' in error) return error.message;
  throw error;
};

/**
 * Runs one command line, without the program's own name. Prints and ends through `world` alone. Who asked for JSON finds
 * JSON on the output however it ended: of an error that has no form of its own `{ "error": "..." }`.
 */
export const runLab = async (args: readonly string[], world: World): Promise<void> => {
  let printed = false;
  const print = (text: string): void => {
    printed = true;
    world.print(text);
  };
  try {
    await createProgram({ ...world, print }).parseAsync(args, { from: 'user' });
    world.end(exitCodes.good);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return world.end(exitCodes.good);
    const reason = told(error);
    if (asksForJson(args) && !printed && reason !== '') print(JSON.stringify({ error: reason }, undefined, 2));
    // Commander has said it, with what to do.
    if (reason !== '' && !(error instanceof CommanderError)) world.complain(reason);
    world.end(error instanceof CommandError ? error.code : exitCodes.error);
  }
};
