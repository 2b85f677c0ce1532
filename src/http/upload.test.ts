import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Request } from './request.js';
import { receiveUpload } from './upload.js';

const boundary = 'x';
const part = (head: string, body: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;

/** A request that does not say how long it is, as one in chunks. */
const request = (bytes: number, filename = 'code.fd'): Request => {
  const file = part(`name="UpdateFile"; filename="${filename}"`, 'f'.repeat(bytes));
  const text = `${part('name="UpdateParameters"', '{}')}${file}--${boundary}--\r\n`;
  const stream = Readable.from(text.match(/[\s\S]{1,4096}/g) ?? [], { objectMode: false });
  return Object.assign(stream, {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }) as unknown as Request;
};

it('says that a body in chunks is too large, on a connection that is still there', async () => {
  const asked = request(300_000);
  await expect(receiveUpload(asked, 100)).rejects.toMatchObject({ status: 413 });
  expect(asked.destroyed).toBe(false);
});

it('takes the name of a file, without its directories, up to what can be shown', async () => {
  const { file } = await receiveUpload(request(10, `../etc/${'n'.repeat(300)}`), 100);
  file.release();
  expect(file.name).toBe('n'.repeat(255));
});
