/** What a serial port said, as lines for people. */
import type { ConsoleText } from '../../hypervisor/port.js';

export interface ConsoleLine {
  /** Bytes that came before it: it never changes while the line is kept. */
  readonly at: number;
  readonly text: string;
}

const esc = String.raw`\x1b`;
/** Moves the cursor to another line, or clears (ECMA-48: CUP, HVP, CNL, CPL, VPA, ED): a line ends there. */
const elsewhere = new RegExp(String.raw`${esc}\[[0-9;?]*[HfEFdJ]`, 'g');
/** All other sequences (ECMA-48 5.3 and 5.4; OSC of xterm), and control characters but for tabs and line ends. */
const unseen = new RegExp(
  [
    String.raw`${esc}\[[0-?]*[ -/]*[@-~]`,
    String.raw`${esc}\][^\x07\x1b]*(?:\x07|${esc}\\)`,
    `${esc}[ -/]*[0-~]`,
    String.raw`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`,
  ].join('|'),
  'g',
);

const utf8 = new TextDecoder();
/** A character for each byte, and back. */
const charactersOf = (data: Uint8Array): string => Array.from(data, (byte) => String.fromCharCode(byte)).join('');
const shown = (characters: string): string =>
  utf8
    .decode(Uint8Array.from(characters, (one) => one.charCodeAt(0)))
    .replace(unseen, '')
    .trimEnd();

/** Without empty lines. The last one may still be going on. Where the beginning was lost, so is the first line. */
export const consoleLines = ({ offset, data }: ConsoleText): readonly ConsoleLine[] => {
  // Each break keeps its length, so that places stay true.
  const bytes = charactersOf(data).replace(elsewhere, (sequence) => '\n'.repeat(sequence.length));
  const lines: ConsoleLine[] = [];
  let at = 0;
  for (const part of bytes.split(/[\r\n]/)) {
    const text = shown(part);
    if (text !== '' && (at > 0 || offset === 0)) lines.push({ at: offset + at, text });
    at += part.length + 1;
  }
  return lines;
};
