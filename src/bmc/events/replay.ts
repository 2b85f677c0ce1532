import type { Event } from './types.js';

/** The last events, for streams that come back. */
export interface Replay {
  add(event: Event): void;
  /** What came after this id; `lost`: some of it is gone, or may be. */
  after(id: number): { readonly events: readonly Event[]; readonly lost: boolean };
}

/** Ids are `first`, `first + 1` and so on: what is missing can be told. */
export const createReplay = (size: number, first: number): Replay => {
  const kept: Event[] = [];
  let last = first - 1;
  return {
    add: (event) => {
      kept.push(event);
      last = event.id;
      if (kept.length > size) kept.shift();
    },
    after: (id) => {
      const oldest = kept[0]?.id ?? last + 1;
      return { events: kept.filter((event) => event.id > id), lost: id < oldest - 1 };
    },
  };
};
