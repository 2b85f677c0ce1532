import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodePng } from './png.js';

/** Chunks of a PNG (RFC 2083 3.2): length, type, data, CRC of type and data. */
function chunksOf(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

it('makes a picture that a PNG reader takes', () => {
  const png = encodePng(3, 2, (x, y) => [x, y, 255]);
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const [header, data, end] = chunksOf(png);
  expect(header?.type).toBe('IHDR');
  expect([header?.data.readUInt32BE(0), header?.data.readUInt32BE(4)]).toEqual([3, 2]);
  expect([...inflateSync(data?.data ?? Buffer.of())]).toEqual([
    ...[0, 0, 0, 255, 1, 0, 255, 2, 0, 255],
    ...[0, 0, 1, 255, 1, 1, 255, 2, 1, 255],
  ]);
  expect(end).toEqual({ type: 'IEND', data: Buffer.of() });
});
