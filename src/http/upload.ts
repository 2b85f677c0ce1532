/** Bodies of several parts, one of them a file (DSP0266, "Multipart HTTP push updates"). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { redfishError } from '../redfish/errors.js';
import type { UploadedFile } from '../redfish/resource.js';
import type { Request } from './request.js';

/** Bytes of boundaries, headers and parameters. */
const around = 64 * 1024;

export interface Upload {
  readonly parameters: Record<string, unknown>;
  readonly file: UploadedFile;
}

const tooLarge = () => redfishError('PayloadTooLarge', [], { headers: { Connection: 'close' } });
const malformed = (detail: string, cause?: unknown) => redfishError('MissingOrMalformedPart', [], { detail, cause });

/** A file's name may come with anything in it, and is shown. */
const longestName = 255;

/** What comes, up to a limit. The connection stays: the client is to hear that it was too much. */
async function* limited(request: Request, limit: number) {
  let received = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    received += chunk.length;
    if (received > limit) throw tooLarge();
    yield chunk;
  }
}

const readParts = async (request: Request, limit: number): Promise<FormData> => {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw redfishError('HeaderInvalid', ['Content-Type'], { status: 415 });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  let failure: unknown;
  const watched = async function* () {
    try {
      yield* limited(request, limit);
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  try {
    const body = Readable.toWeb(Readable.from(watched())) as ReadableStream<Uint8Array>;
    return await new Response(body, { headers: { 'Content-Type': type } }).formData();
  } catch (error) {
    throw failure ?? malformed('It is no multipart/form-data.', error);
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parametersIn = async (part: ReturnType<FormData['get']>): Promise<Record<string, unknown>> => {
  if (part === null) throw malformed('There is no part UpdateParameters.');
  let value: unknown;
  try {
    value = JSON.parse(typeof part === 'string' ? part : await part.text());
  } catch (error) {
    throw malformed('UpdateParameters is no JSON.', error);
  }
  if (!isObject(value)) throw malformed('UpdateParameters is no object.');
  return value;
};

/** `UpdateParameters` and `UpdateFile`; at most so many bytes of file. Throws `RedfishError`, and leaves no file behind then. */
export const receiveUpload = async (request: Request, largest: number): Promise<Upload> => {
  const parts = await readParts(request, largest + around);
  const parameters = await parametersIn(parts.get('UpdateParameters'));
  const sent = parts.get('UpdateFile');
  if (sent === null || typeof sent === 'string') throw malformed('There is no file UpdateFile.');
  if (sent.size > largest) throw tooLarge();
  const directory = await mkdtemp(join(tmpdir(), 'redfish-emu-upload-'));
  // What cannot be removed is left to whoever clears the directory of temporary files.
  const release = () => void rm(directory, { recursive: true, force: true }).catch(() => {});
  const path = join(directory, 'file');
  try {
    await writeFile(path, Buffer.from(await sent.arrayBuffer()));
  } catch (error) {
    release();
    throw error;
  }
  return { parameters, file: { name: basename(sent.name).slice(0, longestName), path, release } };
};
