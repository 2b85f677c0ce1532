import { describe, expect, it } from 'vitest';
import { consoleLines } from './console-lines.js';

const lines = (text: string, offset = 0) => consoleLines({ offset, data: new TextEncoder().encode(text) });
const texts = (text: string) => lines(text).map((line) => line.text);

describe('lines of a console', () => {
  it('are where the text has line ends, empty ones left out, the last one as far as it is', () => {
    expect(lines('one\r\n\r\ntwo\nlogin: ')).toEqual([
      { at: 0, text: 'one' },
      { at: 7, text: 'two' },
      { at: 11, text: 'login:' },
    ]);
  });

  it('are without what only a screen understands', () => {
    expect(
      texts('\u001b[2J\u001b[01;01HBdsDxe: \u001b[1;32mloading\u001b[0m\u001b[2;1Hnext\u001b]0;title\u0007\u0000'),
    ).toEqual(['BdsDxe: loading', 'next']);
    expect(texts('50%\r100%\r\n')).toEqual(['50%', '100%']);
    expect(texts('\u001bcSeaBIOS\u001b(B')).toEqual(['SeaBIOS']);
  });

  it('are UTF-8, and count in bytes', () => {
    expect(lines('größer\nnext')).toEqual([
      { at: 0, text: 'größer' },
      { at: 9, text: 'next' },
    ]);
  });

  it('do not begin with half a line, where the beginning is gone', () => {
    expect(lines('alf\nwhole', 100)).toEqual([{ at: 104, text: 'whole' }]);
  });
});
