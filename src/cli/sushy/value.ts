/** Values of a Python literal, and what can go wrong in reading them. */

export type PyValue = string | number | boolean | null | PyList | PyDict;
/** A list, tuple or set. */
export interface PyList {
  readonly type: 'list';
  readonly items: readonly PyValue[];
}
/** Pairs in their order; keys may be tuples. */
export interface PyDict {
  readonly type: 'dict';
  readonly entries: readonly (readonly [PyValue, PyValue])[];
}

/** The text is not a sequence of `NAME = literal`. `line` counts from 1. */
export class PythonSyntaxError extends Error {
  override readonly name = 'PythonSyntaxError';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
