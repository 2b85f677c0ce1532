import type { IncomingMessage } from 'node:http';

/** A request as a server gets it: Node's type leaves open what only an answer is without. */
export type Request = IncomingMessage & { readonly method: string; readonly url: string };

export const isRequest = (message: IncomingMessage): message is Request =>
  message.method !== undefined && message.url !== undefined;

/** The absolute form (`GET https://host/path`), which every server has to take, is its path (RFC 9112 3.2.2). */
export const targetOf = ({ url: requested }: Request): { readonly path: string; readonly search: string } => {
  const url = requested.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, search: '' } : { path: url.slice(0, mark), search: url.slice(mark + 1) };
};
