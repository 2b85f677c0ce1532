import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { LabDocument } from './document.generated.js';
import { type Place, type Position, type Problem, placeName } from './problem.js';
import { schemaProblems } from './schema.js';
import { aliasProblems, syntaxProblems, unreadable } from './syntax.js';

/** A document that is as the schema wants it, and where its parts stand. */
export interface Source {
  readonly document: LabDocument;
  readonly locate: Locate;
}

/** The line and column of a place, or of the nearest thing around it that is there. */
export type Locate = (at: Place) => Position;

/** Reads YAML, of which JSON is a part. With problems there may be no document. */
export const readDocument = (
  text: string,
): { readonly source?: Source; readonly problems: readonly Problem[]; readonly locate: Locate } => {
  const lines = new LineCounter();
  const strange = unreadable(text);
  const parsed = parseDocument(strange ? '' : text, { lineCounter: lines, uniqueKeys: true, merge: true });
  const locate = locateIn(parsed, lines);
  if (strange) return { problems: [strange], locate };
  if (parsed.errors.length > 0) return { problems: syntaxProblems(parsed.errors, text), locate };
  const unresolved = aliasProblems(parsed, lines);
  if (unresolved.length > 0) return { problems: unresolved, locate };
  keepAddresses(parsed);
  const value: unknown = parsed.toJS({ maxAliasCount: -1 });
  const problems = schemaProblems(value);
  if (problems.length > 0) return { problems, locate };
  return { source: { document: value as LabDocument, locate }, problems, locate };
};

const addressKeys = new Set([
  'address',
  'address6',
  'gateway',
  'dhcp',
  'reserved',
  'apiVips',
  'ingressVips',
  'metallb',
  'upstream',
  'servers',
]);

/** To YAML `.20` is a fifth; here it is what was written. */
const keepAddresses = (parsed: Document): void =>
  visit(parsed, {
    Scalar(_, node, path) {
      const pair = path.findLast(isPair);
      const key = pair && isScalar(pair.key) ? String(pair.key.value) : '';
      if (typeof node.value === 'number' && node.source && addressKeys.has(key)) node.value = node.source;
    },
  });

const locateIn =
  (parsed: Document, lines: LineCounter): Locate =>
  (at) => {
    let node: unknown = parsed.contents;
    let offset = 0;
    for (const step of at) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
        if (pair === undefined) break;
        if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        if (node === undefined) break;
        offset = (node as { range?: [number, number, number] }).range?.[0] ?? offset;
      } else break;
    }
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

/** `lab.yaml:12:9: clusters.etl4.nodes[0].flavor: there is no flavor mastre. Did you mean master?` */
export const describe = (
  file: string,
  locate: Locate,
  { at, message, remedy, severity, position }: Problem,
): string => {
  const { line, column } = position ?? locate(at);
  const name = placeName(at);
  const what = severity === 'warning' ? 'warning: ' : '';
  return `${file}:${line}:${column}: ${what}${name === '' ? '' : `${name}: `}${message}${remedy === undefined ? '' : `. ${remedy}`}`;
};
