/** `$filter` of an event stream (DSP0266, "Server-sent events"): `eq` of a few properties, `and`, `or`, `not`, brackets. */
import { isAt, isReport, registryOf, withoutVersion } from '../../bmc/events/match.js';
import type { Event, Notice } from '../../bmc/events/types.js';
import { redfishError } from '../errors.js';

type Test = (notice: Notice) => boolean;

/** `SSEFilterPropertiesSupported`: what can stand before an `eq`. */
const properties = [
  'EventFormatType',
  'MessageId',
  'MetricReportDefinition',
  'OriginResource',
  'RegistryPrefix',
  'ResourceType',
] as const;
type Property = (typeof properties)[number];
export const filterProperties = [...properties, 'SubordinateResources'] as const;
/** Who names one of these may mean reports; everybody else means events. */
const ofReports: readonly string[] = ['EventFormatType', 'MetricReportDefinition'] satisfies readonly Property[];

const ofEvent =
  (test: (event: Event) => boolean): Test =>
  (notice) =>
    !isReport(notice) && test(notice);

const tests: Readonly<Record<Property, (value: string, subordinate: boolean) => Test>> = {
  EventFormatType: (value) => (notice) => value === (isReport(notice) ? 'MetricReport' : 'Event'),
  MessageId: (value) => ofEvent((event) => withoutVersion(event.messageId) === withoutVersion(value)),
  MetricReportDefinition: (value) => (notice) =>
    isReport(notice) && (notice.report.definitionUri === value || notice.report.id === value),
  OriginResource: (value, subordinate) =>
    ofEvent((event) => event.origin !== undefined && isAt(event.origin, value, subordinate)),
  RegistryPrefix: (value) => ofEvent((event) => registryOf(event.messageId) === value),
  ResourceType: (value) => ofEvent((event) => event.resourceType === value),
};

const token = /\s*('(?:[^']|'')*'|[()]|[A-Za-z]+)/y;

const tokensOf = (text: string): readonly string[] | undefined => {
  const found: string[] = [];
  const rest = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < rest.length) {
    const match = token.exec(rest);
    if (match?.[1] === undefined) return undefined;
    found.push(match[1]);
  }
  return found;
};

class Unreadable extends Error {}

const parse = (tokens: readonly string[]): Test => {
  // It is said once, and holds for every `OriginResource` of the filter.
  const at = tokens.indexOf('SubordinateResources');
  const subordinate = at >= 0 && tokens[at + 2] === 'true';
  let place = 0;
  const take = (wanted?: string): string => {
    const next = tokens[place];
    if (next === undefined || (wanted !== undefined && next !== wanted)) throw new Unreadable();
    place += 1;
    return next;
  };
  const comparison = (): Test => {
    const name = take();
    take('eq');
    const value = take();
    if (name === 'SubordinateResources' && /^(true|false)$/.test(value)) return () => true;
    const property = properties.find((one) => one === name);
    // Clients in use write the values of the enumeration without quotes.
    const bare = property === 'EventFormatType' && /^[A-Za-z]+$/.test(value);
    if (bare) return tests[property](value, subordinate);
    if (property === undefined || !value.startsWith("'")) throw new Unreadable();
    return tests[property](value.slice(1, -1).replaceAll("''", "'"), subordinate);
  };
  const term = (): Test => {
    if (tokens[place] === 'not') {
      take();
      const inner = term();
      return (notice) => !inner(notice);
    }
    if (tokens[place] !== '(') return comparison();
    take('(');
    const inner = either();
    take(')');
    return inner;
  };
  const chain = (word: string, part: () => Test, join: (all: readonly Test[]) => Test): Test => {
    const all = [part()];
    while (tokens[place] === word) {
      take();
      all.push(part());
    }
    return join(all);
  };
  const both = (): Test => chain('and', term, (all) => (notice) => all.every((test) => test(notice)));
  const either = (): Test => chain('or', both, (all) => (notice) => all.some((test) => test(notice)));
  const whole = either();
  if (place < tokens.length) throw new Unreadable();
  return whole;
};

/** More would be no filter that somebody wrote. Brackets nest by calls. */
const longest = 4096;

/** Throws a `RedfishError` for what is no filter, or names what cannot be filtered by. */
export const parseEventFilter = (text: string): Test => {
  const wrong = () => redfishError('QueryParameterValueFormatError', [text, '$filter']);
  const tokens = text.length > longest ? undefined : tokensOf(text);
  if (tokens === undefined) throw wrong();
  try {
    const test = parse(tokens);
    return tokens.some((one) => ofReports.includes(one)) ? test : ofEvent(test);
  } catch (error) {
    if (error instanceof Unreadable) throw wrong();
    throw error;
  }
};
