/** How much of a console was cleared. Its text is not this service's to delete, so what was cleared is hidden. */
import { createHash } from 'node:crypto';
import type { Log } from '../log.js';
import type { Directory } from '../store/directory.js';
import { type DocumentKind, isObject, load, save } from '../store/document.js';
import type { ClearedConsoles, KeptText } from './types.js';

interface Mark {
  /** Bytes from the beginning. */
  readonly to: number;
  /** Of the bytes before: where they are others now, it is another text. */
  readonly digest: string;
  readonly run?: string;
}

const isMark = (value: unknown): value is Mark =>
  isObject(value) &&
  Number.isSafeInteger(value.to) &&
  typeof value.digest === 'string' &&
  ['string', 'undefined'].includes(typeof value.run);

type Marks = Readonly<Record<string, Mark>>;
const isMarks = (data: Readonly<Record<string, unknown>>): data is Marks => Object.values(data).every(isMark);

const kind: DocumentKind<Marks> = {
  name: 'consoles-cleared.json',
  version: 1,
  corrupt: 'set-aside',
  parse: (data) => {
    if (!isObject(data) || !isMarks(data)) throw new Error('a mark is incomplete');
    return data;
  },
};

/** Bytes before the mark by which a text is known again. */
const looked = 1024;

/** Undefined: those bytes are not there. */
const digestBefore = ({ offset, data }: KeptText, to: number): string | undefined => {
  const end = to - offset;
  if (end < 0 || end > data.length) return undefined;
  return createHash('sha256')
    .update(data.subarray(Math.max(0, end - looked), end))
    .digest('base64url');
};

export const openCleared = async (directory: Directory, log: Log): Promise<ClearedConsoles> => {
  let marks: Marks = (await load(directory, kind, log)) ?? {};
  return {
    to: (systemId, text) => {
      const mark = marks[systemId];
      if (mark === undefined) return 0;
      if (text.run !== undefined && mark.run !== undefined && text.run !== mark.run) return 0;
      // So much was said since that the place is no longer among what is kept.
      if (mark.to < text.offset) return 0;
      if (text.offset > 0 && mark.to - text.offset < looked) return mark.to;
      return digestBefore(text, mark.to) === mark.digest ? mark.to : 0;
    },
    clear: async (systemId, text) => {
      const to = text.offset + text.data.length;
      const { run } = text;
      marks = { ...marks, [systemId]: { to, digest: digestBefore(text, to) ?? '', ...(run !== undefined && { run }) } };
      await save(directory, kind, marks);
    },
    forget: (systemId) => {
      const { [systemId]: _, ...rest } = marks;
      marks = rest;
    },
  };
};
