/** Makes the periodic reports, as their definitions have it. Nothing is measured while there are none. */
import type { Bmc } from '../../bmc/types.js';
import type { Hypervisor } from '../../hypervisor/port.js';
import type { Log } from '../context.js';
import { figuresOf } from './figures.js';
import { type ReportId, reportIds } from './metrics.js';
import { makeReport } from './report.js';

/** Milliseconds between two reports that are due at once: of a thousand machines each is a megabyte to make and to send. */
const pause = 50;
const breath = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, pause).unref());

export interface ReporterParts {
  readonly hypervisor: Hypervisor;
  readonly bmc: Bmc;
  readonly log: Pick<Log, 'warn'>;
}

/** Begins. Returns the function that ends it. */
export const reportPeriodically = ({ hypervisor, bmc: { telemetry, events }, log }: ReporterParts): (() => void) => {
  const timers = new Map<ReportId, NodeJS.Timeout>();
  const underWay = new Set<ReportId>();
  let turn: Promise<void> = Promise.resolve();
  let failing = false;

  const isWanted = (id: ReportId): boolean => {
    const { enabled, periodic } = telemetry.settings(id);
    return enabled && periodic && timers.has(id);
  };
  const make = async (id: ReportId): Promise<void> => {
    const report = makeReport(id, await hypervisor.machines(), await figuresOf({ hypervisor }));
    // Its definition may have changed meanwhile.
    if (!isWanted(id)) return;
    const { kept, sent } = telemetry.settings(id);
    if (kept) telemetry.keep(report);
    if (sent) events.report(report);
  };
  /** A hypervisor that takes longer than the interval is not asked again meanwhile. */
  const tick = (id: ReportId): void => {
    if (underWay.has(id)) return;
    underWay.add(id);
    turn = turn
      .then(() => make(id))
      .then(
        () => {
          failing = false;
        },
        (error: unknown) => {
          if (!failing) log.warn({ err: error, report: id }, 'a metric report could not be made');
          failing = true;
        },
      )
      .then(() => {
        underWay.delete(id);
        return breath();
      });
  };
  const schedule = (id: ReportId): void => {
    clearInterval(timers.get(id));
    timers.delete(id);
    const { enabled, periodic, interval } = telemetry.settings(id);
    if (!enabled || !periodic || hypervisor.metrics === undefined) return;
    timers.set(id, setInterval(() => tick(id), interval * 1000).unref());
    tick(id);
  };

  for (const id of reportIds) schedule(id);
  const unsubscribe = telemetry.subscribe((changed) => {
    const id = reportIds.find((one) => one === changed);
    if (id !== undefined) schedule(id);
  });
  return () => {
    unsubscribe();
    for (const timer of timers.values()) clearInterval(timer);
    timers.clear();
  };
};
