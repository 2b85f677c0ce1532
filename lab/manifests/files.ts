/** What is rendered: files below one directory, each marked as made. */
import type { Lab } from '../spec/types.js';

export interface RenderedFile {
  /** Below the directory, with `/`: `etl4/00-namespace.yaml`. */
  readonly path: string;
  /** What it is of, and with what it is rendered anew: `cluster/etl4`, `topology`. */
  readonly scope: string;
  /** Begins with its mark. */
  readonly text: string;
  /** It has values of secrets in it. */
  readonly secret: boolean;
}

/** What stands around a comment of one line. */
const comments = {
  yaml: ['# ', ''],
  env: ['# ', ''],
  mmd: ['%% ', ''],
  svg: ['<!-- ', ' -->'],
  zone: ['; ', ''],
  named: ['// ', ''],
} as const;
export type FileKind = keyof typeof comments;

const words = 'made by lab, which writes it anew';

/** The first line of a file of this lab and scope. */
export const markLine = (lab: string, scope: string, kind: FileKind): string => {
  const [before, after] = comments[kind];
  return `${before}lab ${lab}, ${scope}: ${words}${after}`;
};

/** Of which lab and scope a file is by its first line. Undefined: nobody's mark. */
export const markOf = (text: string): { readonly lab: string; readonly scope: string } | undefined => {
  const [, lab, scope] = /^(?:# |%% |<!-- |; |\/\/ )lab (\S+), (\S+): (.*?)(?: -->)?(?:\n|$)/.exec(text) ?? [];
  return lab !== undefined && scope !== undefined && text.split('\n', 1)[0]?.includes(words)
    ? { lab, scope }
    : undefined;
};

/** A file with its mark, and with what its reader has to know in comments below it. */
export const fileOf = (
  lab: Lab,
  {
    path,
    scope,
    kind,
    body,
    remarks = [],
    secret = false,
  }: {
    readonly path: string;
    readonly scope: string;
    readonly kind: FileKind;
    readonly body: string;
    readonly remarks?: readonly string[];
    readonly secret?: boolean;
  },
): RenderedFile => {
  const [before, after] = comments[kind];
  const head = [markLine(lab.name, scope, kind), ...remarks.map((line) => `${before}${line}${after}`)];
  return { path, scope, secret, text: `${head.join('\n')}\n${body.trimEnd()}\n` };
};
