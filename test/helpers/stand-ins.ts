import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSigned } from './certificate.js';
import type { Namespace } from './namespace.js';

/** A cluster as a load balancer sees it. */
export interface StandIn {
  readonly name: string;
  /** Where its API answers, on port 6443. */
  readonly api: string;
  /** Where its router answers: 443 and 80, and of its health on 1936. */
  readonly apps: string;
}

export interface StandIns {
  /** Whether the cluster says of itself that it is ready: `/readyz` of its API, `/healthz/ready` of its router. */
  ready(name: string, what: 'api' | 'apps', yes: boolean): Promise<void>;
  stop(): Promise<void>;
}

// What runs inside, as text, so that it needs no loader there. Answers with who it is and which name it was asked for by
// SNI; an upgrade of any kind gets an echo for as long as it likes.
const inner = `
const { existsSync, readFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const [dir, all] = process.argv.slice(1);
const tls = { key: readFileSync(dir + '/key.pem'), cert: readFileSync(dir + '/cert.pem') };
const servers = [];
const serve = (make, address, port, name, what, health) => {
  const server = make((request, response) => {
    if (request.url !== health) return response.end(what + ' ' + name + ' ' + (request.socket.servername || '-'));
    response.statusCode = existsSync(dir + '/' + name + '-' + what) ? 500 : 200;
    response.end();
  });
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: echo\\r\\n\\r\\n');
    socket.pipe(socket);
  });
  servers.push(new Promise((ready) => server.listen(port, address, ready)));
};
const secure = (listener) => https.createServer(tls, listener);
const plain = (listener) => http.createServer(listener);
for (const { name, api, apps } of JSON.parse(all)) {
  serve(secure, api, 6443, name, 'api', '/readyz');
  serve(secure, apps, 443, name, 'apps');
  serve(plain, apps, 80, name, 'http');
  serve(plain, apps, 1936, name, 'apps', '/healthz/ready');
}
Promise.all(servers).then(() => console.log('ready'));
`;

/**
 * In the network of the namespace, which has to have their addresses. `dir` is a directory of its own. They share one
 * certificate, with these names.
 */
export const startStandIns = async (
  { inNetwork: [program = '', ...args] }: Pick<Namespace, 'inNetwork'>,
  dir: string,
  all: readonly StandIn[],
  names: readonly string[] = [],
): Promise<StandIns> => {
  const { key, cert } = await selfSigned(names);
  await writeFile(join(dir, 'key.pem'), key);
  await writeFile(join(dir, 'cert.pem'), cert);
  const node = [process.execPath, '-e', inner, dir, JSON.stringify(all)];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args, ...node], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    gone.then(([status]) => Promise.reject(new Error(`the stand-ins ended: ${String(status)}`))),
  ]);
  return {
    ready: (name, what, yes) => {
      const sign = join(dir, `${name}-${what}`);
      return yes ? rm(sign, { force: true }) : writeFile(sign, '');
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
};
