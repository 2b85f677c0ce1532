import type { Event } from './types.js';

/** Said to a stream that comes back too late: before the events that are still there, and with the id of the one before. */
export const lostEvent = (id: number): Event => ({
  id,
  time: new Date(),
  messageId: 'Base.1.22.EventBufferExceeded',
  message: 'Events that were not delivered may be lost: more happened than is kept for replay.',
  args: [],
  severity: 'Warning',
  resolution: 'Read again the resources whose state matters.',
  type: 'Other',
});
