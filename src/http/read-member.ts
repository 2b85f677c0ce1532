import type { Principal } from '../bmc/types.js';
import type { Properties } from '../redfish/annotations.js';
import { RedfishError } from '../redfish/errors.js';
import { mayDo, needsOf } from './authorize.js';
import type { ReadMember } from './expand.js';
import { Moved } from './locate.js';
import { createPatience } from './patience.js';
import type { Match, Router } from './router.js';

/** A representation that was rendered here. */
export const parseBody = (bytes: Buffer): Properties => {
  const value: unknown = JSON.parse(bytes.toString());
  if (typeof value !== 'object' || value === null) throw new Error('a representation is no object');
  return { ...value };
};

/** What may not be seen, or went away meanwhile, is not there. */
const isGone = (error: unknown): boolean =>
  error instanceof Moved || (error instanceof RedfishError && (error.status === 403 || error.status === 404));

/** Reads other resources for one request, each once, as its client would. */
export const createReader = (
  router: Router,
  principal: Principal,
  render: (match: Match) => Promise<Buffer>,
): ReadMember => {
  const known = new Map<string, Properties | undefined>();
  const rest = createPatience();

  const read: ReadMember = async (uri) => {
    const match = router.match(uri);
    if (match === undefined || match.route.action !== undefined) return undefined;
    if (match.route.resource.special || !mayDo(principal, match.route, needsOf(match.route, 'GET'))) return undefined;
    try {
      return parseBody(await render(match));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  };

  return async (uri) => {
    await rest();
    if (known.has(uri)) return known.get(uri);
    const found = await read(uri);
    known.set(uri, found);
    return found;
  };
};
