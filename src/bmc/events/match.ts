import type { Event, Filter, Notice, ReportNotice, Subscriber } from './types.js';

export const isReport = (notice: Notice): notice is ReportNotice => 'report' in notice;

/** `ResourceEvent` of `ResourceEvent.1.4.ResourceChanged`. */
export const registryOf = (messageId: string): string => messageId.split('.', 1)[0] ?? messageId;

/** Registry and key: a filter is meant for a message whatever the version that either side names. */
export const withoutVersion = (messageId: string): string => messageId.replace(/(\.\d+)+\./, '.');

const bare = (uri: string): string => uri.replace(/\/+$/, '');

/** Whether `origin` is this resource, or one below it. */
export const isAt = (origin: string, uri: string, subordinate: boolean): boolean =>
  origin === bare(uri) || (subordinate && origin.startsWith(`${bare(uri)}/`));

const wanted = (list: readonly string[] | undefined, is: (one: string) => boolean): boolean =>
  list === undefined || list.length === 0 || list.some(is);

const excluded = ({ excludedMessageIds = [], excludedPrefixes = [] }: Filter, messageId: string): boolean =>
  excludedPrefixes.includes(registryOf(messageId)) ||
  excludedMessageIds.some((id) => withoutVersion(id) === withoutVersion(messageId));

const eventPasses = (filter: Filter, { messageId, origin, resourceType, severity, type }: Event): boolean =>
  !excluded(filter, messageId) &&
  wanted(filter.severities, (one) => one === severity) &&
  wanted(filter.registryPrefixes, (prefix) => prefix === registryOf(messageId)) &&
  wanted(filter.messageIds, (id) => withoutVersion(id) === withoutVersion(messageId)) &&
  wanted(filter.resourceTypes, (one) => one === resourceType) &&
  wanted(filter.eventTypes, (one) => one === type) &&
  wanted(
    filter.originResources,
    (uri) => origin !== undefined && isAt(origin, uri, filter.subordinateResources ?? false),
  );

/** Every list that is given has to name the event, and none that excludes (DSP0266, "Event message subscription"). */
export const passes = (filter: Filter, notice: Notice): boolean => {
  if (isReport(notice) !== (filter.format === 'MetricReport')) return false;
  if (!isReport(notice)) return eventPasses(filter, notice);
  return wanted(filter.reportDefinitions, (uri) => bare(uri) === notice.report.definitionUri);
};

/** An account of a few systems hears of those, and of what is its own; of a report, it gets what is of those. */
export const mayHear = (subscriber: Subscriber, notice: Notice): boolean =>
  isReport(notice)
    ? subscriber.systems === undefined ||
      notice.report.values.some(({ systemId }) => subscriber.systems?.includes(systemId))
    : mayHearEvent(subscriber, notice);

const mayHearEvent = ({ systems, accountId }: Subscriber, event: Event): boolean =>
  systems === undefined ||
  (event.systemId !== undefined && systems.includes(event.systemId)) ||
  (event.accountId !== undefined && event.accountId === accountId);
