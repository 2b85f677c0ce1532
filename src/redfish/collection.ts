import type { Call } from './call.js';
import { links } from './link.js';
import { type Awaitable, type Definition, defineResource, type Params, type Resource } from './resource.js';
import type { ObjectSchema } from './schema.js';

interface CollectionDefinition<Path extends string, Create extends ObjectSchema>
  extends Pick<Definition<Path, Listing<Path>, ObjectSchema, Create>, 'path' | 'privileges' | 'create'> {
  /** Type of the members: `ComputerSystem`. */
  readonly of: string;
  readonly name: string;
  /** Ids, in the order of the members. Undefined: what should hold the collection is not there. */
  readonly members: (params: Params<Path>, call: Call) => Awaitable<readonly string[] | undefined>;
}
/** A collection that was found. */
export interface Listing<Path extends string> {
  readonly params: Params<Path>;
  readonly ids: readonly string[];
}

/** Declares a collection; its members' URIs are below its own. */
export const defineCollection = <const Path extends string, const Create extends ObjectSchema = ObjectSchema>({
  of,
  name,
  members,
  ...definition
}: CollectionDefinition<Path, Create>): Resource =>
  defineResource<Path, Listing<Path>, ObjectSchema, Create>({
    ...definition,
    type: `${of}Collection.${of}Collection`,
    find: async (params, call) => {
      const ids = await members(params, call);
      return ids && { params, ids };
    },
    read: ({ ids }, call) => ({
      Name: name,
      ...links(
        'Members',
        ids.map((id) => `${call.uri}/${id}`),
      ),
    }),
  });
