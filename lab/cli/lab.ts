#!/usr/bin/env node
/** `lab`: so far it only says what it will be. */
import { Command } from 'commander';

const program = new Command('lab')
  .description(
    'Stands up a lab of libvirt machines for bare-metal installations.\n\n' +
      'There is nothing but this help yet: no command of `lab` is built.\n' +
      'To serve machines that exist already over Redfish, use `redfish-emu serve`.',
  )
  .allowExcessArguments(false)
  .showHelpAfterError('(there is nothing but `lab --help` yet)')
  .action(() => program.help());

await program.parseAsync();
