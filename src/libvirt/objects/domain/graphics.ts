import { Parser } from 'xml2js/lib/parser.js';
import { LibvirtError } from '../../errors.js';

export interface GraphicsAddress {
  /** `vnc`, `spice`. */
  readonly type: string;
  /** Path of a unix socket, on the hypervisor. */
  readonly socket?: string;
  readonly host?: string;
  readonly port?: number;
  readonly tlsPort?: number;
  readonly password?: string;
}

interface Element {
  readonly $?: Readonly<Record<string, string>>;
  readonly listen?: readonly Element[];
}

const port = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

function address({ $ = {}, listen = [] }: Element): GraphicsAddress | undefined {
  const where = listen[0]?.$ ?? {};
  const socket = where.socket ?? $.socket;
  const host = where.address ?? $.listen;
  const plain = port($.port);
  const tls = port($.tlsPort);
  if (socket === undefined && plain === undefined && tls === undefined) return undefined;
  return {
    type: $.type ?? 'unknown',
    ...(socket === undefined ? {} : { socket }),
    ...(host === undefined ? {} : { host }),
    ...(plain === undefined ? {} : { port: plain }),
    ...(tls === undefined ? {} : { tlsPort: tls }),
    ...($.passwd === undefined ? {} : { password: $.passwd }),
  };
}

/** The graphics servers of a running domain's XML, those that listen. */
export async function graphicsAddresses(xml: string): Promise<readonly GraphicsAddress[]> {
  const root: { domain?: { devices?: readonly { graphics?: readonly Element[] }[] } } | null = await new Parser()
    .parseStringPromise(xml)
    .catch((cause: unknown) => {
      throw new LibvirtError('protocol', 'a domain description that is no XML', { cause });
    });
  const elements = root?.domain?.devices?.[0]?.graphics ?? [];
  return elements.map(address).filter((each) => each !== undefined);
}
