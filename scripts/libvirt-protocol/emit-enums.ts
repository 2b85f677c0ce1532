/** Writes the enums and flags of libvirt's public headers that the client offers, as const objects. */
import type { CEnum } from './c-constants.js';

/** C's name of the enum, ours, and what its members' names begin with. */
export type EnumChoice = readonly [cName: string, name: string, prefix: string];

const isFlags = (name: string): boolean => name.endsWith('Flags');

function one([cName, name, prefix]: EnumChoice, enums: ReadonlyMap<string, CEnum>): string {
  const found = enums.get(cName);
  if (found === undefined) throw new Error(`no enum ${cName} in the headers`);
  const members = found.members.map((member) => {
    // Warnings are numbered among the errors.
    if (member.name.startsWith('VIR_WAR_')) return `  ${member.name.slice('VIR_'.length)}: ${member.value},`;
    if (!member.name.startsWith(prefix)) throw new Error(`${member.name} of ${cName} does not begin with ${prefix}`);
    const short = member.name.slice(prefix.length);
    return `  ${/^\d/.test(short) ? `_${short}` : short}: ${member.value},`;
  });
  const type = isFlags(name) ? [] : [`export type ${name} = (typeof ${name})[keyof typeof ${name}];`];
  return [`/** \`${cName}\`. */`, `export const ${name} = {`, ...members, '} as const;', ...type].join('\n');
}

export function emitEnums(choices: readonly EnumChoice[], enums: ReadonlyMap<string, CEnum>): string {
  return `${[
    "// Written by scripts/generate-libvirt-protocol.ts from libvirt's public headers. Do not edit.",
    ...choices.map((choice) => one(choice, enums)),
  ].join('\n\n')}\n`;
}
