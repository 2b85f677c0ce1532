import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown } from '../outbound/shown.js';
import { imageName, parseTarget, targetKey } from './url.js';

const target = (url: string, more: object = {}) => parseTarget({ url, verifyCertificate: true, ...more });

describe('a target', () => {
  it('has its credentials apart from its URL', () => {
    const found = target('http://us%40er:p%3Aw@h.test/a.iso#part');
    expect(found).toMatchObject({ credentials: 'us@er:p:w' });
    expect(found.url.href).toBe('http://h.test/a.iso');
    expect(target('http://u:p@h.test/', { userName: 'other' }).credentials).toBe('other:');
    expect(target('http://h.test/')).not.toHaveProperty('credentials');
  });

  it('is another for another query, credentials or trust', () => {
    const variants = [
      target('http://h.test/a'),
      target('http://h.test/a?q'),
      target('http://u:p@h.test/a'),
      target('http://h.test/a', { verifyCertificate: false }),
      target('http://h.test/a', { certificates: ['x'] }),
    ];
    expect(new Set(variants.map(targetKey)).size).toBe(variants.length);
    expect(targetKey(target('http://H.test:80/a#x'))).toBe(targetKey(target('http://h.test/a')));
  });
});

describe('what is shown of a URL', () => {
  it.each([
    ['http://u:p@h.test:8080/a.iso?t=1#x', 'http://h.test:8080/a.iso', 'a.iso'],
    ['https://h.test/byapikey/secret/full.iso', 'https://h.test/.../full.iso', 'full.iso'],
    ['http://h.test/', 'http://h.test/', 'image'],
    ['http://h.test/a%20b%2Fc%0A.iso', 'http://h.test/a b_c_.iso', 'a b_c_.iso'],
    ['http://h.test/%zz', 'http://h.test/%zz', '%zz'],
  ])('%s', (url, text, name) => {
    expect(shown(new URL(url))).toBe(text);
    expect(imageName(new URL(url))).toBe(name);
  });

  it('never is its query, user information or the middle of its path', () => {
    const secret = fc.stringMatching(/^S3CRET[a-z0-9]{1,20}$/);
    fc.assert(
      fc.property(secret, fc.domain(), (word, host) => {
        const url = new URL(`https://${host}/`);
        url.username = word;
        url.password = word;
        url.searchParams.set('token', word);
        url.pathname = `/${word}/a.iso`;
        return !shown(url).includes(word);
      }),
    );
  });
});
