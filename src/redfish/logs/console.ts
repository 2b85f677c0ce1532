/** What a machine says on its serial port, as a log: a line is an entry. */
import { link } from '../link.js';
import { systemUri } from '../uris.js';
import { consoleLines } from './console-lines.js';
import type { LogPlace } from './service.js';

/** Lines in the log: the last ones. */
const size = 1000;

/** Lines bear no times: nobody noted when they came. */
export const consoleLog: LogPlace = {
  id: 'SerialConsole',
  name: 'Serial console',
  type: 'OEM',
  purpose: 'Diagnostic',
  size,
  persistent: true,
  isThere: async ({ id }, { hypervisor }) => (await hypervisor.consoles?.hasConsoleText(id)) ?? false,
  open: async ({ id }, { hypervisor, bmc: { logs } }) => {
    const text = await hypervisor.consoles?.consoleText(id);
    if (text === undefined) return undefined;
    const cleared = logs.consoles.to(id, text);
    const lines = consoleLines(text).filter(({ at }) => at >= cleared);
    return {
      entries: lines.slice(-size).map(({ at, text: said }) => ({
        Id: String(at),
        Name: `Line at ${at}`,
        EntryType: 'Oem',
        OemRecordFormat: 'Line of text',
        Severity: 'OK',
        Message: said,
        Links: { OriginOfCondition: link(systemUri(id)) },
      })),
      clear: () => logs.consoles.clear(id, text),
    };
  },
};
