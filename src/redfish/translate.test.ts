import { describe, expect, it } from 'vitest';
import { BmcError, type BmcErrorCode, bmcErrorCodes } from '../bmc/types.js';
import { HypervisorError, type HypervisorErrorCode, hypervisorErrorCodes } from '../hypervisor/port.js';
import { MediaError, type MediaErrorCode, mediaErrorCodes } from '../media/types.js';
import { renderError } from './errors.js';
import { fromMedia, shownUri, toRedfishError } from './translate.js';

const codes = <C extends string>(table: Record<C, string>): C[] => Object.keys(table) as C[];
const image = 'https://me:pw@host/dir/boot.iso?token=t0ken#x';
const place = { action: 'VirtualMedia.InsertMedia', parameter: 'Image' };

describe('every error of the parts below has a message', () => {
  it.each(codes<HypervisorErrorCode>(hypervisorErrorCodes))('hypervisor: %s', (code) => {
    const error = toRedfishError(new HypervisorError(code, 'the reason'), '/redfish/v1/x');
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.messages[0]?.key).not.toBe('InternalError');
  });

  it.each(codes<MediaErrorCode>(mediaErrorCodes))('media: %s, without secrets', (code) => {
    const error = fromMedia(new MediaError(code, 'the reason'), image, place);
    expect(error.messages[0]?.key).not.toBe('InternalError');
    // 401 would make a client log in again, 404 look for another drive.
    expect([400, 409, 507]).toContain(error.status);
    expect(JSON.stringify(renderError(error))).not.toMatch(/pw|t0ken/);
  });

  it.each(codes<BmcErrorCode>(bmcErrorCodes))('bmc: %s', (code) => {
    expect(toRedfishError(new BmcError(code, 'the reason'), '/x').status).toBeGreaterThanOrEqual(400);
  });
});

describe('toRedfishError', () => {
  it('tells when to come back', () => {
    const error = toRedfishError(new HypervisorError('unavailable', 'gone', { retryAfter: 1.2 }), '/x');
    expect([error.status, error.headers]).toEqual([503, { 'Retry-After': '2' }]);
  });

  it('says nothing of what nobody foresaw', () => {
    const error = toRedfishError(new TypeError('at /home/secret.ts'), '/x');
    expect(error.status).toBe(500);
    expect(JSON.stringify(renderError(error))).not.toContain('secret');
  });
});

describe('shownUri', () => {
  it.each([
    [image, 'https://host/dir/boot.iso'],
    ['/images/a?b', '/images/a'],
    ['http://host', 'http://host'],
  ])('%s is %s', (uri, shown) => expect(shownUri(uri)).toBe(shown));
});
