import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { isPreset, presets, presetText } from '../../presets.js';
import { CommandError, outputOption, reasonOf, show, type World } from '../output.js';

interface Options {
  readonly preset: string;
  readonly file: string;
  readonly output: string;
  readonly force?: true;
}

const list = Object.entries(presets)
  .map(([name, what]) => `  ${name.padEnd(30)}${what}`)
  .join('\n');

export const init = (program: Command, world: World): Command =>
  program
    .command('init')
    .description('Writes the document of a lab, to begin with.')
    .addOption(
      new Option('-p, --preset <name>', 'which lab').choices(Object.keys(presets)).default('hub-and-two-spokes'),
    )
    .option('-f, --file <file>', 'where to', 'lab.yaml')
    .option('--force', 'replace the file if it is there')
    .addOption(outputOption())
    .addHelpText('after', `\nPresets:\n${list}`)
    .action(({ preset, file, output, force }: Options) => {
      if (!isPreset(preset)) throw new CommandError(`there is no preset ${preset}`);
      try {
        writeFileSync(file, presetText(preset), { flag: force ? 'w' : 'wx' });
      } catch (error) {
        if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
        throw new CommandError(
          error.code === 'EEXIST'
            ? `${file} is there already: --force replaces it, --file names another`
            : `${file} cannot be written: ${reasonOf(String(error.code))}. --file names another`,
        );
      }
      const next = `See what it says, change what you like, and check it: lab validate --file ${file}`;
      show(world, output, `${file}: ${presets[preset]}.\n${next}`, { file, preset, what: presets[preset] });
    });
