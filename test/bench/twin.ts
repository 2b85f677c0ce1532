/**
 * The yardstick, as a program: an Express handler that answers every GET with the same bytes and headers, and does
 * nothing else. Arguments: a file with `{ headers, body }`. Prints its port.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express from 'express';

const { headers, body } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  headers: Record<string, string>;
  body: string;
};
const app = express();
app.disable('x-powered-by');
app.disable('etag');
const bytes = Buffer.from(body);
app.get('/{*any}', (_request, response) => {
  response.set(headers).send(bytes);
});
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
