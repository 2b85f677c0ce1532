import { describe, expect, it } from 'vitest';
import { createLog, textLine, together } from './log.js';

function written(format: 'text' | 'json', write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = '';
  const to = {
    write: (line: string) => {
      lines += line;
    },
  };
  write(createLog({ level: 'info', format, to }));
  return lines;
}

describe('createLog', () => {
  it('writes JSON with the level as a word', () => {
    const line = JSON.parse(written('json', (log) => log.info({ status: 200 }, 'request')));
    expect(line).toEqual({ level: 'info', time: expect.any(String), status: 200, msg: 'request' });
  });

  it('shows no secret that is handed over by mistake', () => {
    const line = written('json', (log) =>
      log.info(
        {
          password: 'pw1',
          body: { Password: 'pw2', kept: 1, deep: { NewPassword: 'pw5' } },
          headers: { authorization: 'pw3', 'X-Auth-Token': 'pw4' },
        },
        'x',
      ),
    );
    expect(line).not.toMatch(/pw\d/);
    expect(line).toContain('"kept":1');
  });

  it('writes the lines of one turn together, in their order', async () => {
    const written: string[] = [];
    const log = createLog({
      level: 'info',
      format: 'json',
      to: together({ write: (lines) => void written.push(lines) }),
    });
    log.info('one');
    log.info('two');
    expect(written).toEqual([]);
    await new Promise(setImmediate);
    log.info('three');
    await new Promise(setImmediate);
    expect(written.map((lines) => lines.match(/"msg":"(\w+)"/g)?.length)).toEqual([2, 1]);
  });

  it('writes text for people', () => {
    expect(textLine('{"time":"T","level":"warn","msg":"odd","a":"b c","n":1}\n')).toBe('T warn  odd a="b c" n=1\n');
    expect(written('text', (log) => log.warn({ err: new Error('broken') }, 'odd'))).toMatch(
      /odd\nError: broken\n +at /,
    );
  });
});
