import { describe, expect, it } from 'vitest';
import { firmwareCode } from '../../../test/helpers/firmware-code.js';
import { codeProblem, largestCode } from './firmware-volume.js';

const two = Buffer.concat([firmwareCode(4096), firmwareCode(8192)]);

describe('code for flash', () => {
  it.each([
    ['one volume', firmwareCode(4096)],
    ['two of them', two],
    ['with room behind it', Buffer.concat([two, Buffer.alloc(4096)])],
  ])('is %s', (_, bytes) => {
    expect(codeProblem(bytes)).toBeUndefined();
  });

  const changed = (change: (bytes: Buffer) => void) => {
    const bytes = firmwareCode(4096);
    change(bytes);
    return bytes;
  };
  it.each([
    ['nothing', Buffer.alloc(0), /no firmware volume/],
    ['zeros', Buffer.alloc(8192), /does not begin/],
    ['a shell script', Buffer.from('#!/bin/sh\n'.repeat(100)), /does not begin/],
    ['a volume that is cut short', firmwareCode(4096).subarray(0, 4000), /cut short/],
    ['a damaged header', changed((bytes) => bytes.writeUInt8(1, 3)), /checksum/],
    ['variables', changed((bytes) => bytes.write('8d2bf1ff96768b4ca9852747075b4f50', 16, 'hex')), /variables/],
    ['another kind of volume', changed((bytes) => bytes.fill(7, 16, 32)), /no code/],
    ['something behind it', Buffer.concat([two, Buffer.from('trailer')]), /offset 12288/],
    ['too large', Buffer.alloc(largestCode + 1), /larger/],
  ])('is not %s', (_, bytes, why) => {
    expect(codeProblem(bytes)).toMatch(why);
  });
});
