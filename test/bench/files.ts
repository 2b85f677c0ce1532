/** A plain file server, as a program: `node files.ts DIRECTORY`. Prints its port. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';

const directory = process.argv[2] ?? '.';
const server = createServer((request, response) => {
  const path = join(directory, basename(request.url ?? ''));
  const { size, mtime } = statSync(path);
  response.writeHead(200, {
    'Content-Length': size,
    'Last-Modified': mtime.toUTCString(),
    ETag: `"${size}-${+mtime}"`,
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(path, { highWaterMark: 1 << 20 }).pipe(response);
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
