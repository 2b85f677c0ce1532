import { errorCode, errorText } from '../outbound/errors.js';
import { MediaError } from './types.js';

/** Of a file that a client named. */
export function fileError(cause: unknown, path: string): MediaError {
  switch (errorCode(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new MediaError('not-found', `${path} does not exist`, { cause });
    case 'EACCES':
    case 'EPERM':
      return new MediaError('path-not-allowed', `${path} is not readable for this service (see --image-dir)`, {
        cause,
      });
    default:
      return new MediaError('not-found', `${path} cannot be read: ${errorCode(cause) ?? errorText(cause)}`, { cause });
  }
}

export function cancelled(cause?: unknown): MediaError {
  return new MediaError('cancelled', 'the request for the image was given up', { cause });
}

/** Of the cache's own files. */
export function storeError(cause: unknown): MediaError {
  if (cause instanceof MediaError) return cause;
  const code = errorCode(cause);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const why = full ? 'the disk of this service is full' : `it cannot be stored: ${code ?? errorText(cause)}`;
  return new MediaError('no-space', `no room for the image: ${why}`, { cause });
}
