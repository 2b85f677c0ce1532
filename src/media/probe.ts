import { isIPv6 } from 'node:net';
import { hostOf, shown } from '../outbound/shown.js';
import { contentLength } from '../outbound/tap.js';
import { type Answer, checkStatus, follow, type Web } from './follow.js';
import { MediaError, type RemoteImage } from './types.js';
import { imageName, type Target } from './url.js';

/**
 * What QEMU is to read by itself. QEMU's curl driver asks for the length by HEAD and then for byte ranges, so the
 * server must do both. It would resolve the name again for each request: where the certificate does not tie the
 * name to the server, it gets the address that was checked. Throws `MediaError`; what only Upload can do says so.
 */
export async function probeRemote(web: Web, target: Target, signal: AbortSignal): Promise<RemoteImage> {
  if (target.credentials !== undefined) {
    throw useUpload('unauthorized', target.url, 'the hypervisor cannot be given credentials');
  }
  // QEMU trusts what its own host trusts, and nothing else can be handed to it.
  const plain: Target = { ...target, certificates: [] };
  const found = await head(web, plain, signal);
  const { url } = found.answer;
  if (found.size === 0) throw new MediaError('empty', `${shown(url)}: the server offers an image of no bytes`);
  if (found.size === undefined || !found.ranges) {
    throw useUpload('server-error', url, 'the server offers no byte ranges, which the hypervisor needs');
  }
  const image = { size: found.size, name: imageName(target.url) };
  const named = url.protocol === 'https:' && target.verifyCertificate;
  if (named) return { url: url.href, ...image };
  const pinned = new URL(url);
  pinned.hostname = isIPv6(found.answer.address) ? `[${found.answer.address}]` : found.answer.address;
  if (pinned.href === url.href) return { url: url.href, ...image };
  if (await sameByAddress(web, { ...plain, url: pinned }, found, signal)) return { url: pinned.href, ...image };
  if (web.policy.vouchesFor(hostOf(url))) return { url: url.href, ...image };
  throw useUpload('host-not-allowed', url, 'the server answers only by its name, which could lead elsewhere next time');
}

interface Head {
  readonly answer: Answer;
  readonly size: number | undefined;
  readonly ranges: boolean;
}

async function head(web: Web, target: Target, signal: AbortSignal): Promise<Head> {
  const answer = await follow(web, target, { method: 'HEAD', signal });
  const { headers, statusCode = 0 } = answer.response;
  answer.response.destroy();
  if ([400, 403, 405, 501].includes(statusCode)) await explainRefusedHead(web, target, signal);
  checkStatus(answer, [200]);
  return { answer, size: contentLength(headers), ranges: /\bbytes\b/i.test(headers['accept-ranges'] ?? '') };
}

/** Presigned URLs are for one method: GET works where HEAD does not. One byte is asked for, to tell the client so. */
async function explainRefusedHead(web: Web, target: Target, signal: AbortSignal): Promise<void> {
  const answer = await follow(web, target, { method: 'GET', headers: () => ({ range: 'bytes=0-0' }), signal });
  answer.response.destroy();
  checkStatus(answer, [200, 206]);
  throw useUpload('server-error', answer.url, 'the server refuses HEAD, which the hypervisor needs');
}

async function sameByAddress(web: Web, target: Target, { answer, size }: Head, signal: AbortSignal): Promise<boolean> {
  try {
    const other = await head(web, target, signal);
    return (
      other.answer.url.href === target.url.href &&
      other.size === size &&
      other.ranges &&
      other.answer.response.headers.etag === answer.response.headers.etag
    );
  } catch (error) {
    if (error instanceof MediaError && error.code !== 'cancelled') return false;
    throw error;
  }
}

function useUpload(code: 'unauthorized' | 'server-error' | 'host-not-allowed', url: URL, why: string): MediaError {
  return new MediaError(code, `${shown(url)} cannot be streamed: ${why}; use TransferMethod Upload`);
}
