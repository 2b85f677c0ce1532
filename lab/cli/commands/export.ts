import { type Command, Option } from 'commander';
import { bindText } from '../../dns/bind.js';
import { dnsmasqConf } from '../../dns/dnsmasq.js';
import { hostsFile } from '../../dns/hosts.js';
import { type DnsView, dnsDomains, dnsRecords } from '../../dns/records.js';
import type { Lab } from '../../spec/types.js';
import { fileOption, openLab, outputOption, show, type World } from '../output.js';

const formats: Readonly<Record<string, (lab: Lab, view: DnsView) => string>> = {
  hosts: hostsFile,
  dnsmasq: dnsmasqConf,
  bind: bindText,
};

interface Options {
  readonly file: string;
  readonly output: string;
  readonly format: string;
  readonly view: DnsView;
}

export const exportNames = (program: Command, world: World): Command => {
  const group = program.command('export').description('Prints what other services need to know of a lab.');
  const dns = group
    .command('dns')
    .description('Prints the names of a lab, for another resolver.')
    .addOption(fileOption())
    .addOption(new Option('--format <format>', 'whose').choices(Object.keys(formats)).default('hosts'))
    .addOption(
      new Option(
        '--view <view>',
        "inside: the lab's own addresses; outside: the load balancer's, for machines that reach nothing else",
      )
        .choices(['inside', 'outside'])
        .default('inside'),
    )
    .addOption(outputOption())
    .action(({ file, output, format, view }: Options) => {
      const { lab } = openLab(file);
      const text = formats[format]?.(lab, view) ?? '';
      show(world, output, text.trimEnd(), { lab: lab.name, domains: dnsDomains(lab), records: dnsRecords(lab, view) });
    });
  dns.copyInheritedSettings(program);
  return group;
};
