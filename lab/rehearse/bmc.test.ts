import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { selfSigned } from '../../src/tls/self-signed.js';
import type { Lab, LabMachine } from '../spec/types.js';
import { type Bmc, openBmc } from './bmc.js';

const machine = { uuid: '10fcb067-2230-44db-b4d5-987298a23227' } as LabMachine;
const sessions = '/redfish/v1/SessionService/Sessions';

let server: Server;
let bmc: Bmc;
/** Method, path and token of each request. */
let asked: string[];
/** The one that is good now. */
let token: string;
let password: string;
let mute: boolean;

beforeEach(async () => {
  asked = [];
  token = 'first';
  password = 'right';
  mute = false;
  server = createServer(
    selfSigned({ names: ['127.0.0.1'], from: new Date(Date.now() - 60_000), days: 1 }),
    async (request, response) => {
      const { method, url, headers } = request;
      asked.push(`${method} ${url} ${headers['x-auth-token'] ?? '-'}`);
      const say = (status: number, body: unknown, more = {}): void => {
        response.writeHead(status, { 'content-type': 'application/json', ...more });
        response.end(JSON.stringify(body));
      };
      const body = (await request.toArray()).join('');
      if (mute) return;
      if (url === '/redfish/v1/') return say(200, { Links: { Sessions: { '@odata.id': sessions } } });
      if (method === 'POST' && url === sessions)
        return JSON.parse(body).Password === password
          ? say(201, { '@odata.id': `${sessions}/${token}` }, { 'x-auth-token': token })
          : say(401, { error: { message: 'nobody by that name and password' } });
      if (headers['x-auth-token'] !== token) return say(401, { error: { message: 'no such session' } });
      if (method === 'DELETE') return say(200, {});
      return say(200, { PowerState: 'Off' });
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const lab = { bmc: { address: '127.0.0.1', port } } as Lab;
  bmc = openBmc(lab, machine, { user: 'admin', password: 'right' });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const system = `/redfish/v1/Systems/${machine.uuid}`;

it('works in one session, which it ends', async () => {
  expect([await bmc.power(), await bmc.power()]).toEqual(['Off', 'Off']);
  await bmc.close();
  expect(asked).toEqual([
    'GET /redfish/v1/ -',
    `POST ${sessions} -`,
    `GET ${system} first`,
    `GET ${system} first`,
    `DELETE ${sessions}/first first`,
  ]);
});

it('makes another where that has ended', async () => {
  await bmc.power();
  token = 'second';
  expect(await bmc.power()).toBe('Off');
  expect(asked.at(-1)).toBe(`GET ${system} second`);
  await bmc.close();
});

it('says what a BMC says of wrong credentials, and begins anew with the next request', async () => {
  password = 'another';
  await expect(bmc.power()).rejects.toThrow(`POST ${sessions}: status 401: nobody by that name and password`);
  password = 'right';
  expect(await bmc.power()).toBe('Off');
  await bmc.close();
});

it('is closed also where nobody answers any more', async () => {
  await bmc.power();
  mute = true;
  await bmc.close();
  expect(asked.at(-1)).toBe(`DELETE ${sessions}/first first`);
});
