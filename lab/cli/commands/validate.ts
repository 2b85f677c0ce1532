import type { Command } from 'commander';
import { SpecError } from '../../spec/problem.js';
import { writeSize } from '../../spec/sizes.js';
import type { Lab } from '../../spec/types.js';
import { CommandError, fileOption, openLab, outputOption, show, type World } from '../output.js';

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const summary = (file: string, { name, machines, clusters, networks }: Lab): string => {
  const total = (of: (machine: Lab['machines'][number]) => number) => machines.reduce((sum, one) => sum + of(one), 0);
  const needs = [
    count(
      total(({ vcpus }) => vcpus),
      'vCPU',
    ),
    `${writeSize(total(({ memory }) => memory))} of memory`,
    `${writeSize(total(({ disks }) => disks.reduce((sum, { size }) => sum + size, 0)))} of disk`,
  ];
  const things = [
    count(machines.length, 'machine'),
    count(clusters.length, 'cluster'),
    count(networks.length, 'network'),
  ];
  return `${file}: lab ${name} can be planned: ${things.join(', ')}; ${needs.join(', ')}.`;
};

/** Addresses as numbers are not JSON's, and nobody needs them there. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? undefined : value);

/** Who asked for JSON gets what is wrong as JSON, too. */
const opened = (file: string, output: string, world: World) => {
  try {
    return openLab(file);
  } catch (error) {
    if (output !== 'json' || !(error instanceof SpecError)) throw error;
    world.print(JSON.stringify({ valid: false, problems: error.message.split('\n') }, undefined, 2));
    throw new CommandError('');
  }
};

export const validate = (program: Command, world: World): Command =>
  program
    .command('validate')
    .description('Checks the document of a lab, and touches nothing.')
    .addOption(fileOption())
    .addOption(outputOption())
    .action(({ file, output }: { file: string; output: string }) => {
      const { lab, warnings } = opened(file, output, world);
      for (const warning of warnings) world.complain(warning);
      show(world, output, summary(file, lab), { valid: true, warnings, lab: JSON.parse(JSON.stringify(lab, plain)) });
    });
