import { describe, expect, it } from 'vitest';
import { alive, answerTo, byebye, readSearch } from './messages.js';

const service = 'urn:dmtf-org:service:redfish-rest:1';
const announced = {
  uuid: '92384634-2938-2342-8820-489239905423',
  location: 'https://192.0.2.1:8000/redfish/v1/',
  maxAge: 1800,
};
const search = (...lines: readonly string[]) => readSearch(Buffer.from([...lines, '', ''].join('\r\n')));
const first = 'M-SEARCH * HTTP/1.1';
const man = 'MAN: "ssdp:discover"';

describe('a search', () => {
  it.each([
    ['for a Redfish service', [first, 'HOST: 239.255.255.250:1900', man, `ST: ${service}`, 'MX: 3'], 3],
    ['for everything', [first, man, 'ST: ssdp:all', 'MX: 1'], 1],
    ['in other letters', ['M-SEARCH * HTTP/1.0', 'man:"ssdp:discover"', `st:${service.toUpperCase()}`, 'mx:2'], 2],
    ['sent to this host alone', [first, man, `ST: ${service}`], 0],
    ['by somebody with patience', [first, man, `ST: ${service}`, 'MX: 120'], 5],
  ])('%s', (_, lines, wait) => expect(search(...lines)).toEqual({ target: service, wait }));

  it('may lack its last line, as that of DMTF’s Python library does', () => {
    expect(readSearch(Buffer.from(`${first}\r\nMan: "ssdp:discover"\r\nST: ${service}\r\nMX: 3\r\n`))).toBeDefined();
  });

  it.each([
    ['for something else', [first, man, 'ST: upnp:rootdevice', 'MX: 1']],
    ['for another version', [first, man, 'ST: urn:dmtf-org:service:redfish-rest:2', 'MX: 1']],
    ['for nothing', [first, man, 'MX: 1']],
    ['without MAN', [first, `ST: ${service}`, 'MX: 1']],
    ['with a MAN that is not quoted', [first, 'MAN: ssdp:discover', `ST: ${service}`]],
    ['with an MX that is no number', [first, man, `ST: ${service}`, 'MX: soon']],
    ['that is an announcement', ['NOTIFY * HTTP/1.1', man, `ST: ${service}`]],
    ['of a path', ['M-SEARCH /x HTTP/1.1', man, `ST: ${service}`]],
  ])('%s is not answered', (_, lines) => expect(search(...lines)).toBeUndefined());

  it('is not made of noise', () => {
    for (const noise of ['', '\r\n\r\n', ':', '\0'.repeat(2000)])
      expect(readSearch(Buffer.from(noise))).toBeUndefined();
  });
});

/** Its first line, and its headers by name. */
const read = (message: Buffer) => {
  const [line, ...rest] = message.toString().split('\r\n');
  expect(rest.slice(-2)).toEqual(['', '']);
  const headers = rest.slice(0, -2).map((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 2)]);
  return { line, headers: Object.fromEntries(headers) };
};

describe('what is sent', () => {
  const USN = `uuid:${announced.uuid}::${service}`;

  it('an answer', () => {
    expect(read(answerTo({ target: service, wait: 0 }, announced))).toEqual({
      line: 'HTTP/1.1 200 OK',
      headers: { 'CACHE-CONTROL': 'max-age=1800', EXT: '', ST: service, USN, AL: announced.location },
    });
  });

  it('an announcement, and its end', () => {
    const host = '239.255.255.250:1900';
    const common = { HOST: host, NT: service, USN };
    expect(read(alive(host, announced))).toEqual({
      line: 'NOTIFY * HTTP/1.1',
      headers: { ...common, NTS: 'ssdp:alive', 'CACHE-CONTROL': 'max-age=1800', AL: announced.location },
    });
    expect(read(byebye(host, announced))).toEqual({
      line: 'NOTIFY * HTTP/1.1',
      headers: { ...common, NTS: 'ssdp:byebye' },
    });
  });
});
