/**
 * Writes src/libvirt/wire/{protocol,enums}.generated.ts from an unpacked libvirt source.
 *
 *   apt-get source --download-only libvirt && tar xf libvirt_*.orig.tar.*
 *   npx tsx scripts/generate-libvirt-protocol.ts PATH [--check]
 *
 * With --check nothing is written; the status is 1 where the committed files differ.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CEnum, type Constants, readHeader } from './libvirt-protocol/c-constants.js';
import { enumChoices } from './libvirt-protocol/choices.js';
import { emitEnums } from './libvirt-protocol/emit-enums.js';
import { emitProtocol } from './libvirt-protocol/emit-protocol.js';
import { readXdr } from './libvirt-protocol/xdr-source.js';

/** File name and text of everything that is generated from the source at `path`. */
export function generate(path: string): ReadonlyMap<string, string> {
  const known: Constants = new Map();
  const enums = new Map<string, CEnum>();
  const headers = join(path, 'include/libvirt');
  // What others build on first; after that the order of names, which does not depend on the file system.
  const first = ['libvirt-common.h.in', 'libvirt-host.h', 'libvirt-domain.h'];
  const rest = readdirSync(headers).filter(
    (name) => name.endsWith('.h') && !first.includes(name) && name !== 'libvirt-admin.h',
  );
  for (const name of [...first, ...rest.sort()]) {
    for (const each of readHeader(readFileSync(join(headers, name), 'utf8'), known)) enums.set(each.name, each);
  }
  const definitions = (file: string) => readXdr(readFileSync(join(path, 'src/remote', file), 'utf8'), known);
  const programs = [
    { table: 'remote', prefix: 'remote', definitions: definitions('remote_protocol.x') },
    { table: 'qemu', prefix: 'qemu', definitions: definitions('qemu_protocol.x') },
  ];
  return new Map([
    ['protocol.generated.ts', emitProtocol(programs, known)],
    ['enums.generated.ts', emitEnums(enumChoices, enums)],
  ]);
}

function main(args: readonly string[]): number {
  const path = args.find((each) => !each.startsWith('--'));
  if (path === undefined) {
    process.stderr.write('usage: generate-libvirt-protocol.ts LIBVIRT_SOURCE [--check]\n');
    return 2;
  }
  let drifted = 0;
  for (const [name, text] of generate(path)) {
    const target = fileURLToPath(new URL(`../src/libvirt/wire/${name}`, import.meta.url));
    if (!args.includes('--check')) writeFileSync(target, text);
    else if (readFileSync(target, 'utf8') !== text) {
      process.stderr.write(`${target} differs from what ${path} gives\n`);
      drifted = 1;
    }
  }
  return drifted;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
