import { expect, it } from 'vitest';
import { isSigned } from './parts.js';

/** As much of a PE32+ program as its table of certificates takes. */
const program = ({ magic = 0x20b, certificates = 2048 } = {}): Buffer => {
  const bytes = Buffer.alloc(512);
  const header = 0x80;
  bytes.writeUInt32LE(header, 0x3c);
  bytes.write('PE\0\0', header, 'latin1');
  const optional = header + 4 + 20;
  bytes.writeUInt16LE(magic, optional);
  bytes.writeUInt32LE(certificates, optional + 112 + 4 * 8 + 4);
  return bytes;
};

it('tells a program that is signed from one that is not', () => {
  expect(isSigned(program())).toBe(true);
  expect(isSigned(program({ certificates: 0 }))).toBe(false);
  expect(isSigned(program({ magic: 0 }))).toBe(false);
  expect(isSigned(program().subarray(0, 160))).toBe(false);
  expect(isSigned(Buffer.alloc(0))).toBe(false);
});
