/** What a person who starts the service gets to read on standard output. */
import { hostname } from 'node:os';
import type { Machine } from '../../hypervisor/port.js';
import type { Credentials } from './credentials.js';

const isEverywhere = (listen: string) => listen === '::' || listen === '0.0.0.0';

/** Addresses in 127.0.0.0/8, `::1` and `localhost` are reached from this host alone. */
export const isLoopback = (listen: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(listen);

/** Where clients find the service. */
export function serviceUrls(listen: string, port: number): string[] {
  const hosts = isEverywhere(listen) ? [hostname(), '127.0.0.1'] : [listen.includes(':') ? `[${listen}]` : listen];
  return hosts.map((host) => `https://${host}:${port}/redfish/v1`);
}

export const credentialsText = (user: string, password: string): string =>
  [
    'This first start made an administrator. Its password is shown this once:',
    `  user:     ${user}`,
    `  password: ${password}`,
    '',
    '',
  ].join('\n');

export interface Greeting {
  readonly version: string;
  readonly urls: readonly string[];
  /** Where the machines are, in words. */
  readonly about: string;
  readonly credentials: Credentials;
  /** The certificate is one that clients do not know. */
  readonly selfSigned: boolean;
  readonly loopbackOnly: boolean;
  readonly machine: Machine | undefined;
}

export function greetingText(greeting: Greeting): string {
  const { version, urls, about, credentials, selfSigned, loopbackOnly, machine } = greeting;
  const { login, hint } = credentials;
  const [url = ''] = urls;
  const curl = ['curl', '-s', selfSigned && '-k', login !== undefined && `-u '${login}'`].filter(Boolean).join(' ');
  const system = `${url}/Systems/${machine?.id ?? 'ID'}`;
  const body = "-H 'Content-Type: application/json' -d";
  const lines = [
    `redfish-emu ${version}: ${about}`,
    ...urls.map((each) => `  ${each}`),
    ...(loopbackOnly ? ['  (reached from this host alone; --listen :: opens it to others)'] : []),
    ...(hint === undefined ? [] : [`  (${hint})`]),
    ...(login === undefined ? ['  WARNING: nobody is asked for credentials'] : []),
    '',
    'Try:',
    `  ${curl} ${url}/Systems`,
    `  ${curl} ${body} '{"ResetType":"On"}' ${system}/Actions/ComputerSystem.Reset`,
    `  ${curl} ${body} '{"Boot":{"BootSourceOverrideTarget":"Cd","BootSourceOverrideEnabled":"Once"}}' -X PATCH ${system}`,
    '',
    '',
  ];
  return lines.join('\n');
}
