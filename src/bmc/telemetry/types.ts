/** Metric reports and when they are made: what the rest of the service sees of `src/bmc/telemetry`. */

/** One figure at one moment. */
export interface MetricValue {
  readonly metricId: string;
  readonly value: string;
  readonly time: Date;
  /** `MetricProperty`. */
  readonly property: string;
  /** The system that it is of, for accounts that see only some. */
  readonly systemId: string;
}

export interface MetricReport {
  readonly id: string;
  readonly name: string;
  readonly uri: string;
  readonly definitionUri: string;
  readonly time: Date;
  readonly values: readonly MetricValue[];
}

/** What a client may choose of one report. */
export interface ReportSettings {
  readonly enabled: boolean;
  /** Made every `interval` seconds; else when somebody asks for it. */
  readonly periodic: boolean;
  readonly interval: number;
  /** What becomes of a periodic one: it can be read, and subscribers get it. */
  readonly kept: boolean;
  readonly sent: boolean;
}

/** Seconds between two reports. */
export const reportInterval = { minimum: 1, maximum: 86_400 } as const;

export interface Telemetry {
  settings(reportId: string): ReportSettings;
  /** Stored before it resolves, and then in force. Throws `BmcError` `invalid` for an interval out of range. */
  change(reportId: string, change: Partial<ReportSettings>): Promise<void>;
  /** Calls `listener` with the id of a report whose settings changed. Returns the function that ends it. */
  subscribe(listener: (reportId: string) => void): () => void;
  /** The last periodic report, until its settings change. In memory only. */
  latest(reportId: string): MetricReport | undefined;
  keep(report: MetricReport): void;
}
