import type { Event } from './types.js';

/** An event as `Event.v1_13_0.EventRecord`. */
const record = (event: Event, memberId: string): object => ({
  MemberId: memberId,
  EventId: String(event.id),
  EventType: event.type,
  EventTimestamp: event.time.toISOString(),
  MessageId: event.messageId,
  Message: event.message,
  MessageArgs: event.args,
  MessageSeverity: event.severity,
  Severity: event.severity,
  Resolution: event.resolution,
  ...(event.origin !== undefined && { OriginOfCondition: { '@odata.id': event.origin } }),
  ...event.facts,
});

/** What subscribers get: one `Event.v1_13_0.Event` for each event, as JSON. */
export const payloadOf = (event: Event, context: string | undefined): string =>
  JSON.stringify({
    '@odata.type': '#Event.v1_13_0.Event',
    Id: String(event.id),
    Name: 'Event',
    ...(context !== undefined && { Context: context }),
    Events: [record(event, '0')],
    'Events@odata.count': 1,
  });
