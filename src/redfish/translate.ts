/** From the errors of the parts below to the registry's messages: one function for each, and this is the only place. */
import { BmcError } from '../bmc/types.js';
import { HypervisorError } from '../hypervisor/port.js';
import type { MediaError } from '../media/types.js';
import { RedfishError, redfishError } from './errors.js';
import { type Place, wrongFormat, wrongValue } from './problems.js';

/** The errors below are worded as clauses, and some begin with a URI. */
const sentence = (clause: string): string =>
  `${clause.replace(/^[a-z](?![a-z0-9+.-]*:)/, (letter) => letter.toUpperCase())}.`;

/** Seconds, where the hypervisor does not say. */
const defaultRetryAfter = 5;

/** `about`: what was asked for, in the client's words: an action or a URI. */
export const fromHypervisor = (cause: HypervisorError, about: string): RedfishError => {
  const detail = sentence(cause.message);
  switch (cause.code) {
    case 'not-found':
      return redfishError('ResourceNotFound', ['resource', about], { cause });
    case 'unavailable': {
      const seconds = String(Math.ceil(cause.retryAfter ?? defaultRetryAfter));
      return redfishError('ServiceTemporarilyUnavailable', [seconds], {
        cause,
        detail: 'The hypervisor cannot be reached.',
        headers: { 'Retry-After': seconds },
      });
    }
    case 'unsupported':
      return redfishError('ActionNotSupported', [about], { cause, detail });
    case 'conflict':
      return redfishError('ResourceInUse', [], { cause, detail });
    case 'invalid':
      return redfishError('GeneralError', [], { cause, detail });
    case 'no-space':
      return redfishError('InsufficientStorage', [], { cause, detail });
    case 'timeout':
      return redfishError('OperationTimeout', [], { cause });
    case 'cancelled':
      return redfishError('ResourceInUse', [], { cause, detail: 'It was cancelled.' });
    case 'denied':
    case 'failed':
      return redfishError('OperationFailed', [], { cause });
  }
};

/** A URI as errors and tasks may show it: without user information, and without the query, which may hold a token. */
export const shownUri = (uri: string): string => uri.replace(/[?#].*$/s, '').replace(/^([a-z]+:\/\/)[^/]*@/i, '$1');

/** `place`: where the client named the image. */
export const fromMedia = (cause: MediaError, image: string, place: Place): RedfishError => {
  const uri = shownUri(image);
  const options = { cause, detail: sentence(cause.message) };
  switch (cause.code) {
    case 'bad-url':
      return new RedfishError([wrongFormat(place, uri, options.detail)], { cause });
    case 'unsupported-scheme':
      return redfishError('SourceDoesNotSupportProtocol', [uri, uri.split(':', 1)[0] ?? ''], options);
    case 'host-not-allowed':
    case 'path-not-allowed':
      return redfishError('AccessDenied', [uri], options);
    case 'not-found':
      return redfishError('ResourceMissingAtURI', [uri], options);
    case 'unauthorized':
      return redfishError('ResourceAtUriUnauthorized', [uri, cause.message], { cause });
    case 'unreachable':
    case 'tls':
    case 'timeout':
      return redfishError('CouldNotEstablishConnection', [uri], options);
    case 'server-error':
    case 'truncated':
    case 'too-many-redirects':
      return redfishError('UndeterminedFault', [uri], options);
    case 'empty':
      return redfishError('ResourceAtUriInUnknownFormat', [uri], options);
    case 'too-large':
      return new RedfishError([wrongValue(place, options.detail)], { cause });
    case 'no-space':
      return redfishError('InsufficientStorage', [], options);
    case 'cancelled':
      return redfishError('ResourceInUse', [], { cause, detail: 'The transfer was cancelled.' });
  }
};

/** `about`: the resource, by its URI. */
export const fromBmc = (cause: BmcError, about: string): RedfishError => {
  const options = { cause, detail: sentence(cause.message) };
  switch (cause.code) {
    case 'exists':
      return redfishError('ResourceAlreadyExists', ['ManagerAccount', 'UserName', about], { cause });
    case 'not-found':
      return redfishError('ResourceNotFound', ['resource', about], { cause });
    case 'password-length':
      return redfishError('PasswordIncorrectLength', [], options);
    case 'read-only':
    case 'in-use':
    case 'last-administrator':
      return redfishError('ResourceInUse', [], options);
    case 'invalid':
      return redfishError('GeneralError', [], options);
    case 'host-not-allowed':
      // Only a subscription names a host to us.
      return redfishError('PropertyValueError', ['Destination'], { ...options, relatedProperties: ['#/Destination'] });
    case 'limit':
      return redfishError('EventSubscriptionLimitExceeded', [], { cause });
    case 'store':
      return redfishError('InternalError', [], { cause });
  }
};

/** What any error comes to. What nobody foresaw is an internal error, and says nothing of itself. */
export const toRedfishError = (error: unknown, about: string): RedfishError => {
  if (error instanceof RedfishError) return error;
  if (error instanceof HypervisorError) return fromHypervisor(error, about);
  if (error instanceof BmcError) return fromBmc(error, about);
  return redfishError('InternalError', [], { cause: error });
};
