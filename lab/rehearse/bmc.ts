/** A machine's BMC, used as Ironic's redfish-virtual-media uses it: at the address and with the credentials of its BareMetalHost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { bmcAddress } from '../manifests/node.js';
import type { Lab, LabMachine } from '../spec/types.js';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface Media {
  /** URL of what is in the CD drive; undefined: nothing. */
  readonly image: string | undefined;
}

/** What is begun at a BMC is never given up half-way: it would go on there. Signals end the waiting for what comes of it. */
export interface Bmc {
  /** Redfish's PowerState: `On`, `Off`, `PoweringOn`, ... */
  power(signal?: AbortSignal): Promise<string>;
  /** Resolves when the machine is in that state. */
  reset(type: 'On' | 'ForceOff', wanted: 'On' | 'Off', signal?: AbortSignal): Promise<void>;
  media(signal?: AbortSignal): Promise<Media>;
  insert(url: string): Promise<void>;
  eject(): Promise<void>;
  /** For the next start alone; `Disabled` takes it back. */
  bootOnce(enabled: 'Once' | 'Disabled'): Promise<void>;
  /** `Once` or `Disabled`: whether an override is still to come. */
  override(signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const idOf = (value: unknown): string => String(record(value)['@odata.id'] ?? '');

/** DSP0266 8.6: what went wrong is told in sentences. */
const complaint = (status: number, body: unknown): string => {
  const error = record(record(body).error);
  const [first] = list(error['@Message.ExtendedInfo']);
  return `status ${status}: ${record(first).Message ?? error.message ?? 'no reason was given'}`;
};

/** BareMetalHosts' `redfish-virtualmedia://host:8000/redfish/v1/Systems/<id>`: BMO reads it as https. */
const urlOf = (lab: Lab, machine: LabMachine): URL =>
  new URL(bmcAddress(lab, machine).replace(/^redfish-virtualmedia(\+\w+)?:/, 'https:'));

/** Milliseconds for the last word to a BMC, which may be gone by then. */
const patience = 2000;

export const openBmc = (lab: Lab, machine: LabMachine, { user, password }: Credentials): Bmc => {
  const { origin, pathname: system } = urlOf(lab, machine);
  // The manifests say disableCertificateVerification: the certificate is the BMC's own.
  const agent = new Agent({ connect: { rejectUnauthorized: false }, connections: 1 });
  const send = async (
    method: string,
    path: string,
    token: string | undefined,
    body?: unknown,
    signal?: AbortSignal,
  ) => {
    const {
      statusCode: status,
      headers,
      body: answer,
    } = await request(`${origin}${path}`, {
      method: method as Dispatcher.HttpMethod,
      dispatcher: agent,
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { 'x-auth-token': token }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const said = await answer.text();
    return { status, headers, json: said === '' ? undefined : (JSON.parse(said) as unknown) };
  };

  /** As Ironic has it (sushy's `auto`): the service root is everybody's, and says where sessions are made. */
  const login = async (signal?: AbortSignal) => {
    const root = await send('GET', '/redfish/v1/', undefined, undefined, signal);
    const sessions = idOf(record(record(root.json).Links).Sessions);
    const { status, headers, json } = await send(
      'POST',
      sessions,
      undefined,
      { UserName: user, Password: password },
      signal,
    );
    if (status >= 400) throw new Error(`POST ${sessions}: ${complaint(status, json)}`);
    return { token: String(headers['x-auth-token']), path: idOf(json) };
  };
  let session: ReturnType<typeof login> | undefined;
  const tokenOf = async (signal?: AbortSignal): Promise<string> => {
    session ??= login(signal).catch((error: unknown) => {
      session = undefined;
      throw error;
    });
    return (await session).token;
  };
  const logout = async (): Promise<void> => {
    const open = await session;
    if (open !== undefined) await send('DELETE', open.path, open.token, undefined, AbortSignal.timeout(patience));
  };

  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, signal?: AbortSignal) => {
    let answer = await send(method, path, await tokenOf(signal), body, signal);
    if (answer.status === 401) {
      // It has ended meanwhile.
      session = undefined;
      answer = await send(method, path, await tokenOf(signal), body, signal);
    }
    const { status, headers, json } = answer;
    if (status >= 400) throw new Error(`${method} ${path}: ${complaint(status, json)}`);
    return { status, location: headers.location, json: record(json) };
  };
  const get = async (path: string, signal?: AbortSignal): Promise<Json> =>
    (await call('GET', path, undefined, signal)).json;

  /** An action may go on in a task, whose monitor answers 202 until it has ended (DSP0266 13.6). */
  const post = async (path: string, body: unknown): Promise<void> => {
    let answer = await call('POST', path, body);
    const monitor = String(answer.location ?? '').replace(origin, '');
    while (answer.status === 202 && monitor !== '') {
      await sleep(500);
      answer = await call('GET', monitor);
    }
  };

  const target = (resource: Json, action: string): string =>
    String(record(record(resource.Actions)[action]).target ?? `${idOf(resource)}/Actions/${action}`);

  const drive = async (signal?: AbortSignal): Promise<Json> => {
    const all = await get(idOf((await get(system, signal)).VirtualMedia), signal);
    for (const member of list(all.Members)) {
      const found = await get(idOf(member), signal);
      if (list(found.MediaTypes).some((type) => type === 'CD' || type === 'DVD')) return found;
    }
    throw new Error(`${system} has no virtual CD drive`);
  };

  const power = async (signal?: AbortSignal): Promise<string> => String((await get(system, signal)).PowerState);
  const boot = async (signal?: AbortSignal): Promise<Json> => record((await get(system, signal)).Boot);

  return {
    power,
    reset: async (type, wanted, signal) => {
      await post(target(await get(system, signal), '#ComputerSystem.Reset'), { ResetType: type });
      while ((await power(signal)) !== wanted) await sleep(500, undefined, signal && { signal });
    },
    media: async (signal) => {
      const { Inserted, Image } = await drive(signal);
      return { image: Inserted === true ? String(Image ?? 'an image') : undefined };
    },
    insert: async (url) =>
      post(target(await drive(), '#VirtualMedia.InsertMedia'), { Image: url, Inserted: true, WriteProtected: true }),
    eject: async () => post(target(await drive(), '#VirtualMedia.EjectMedia'), {}),
    bootOnce: async (enabled) => {
      const body = {
        Boot: { BootSourceOverrideTarget: enabled === 'Once' ? 'Cd' : 'None', BootSourceOverrideEnabled: enabled },
      };
      await call('PATCH', system, body);
    },
    override: async (signal) => String((await boot(signal)).BootSourceOverrideEnabled),
    close: async () => {
      await logout().catch(() => {});
      await agent.close();
    },
  };
};
