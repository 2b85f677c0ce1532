import { describe, expect, it } from 'vitest';
import { createLog, textLine } from './log.js';

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
        { password: 'pw1', body: { Password: 'pw2' }, headers: { authorization: 'pw3', 'x-auth-token': 'pw4' } },
        'x',
      ),
    );
    expect(line).not.toMatch(/pw\d/);
  });

  it('writes text for people', () => {
    expect(textLine('{"time":"T","level":"warn","msg":"odd","a":"b c","n":1}\n')).toBe('T warn  odd a="b c" n=1\n');
    expect(written('text', (log) => log.warn({ err: new Error('broken') }, 'odd'))).toMatch(
      /odd\nError: broken\n +at /,
    );
  });
});
