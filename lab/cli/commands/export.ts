import { type Command, Option } from 'commander';
import { bindText } from '../../dns/bind.js';
import { dnsmasqConf } from '../../dns/dnsmasq.js';
import { type DnsFormat, dnsFiles, dnsFormats, dnsScope } from '../../dns/files.js';
import { hostsFile } from '../../dns/hosts.js';
import { type DnsView, dnsDomains, dnsRecords } from '../../dns/records.js';
import type { Lab } from '../../spec/types.js';
import { into } from '../directory.js';
import { CommandError, fileOption, openLab, outputOption, show, type World } from '../output.js';

const texts: Readonly<Record<DnsFormat, (lab: Lab, view: DnsView) => string>> = {
  hosts: hostsFile,
  dnsmasq: dnsmasqConf,
  bind: bindText,
};

interface Options {
  readonly file: string;
  readonly output: string;
  readonly format: DnsFormat;
  readonly to?: string;
  readonly check?: boolean;
  readonly view: DnsView;
}

export const exportNames = (program: Command, world: World): Command => {
  const group = program.command('export').description('Prints what other services need to know of a lab.');
  const dns = group
    .command('dns')
    .description('Prints the names of a lab, for another resolver.')
    .addOption(fileOption())
    .addOption(new Option('--format <format>', 'whose').choices(dnsFormats).default('hosts'))
    .addOption(
      new Option(
        '--view <view>',
        "inside: the lab's own addresses; outside: the load balancer's, for machines that reach nothing else",
      )
        .choices(['inside', 'outside'])
        .default('inside'),
    )
    .option('--to <dir>', "write files into a directory of lab's own, rather than print")
    .option('--check', 'with --to: write nothing; end with 2 where the directory differs')
    .addOption(outputOption())
    .action(({ file, output, format, view, to, check = false }: Options) => {
      const { lab } = openLab(file);
      if (to !== undefined) {
        const files = dnsFiles(lab, format, view);
        return into(to, { lab: lab.name, files, isStale: (scope) => scope === dnsScope, check, output }, world);
      }
      if (check) throw new CommandError('--check compares a directory: --to names it');
      const records = { lab: lab.name, domains: dnsDomains(lab), records: dnsRecords(lab, view) };
      show(world, output, texts[format](lab, view).trimEnd(), records);
    });
  dns.copyInheritedSettings(program);
  return group;
};
