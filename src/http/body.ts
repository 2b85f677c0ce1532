import type { ServerResponse } from 'node:http';
import express from 'express';
import { redfishError } from '../redfish/errors.js';
import type { Request } from './request.js';

const limit = 1024 * 1024;
const read = express.raw({ type: () => true, limit });

/** What express's body parser rejects with; what cannot be decompressed comes with a status, and without a type. */
const isParserError = (error: unknown): error is Error & { type?: unknown; status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;

const bytesOf = async (request: Request, response: ServerResponse): Promise<Buffer> => {
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  }).catch((cause: unknown) => {
    if (!isParserError(cause)) throw cause;
    if (cause.type === 'entity.too.large')
      throw redfishError('PayloadTooLarge', [], { cause, headers: { Connection: 'close' } });
    if (cause.type === 'encoding.unsupported')
      throw redfishError('HeaderInvalid', ['Content-Encoding'], { status: 415, cause });
    throw redfishError('MalformedJSON', [], { cause });
  });
  return 'body' in request && Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
};

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw redfishError('MalformedJSON', [], { cause });
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `application/json`, with no other charset than UTF-8 (DSP0266, "Request headers"). */
const isJson = (type: string): boolean =>
  /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i.test(type.trim());

/** The object that a request holds; `{}` where it holds nothing, as some clients send an action without parameters. */
export const readBody = async (request: Request, response: ServerResponse): Promise<Record<string, unknown>> => {
  const bytes = await bytesOf(request, response);
  if (bytes.length === 0) return {};
  if (!isJson(request.headers['content-type'] ?? ''))
    throw redfishError('HeaderInvalid', ['Content-Type'], { status: 415 });
  const value = parse(bytes);
  if (!isObject(value)) throw redfishError('UnrecognizedRequestBody', []);
  return value;
};

/** The same of a request that needs none (DELETE): what says of itself that it is something else is not looked at. */
export const readJson = async (request: Request, response: ServerResponse): Promise<Record<string, unknown>> =>
  isJson(request.headers['content-type'] ?? '') ? readBody(request, response) : {};
