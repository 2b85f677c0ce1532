import type { LogRecord } from '../../bmc/logs/types.js';
import { link } from '../link.js';

export const logEntryType = 'LogEntry.v1_21_0.LogEntry';

const registered = ({ messageId, args = [] }: LogRecord) =>
  messageId !== undefined && { MessageId: messageId, MessageArgs: args };

/** What a record of a log reads like, less its `@odata.*`. */
export const readLogEntry = (record: LogRecord) => ({
  Id: String(record.id),
  Name: `Log Entry ${record.id}`,
  ...(record.sensor
    ? { EntryType: 'SEL', SensorType: record.sensor.type, EntryCode: record.sensor.code, MessageId: record.messageId }
    : { EntryType: 'Event', ...registered(record) }),
  Created: record.time,
  Severity: record.severity,
  Message: record.message,
  ...(record.resolution !== undefined && { Resolution: record.resolution }),
  ...(record.eventId !== undefined && { EventId: record.eventId }),
  ...(record.userName !== undefined && { Username: record.userName }),
  ...(record.client !== undefined && { Originator: record.client, OriginatorType: 'Client' }),
  ...(record.origin !== undefined && { Links: { OriginOfCondition: link(record.origin) } }),
});
