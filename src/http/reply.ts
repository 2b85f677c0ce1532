import type { ServerResponse } from 'node:http';

/** An answer, ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** In the place of a body: sends what comes, and ends the answer itself. */
  readonly stream?: (response: ServerResponse) => void;
}

/** On every answer (DSP0266, "Response headers"). */
export const common = { 'OData-Version': '4.0', 'Cache-Control': 'no-cache' };

const requestId = 'X-Request-Id';
const json = 'application/json; charset=utf-8';

/** A body as JSON, or as it is where its `Content-Type` is given. */
export const reply = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Reply => {
  if (body === undefined) return { status, headers };
  if (body instanceof Buffer) return { status, headers: { 'Content-Type': json, ...headers }, body };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'Content-Type': json, ...headers }, body: Buffer.from(text) };
};

/** Sends it under this id; to a HEAD the same headers as to a GET, without the body. */
export const send = (
  response: ServerResponse,
  { method, id }: { readonly method: string; readonly id: string },
  { status, headers, body, stream }: Reply,
): void => {
  // The service was ended meanwhile, and has answered in the place of this.
  if (response.headersSent) return;
  if (stream) {
    response.setHeader(requestId, id);
    stream(response);
    return;
  }
  const length = body === undefined && status !== 204 && status !== 304 ? 0 : body?.length;
  // All at once: a head to which a header was added before takes Node a slower way.
  response.writeHead(status, {
    ...common,
    [requestId]: id,
    ...headers,
    ...(length !== undefined && { 'Content-Length': length }),
  });
  response.end(method === 'HEAD' ? undefined : body);
};
