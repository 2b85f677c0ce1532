import { type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { checkServerIdentity, TLSSocket } from 'node:tls';

export interface HttpQuestion {
  readonly scheme: 'http' | 'https';
  readonly address: string;
  readonly port: number;
  readonly path: string;
  readonly credentials?: { readonly user: string; readonly password: string };
}

export interface HttpAnswer {
  readonly status: number;
  /** Undefined: none, or no JSON. */
  readonly body?: unknown;
  readonly certificate?: {
    /** It names the address that was asked. */
    readonly fits: boolean;
    readonly validTo: Date;
  };
}

const enough = 2 ** 20;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const certificateOf = ({ socket }: IncomingMessage, address: string): Pick<HttpAnswer, 'certificate'> => {
  if (!(socket instanceof TLSSocket)) return {};
  const certificate = socket.getPeerCertificate();
  return {
    certificate: {
      fits: checkServerIdentity(address, certificate) === undefined,
      validTo: new Date(certificate.valid_to),
    },
  };
};

/** One GET on a connection of its own, whoever signed the certificate. Rejects where nothing answers. */
export const http = ({ scheme, address, port, path, credentials }: HttpQuestion, signal: AbortSignal) =>
  new Promise<HttpAnswer>((resolve, reject) => {
    const options = {
      host: address,
      port,
      path,
      signal,
      agent: false as const,
      rejectUnauthorized: false,
      headers: { accept: 'application/json' },
      ...(credentials && { auth: `${credentials.user}:${credentials.password}` }),
    };
    const request = (scheme === 'https' ? secure : plain)(options, (response) => {
      const certificate = certificateOf(response, address);
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > enough) request.destroy(new Error('its answer is too long'));
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: jsonOf(text), ...certificate }));
    });
    request.on('error', reject);
    request.end();
  });
