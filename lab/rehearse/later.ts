import type { rehearse as Rehearse } from './rehearse.js';

/** A rehearsal loads more than all else that is done with a lab: only when there is one. */
export const rehearse: typeof Rehearse = async (...given) => (await import('./rehearse.js')).rehearse(...given);
