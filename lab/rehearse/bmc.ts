/** A machine's BMC, used as Ironic's redfish-virtual-media uses it: at the address and with the credentials of its BareMetalHost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
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

export const openBmc = (lab: Lab, machine: LabMachine, { user, password }: Credentials): Bmc => {
  const { origin, pathname: system } = urlOf(lab, machine);
  // The manifests say disableCertificateVerification: the certificate is the BMC's own.
  const agent = new Agent({ connect: { rejectUnauthorized: false }, connections: 1 });
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, signal?: AbortSignal) => {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(`${origin}${path}`, {
      method,
      dispatcher: agent,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const said = await answer.text();
    const json: unknown = said === '' ? undefined : JSON.parse(said);
    if (statusCode >= 400) throw new Error(`${method} ${path}: ${complaint(statusCode, json)}`);
    return { status: statusCode, location: headers.location, json: record(json) };
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
    close: () => agent.close(),
  };
};
