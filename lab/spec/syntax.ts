/** What keeps a text from being a document of YAML, in words for the person who wrote it. */
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type LineCounter, type YAMLError } from 'yaml';
import { type Problem, problem } from './problem.js';

/** More than a lab of a thousand machines needs. What is larger is another file, and reading it would take minutes. */
const mostCharacters = 2 ** 18;

/** What keeps a text from being looked into at all. */
export const unreadable = (text: string): Problem | undefined => {
  // U+FFFD is what becomes of bytes that are no UTF-8.
  if (/[\0\ufffd]/.test(text)) return problem([], 'is no text in UTF-8', 'A lab is described in YAML');
  if (text.length > mostCharacters)
    return problem([], `is larger than ${mostCharacters / 2 ** 10} KiB`, 'A lab is described in some hundred lines');
  return undefined;
};

const wordsOfSyntax: Readonly<Record<string, readonly [message: string, remedy?: string]>> = {
  TAB_AS_INDENT: ['a tab indents this line', 'YAML is indented with spaces'],
  BAD_INDENT: ['this is not indented as what it stands beside', 'Begin keys of one mapping in one column'],
  MULTIPLE_DOCS: ['a second document begins here', 'A lab is one document: take the --- away'],
};

/**
 * All keys that are there twice; of other mistakes the first, as those behind it are mostly what became of the reader by
 * then.
 */
export const syntaxProblems = (errors: readonly YAMLError[], text: string): readonly Problem[] => {
  const broken = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  return (broken.length > 0 ? broken.slice(0, 1) : errors).map(({ code, message, pos, linePos }) => {
    const [, key = ''] = /^["']?([^\s:"']{1,60})/.exec(text.slice(pos[0], pos[0] + 80)) ?? [];
    const [what, remedy] =
      code === 'DUPLICATE_KEY'
        ? [`${key} is there already`, 'A mapping has each key once']
        : (wordsOfSyntax[code] ?? [message.split(' at line ')[0] ?? message]);
    return {
      ...problem([], what, remedy),
      ...(linePos && { position: { line: linePos[0].line, column: linePos[0].col } }),
    };
  });
};

/** So many nodes may stand in place of aliases: aliases of aliases would grow without end. */
const mostAliased = 1_000_000;

/** Aliases of nothing, and aliases that blow a document up. */
export const aliasProblems = (parsed: Document, lines: LineCounter): readonly Problem[] => {
  const anchors = new Map<string, number>();
  const problems: Problem[] = [];
  /** Nodes that this one is with its aliases followed. */
  const size = (node: unknown): number => {
    if (isAlias(node)) {
      const known = anchors.get(node.source);
      if (known !== undefined) return known;
      const { line, col } = lines.linePos(node.range?.[0] ?? 0);
      const named = [...anchors.keys()];
      const remedy = named.length > 0 ? `There are: ${named.join(', ')}` : `Say &${node.source} before it`;
      problems.push({
        ...problem([], `*${node.source} stands for nothing: there is no &${node.source} before it`, remedy),
        position: { line, column: col },
      });
      return 1;
    }
    const inner = isMap(node) || isSeq(node) ? node.items : isPair(node) ? [node.key, node.value] : [];
    const total = inner.reduce<number>((sum, item) => sum + size(item), 1);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, total);
    return total;
  };
  const total = size(parsed.contents);
  return problems.length > 0 || total <= mostAliased
    ? problems
    : [problem([], 'aliases of aliases make this document too large', 'Write out what they stand for')];
};
