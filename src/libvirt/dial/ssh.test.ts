import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { LibvirtError } from '../errors.js';
import { quote, remoteCommand, sshCommand } from './ssh.js';
import { parseUri } from './uri.js';

const command = (text: string, readOnly = false): string => remoteCommand(parseUri(text), readOnly);

describe('ssh transport', () => {
  it.each(["it's", '$(id)', 'a b', '"', '\\', "'; echo 'x", '*'])('quotes %j as one word', (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quote(text)}`]).toString()).toBe(text);
  });

  it('gives the other side’s shell a command that it can read, whatever the URI holds', () => {
    for (const uri of [
      "qemu+ssh://h/sys'tem",
      'qemu+ssh://h/system?socket=/a%20b',
      'qemu+ssh://h/session?proxy=netcat',
    ]) {
      // The login shell takes the outer layer of quotes; what is left must parse.
      expect(() => execFileSync('sh', ['-n', '-c', command(uri)])).not.toThrow();
    }
  });

  it('says there which sockets it tried', () => {
    const uri = 'qemu+ssh://h/system?socket=/nowhere/it%27s';
    expect(() => execFileSync('sh', ['-c', command(uri)], { stdio: 'pipe' })).toThrow(/tried \/nowhere\/it's/);
  });

  it('prefers the helper, and netcat where that is wanted', () => {
    expect(command('qemu+ssh://h/system')).toMatch(
      /virt-ssh-helper.*qemu:\/\/\/system.*nc.*virtqemud-sock.*libvirt-sock/s,
    );
    expect(command('qemu+ssh://h/system', true)).toMatch(/virt-ssh-helper -r/);
    expect(command('qemu+ssh://h/system?proxy=native')).not.toMatch(/nc/);
    expect(command('qemu+ssh://h/system?proxy=netcat')).not.toMatch(/helper/);
    expect(command('qemu+ssh://h/system?netcat=/opt/nc')).not.toMatch(/helper/);
    expect(() => command('qemu+ssh://h/system?proxy=native&socket=/x')).toThrow(LibvirtError);
  });

  it('passes on what the URI says, and never asks anybody', () => {
    const { command: program, args } = sshCommand(
      parseUri(
        'qemu+ssh://me@-oProxyCommand=x:2222/system?keyfile=/k&known_hosts=/h&no_verify=1&command=/opt/ssh&sshauth=agent,privkey',
      ),
      false,
    );
    expect(program).toBe('/opt/ssh');
    expect(args.join(' ')).toContain('-o BatchMode=yes');
    expect(args.join(' ')).toContain(
      '-p 2222 -l me -i /k -o IdentitiesOnly=yes -o UserKnownHostsFile=/h -o StrictHostKeyChecking=no',
    );
    expect(args.join(' ')).toContain('PreferredAuthentications=publickey');
    // A host that looks like an option stays a host.
    expect(args.slice(args.indexOf('--'), -1)).toEqual(['--', '-oProxyCommand=x']);
    expect(() => sshCommand(parseUri('qemu+ssh://h/system?sshauth=password'), false)).toThrow(LibvirtError);
  });
});
