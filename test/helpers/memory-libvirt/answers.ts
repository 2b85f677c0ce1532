import { type ErrorCodeName, ErrorNumber, LibvirtError, type Procedure } from '../../../src/libvirt/index.js';

/** What a procedure is answered with, by its name. */
export type Answers = ReadonlyMap<string, (args: never) => unknown>;

export const answer = <A, R>(
  { name }: Procedure<A, R>,
  give: (args: A) => R | Promise<R>,
): readonly [string, (args: A) => R | Promise<R>] => [name, give];

/** For procedures that answer with nothing. */
export const obey = <A>({ name }: Procedure<A, void>, act: (args: A) => void): readonly [string, (args: A) => void] => [
  name,
  act,
];

/** The daemon's own error. */
export const refusal = (code: ErrorCodeName, message: string): LibvirtError =>
  new LibvirtError('remote', message, {
    details: { code: ErrorNumber[code], domain: 0, level: 2, int1: 0, int2: 0 },
  });

/** The one that is asked for, or the daemon's error. */
export const found = <T>(thing: T | undefined, code: ErrorCodeName, message: string): T => {
  if (thing === undefined) throw refusal(code, message);
  return thing;
};
