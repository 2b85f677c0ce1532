import { describe, expect, it } from 'vitest';
import { resourceKey } from './url.js';
import { conditions, unchanged, validators } from './validate.js';

const url = new URL('http://images.test/a.iso?signature=1');
const elsewhere = new URL('http://mirror.test/a.iso');
const date = 'Mon, 02 Jan 2023 00:00:00 GMT';
const base = { digest: 'x', resource: resourceKey(url), time: 0 };
const tagged = { ...base, etag: '"one"', lastModified: date };
const dated = { ...base, lastModified: date };

describe('conditions', () => {
  it('are those of the resource that gave them, whatever its query', () => {
    expect(conditions(tagged, new URL('http://images.test/a.iso?signature=2'))).toEqual({ 'if-none-match': '"one"' });
    expect(conditions(dated, url)).toEqual({ 'if-modified-since': date });
    expect(conditions(base, url)).toEqual({});
    expect(conditions(tagged, elsewhere)).toEqual({});
    expect(conditions(undefined, url)).toEqual({});
  });
});

describe('unchanged', () => {
  it.each([
    ['304', tagged, url, 304, {}, true],
    ['304 from elsewhere', tagged, elsewhere, 304, {}, false],
    ['304 to a date', dated, url, 304, { 'last-modified': date }, true],
    ['304 for an older file', dated, url, 304, { 'last-modified': 'Sun, 01 Jan 2023 00:00:00 GMT' }, false],
    ['200, same tag', tagged, url, 200, { etag: '"one"', 'content-length': '7' }, true],
    ['200, same tag, other length', tagged, url, 200, { etag: '"one"', 'content-length': '8' }, false],
    [
      '200, other tag, same date',
      tagged,
      url,
      200,
      { etag: '"2"', 'last-modified': date, 'content-length': '7' },
      false,
    ],
    ['200, same date', dated, url, 200, { 'last-modified': date, 'content-length': '7' }, true],
    ['200, nothing known', base, url, 200, { 'content-length': '7' }, false],
    ['500, same tag', tagged, url, 500, { etag: '"one"', 'content-length': '7' }, false],
  ])('%s', (_, known, from, status, headers, expected) => {
    expect(unchanged(known, 7, { url: from, status, headers })).toBe(expected);
  });
});

describe('validators', () => {
  it('leave out a date that the next change could share', () => {
    const now = Date.parse(date) + 500;
    expect(validators(url, { 'last-modified': date }, now)).not.toHaveProperty('lastModified');
    expect(validators(url, { 'last-modified': date, date }, now + 99_999)).not.toHaveProperty('lastModified');
    expect(validators(url, { 'last-modified': date }, now + 500)).toMatchObject({ lastModified: date });
    expect(validators(url, { 'last-modified': 'nonsense' }, now)).not.toHaveProperty('lastModified');
  });
});
