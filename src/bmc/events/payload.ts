import { shownReport } from '../telemetry/shown.js';
import { isReport } from './match.js';
import type { Event, Notice } from './types.js';

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

const eventOf = (event: Event, context: string | undefined): object => ({
  '@odata.type': '#Event.v1_13_0.Event',
  Id: String(event.id),
  Name: 'Event',
  ...(context !== undefined && { Context: context }),
  Events: [record(event, '0')],
  'Events@odata.count': 1,
});

/**
 * What subscribers get, as JSON: an `Event.v1_13_0.Event` for each event, or a `MetricReport.v1_5_2.MetricReport` with
 * the values of these systems, or of all.
 */
export const payloadOf = (notice: Notice, context: string | undefined, systems?: readonly string[]): string =>
  JSON.stringify(
    isReport(notice)
      ? {
          '@odata.id': notice.report.uri,
          '@odata.type': '#MetricReport.v1_5_2.MetricReport',
          ...(context !== undefined && { Context: context }),
          ...shownReport(notice.report, systems),
        }
      : eventOf(notice, context),
  );
