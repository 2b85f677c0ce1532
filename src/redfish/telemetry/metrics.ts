/** Everything that is measured: one entry is a MetricDefinition, and a line or more of a report. */
import type { DiskTraffic, Machine, Measured, NicUsage, Usage } from '../../hypervisor/port.js';
import { allCpusPercent, memoryPercent, perSecond } from './rates.js';

export const reportIds = ['Processor', 'Memory', 'Storage', 'Network'] as const;
export type ReportId = (typeof reportIds)[number];

/** Of a machine as a whole, or of one part of it, by the part's id. */
interface Figure {
  readonly part?: string;
  readonly value: number | undefined;
}

export interface Metric {
  readonly report: ReportId;
  readonly name: string;
  readonly description: string;
  /** A counter begins at 0 when the machine is started. */
  readonly type: 'Counter' | 'Gauge';
  /** UCUM. */
  readonly units: string;
  readonly dataType: 'Decimal' | 'Integer';
  /** Counted by the hypervisor, or calculated of what it counts. */
  readonly implementation: 'DigitalMeter' | 'Synthesized';
  /**
   * The property that it is; where Redfish has none for it, the resource that it is about. `{MachineId}` and `{PartId}`
   * are the machine's id and the part's.
   */
  readonly property: string;
  readonly read: (machine: Machine, measured: Measured) => readonly Figure[];
}

const processor = '/redfish/v1/Systems/{MachineId}/ProcessorSummary/ProcessorMetrics';
const memory = '/redfish/v1/Systems/{MachineId}/MemorySummary/MemoryMetrics';
const drive = '/redfish/v1/Chassis/{MachineId}/Drives/{PartId}/Metrics';
const port = '/redfish/v1/Chassis/{MachineId}/NetworkAdapters/{PartId}/Ports/1/Metrics';

const kibibyte = 1024;

const counted = { type: 'Counter', dataType: 'Integer', implementation: 'DigitalMeter' } as const;
const level = { type: 'Gauge', dataType: 'Integer', implementation: 'DigitalMeter' } as const;
const rate = { type: 'Gauge', dataType: 'Decimal', implementation: 'Synthesized', units: 'By/s' } as const;

type Count<Part> = (part: Part) => number | undefined;

const ofMachine =
  (read: (usage: Usage) => number | undefined): Metric['read'] =>
  (_, { now }) => [{ value: read(now) }];

const ofDisks =
  (count: Count<DiskTraffic>): Metric['read'] =>
  ({ disks }, { now }) =>
    // Drives of media have no DriveMetrics.
    now.disks
      .filter(({ target }) => disks.some((disk) => disk.target === target))
      .map((disk) => ({ part: disk.target, value: count(disk) }));
const diskRates =
  (count: Count<DiskTraffic>): Metric['read'] =>
  ({ disks }, measured) =>
    disks.map(({ target }) => {
      const pick = (usage: Usage) => usage.disks.filter((disk) => disk.target === target).map(count)[0];
      return { part: target, value: perSecond(measured, pick) };
    });

const ofNics =
  (count: Count<NicUsage>): Metric['read'] =>
  (_, { now }) =>
    now.nics.map((one) => ({ part: one.mac, value: count(one) }));
const nicRates =
  (count: Count<NicUsage>): Metric['read'] =>
  ({ nics }, measured) =>
    nics.map(({ mac }) => {
      const pick = (usage: Usage) => usage.nics.filter((one) => one.mac === mac).map(count)[0];
      return { part: mac, value: perSecond(measured, pick) };
    });

const inKiB = (bytes: number | undefined) => (bytes === undefined ? undefined : Math.floor(bytes / kibibyte));

export const metrics: Readonly<Record<string, Metric>> = {
  CPUUtilization: {
    report: 'Processor',
    name: 'CPU utilization',
    description: 'Time that the vCPUs worked, of the time that they had, between two looks at the machine',
    type: 'Gauge',
    units: '%',
    dataType: 'Decimal',
    implementation: 'Synthesized',
    property: `${processor}#/BandwidthPercent`,
    read: (machine, measured) => [{ value: allCpusPercent(measured, machine) }],
  },
  CPUTime: {
    report: 'Processor',
    name: 'CPU time',
    description: 'Processor time that the machine has used on its host, emulation included',
    ...counted,
    units: 'ms',
    property: processor,
    read: ofMachine(({ cpu }) => (cpu === undefined ? undefined : Math.round(cpu * 1000))),
  },
  MemoryUtilization: {
    report: 'Memory',
    name: 'Memory utilization',
    description: "Memory that is not free for programs, as the guest's balloon driver tells",
    type: 'Gauge',
    units: '%',
    dataType: 'Decimal',
    implementation: 'Synthesized',
    property: `${memory}#/CapacityUtilizationPercent`,
    read: (_, measured) => [{ value: memoryPercent(measured) }],
  },
  MemoryBalloon: {
    report: 'Memory',
    name: 'Memory left by the balloon',
    description: 'Memory that the guest has now: less than at its boot where a balloon took some back',
    ...level,
    units: 'By',
    property: memory,
    read: ofMachine((usage) => usage.memory?.balloon),
  },
  MemoryResident: {
    report: 'Memory',
    name: 'Resident memory',
    description: 'Memory that the machine takes on its host',
    ...level,
    units: 'By',
    property: memory,
    read: ofMachine((usage) => usage.memory?.resident),
  },
  DriveReadKiBytes: {
    report: 'Storage',
    name: 'Drive reads',
    description: 'Data read from a drive',
    ...counted,
    units: 'KiBy',
    property: `${drive}#/ReadIOKiBytes`,
    read: ofDisks(({ read }) => inKiB(read?.bytes)),
  },
  DriveWriteKiBytes: {
    report: 'Storage',
    name: 'Drive writes',
    description: 'Data written to a drive',
    ...counted,
    units: 'KiBy',
    property: `${drive}#/WriteIOKiBytes`,
    read: ofDisks(({ written }) => inKiB(written?.bytes)),
  },
  DriveReadRate: {
    report: 'Storage',
    name: 'Drive read rate',
    description: 'Data read from a drive in a second, between two looks at the machine',
    ...rate,
    property: drive,
    read: diskRates(({ read }) => read?.bytes),
  },
  DriveWriteRate: {
    report: 'Storage',
    name: 'Drive write rate',
    description: 'Data written to a drive in a second, between two looks at the machine',
    ...rate,
    property: drive,
    read: diskRates(({ written }) => written?.bytes),
  },
  DriveReadRequests: {
    report: 'Storage',
    name: 'Drive read requests',
    description: 'Reads that the guest asked a drive for',
    ...counted,
    units: '{requests}',
    property: drive,
    read: ofDisks(({ read }) => read?.requests),
  },
  DriveWriteRequests: {
    report: 'Storage',
    name: 'Drive write requests',
    description: 'Writes that the guest asked a drive for',
    ...counted,
    units: '{requests}',
    property: drive,
    read: ofDisks(({ written }) => written?.requests),
  },
  DriveAllocation: {
    report: 'Storage',
    name: 'Drive allocation',
    description: 'Space that a drive takes on its host',
    ...level,
    units: 'By',
    property: drive,
    read: ofDisks(({ allocation }) => allocation),
  },
  NICReceivedBytes: {
    report: 'Network',
    name: 'Received data',
    description: 'Data that an interface has received',
    ...counted,
    units: 'By',
    property: `${port}#/RXBytes`,
    read: ofNics(({ received }) => received.bytes),
  },
  NICSentBytes: {
    report: 'Network',
    name: 'Sent data',
    description: 'Data that an interface has sent',
    ...counted,
    units: 'By',
    property: `${port}#/TXBytes`,
    read: ofNics(({ sent }) => sent.bytes),
  },
  NICReceiveRate: {
    report: 'Network',
    name: 'Receive rate',
    description: 'Data that an interface receives in a second, between two looks at the machine',
    ...rate,
    property: port,
    read: nicRates(({ received }) => received.bytes),
  },
  NICSendRate: {
    report: 'Network',
    name: 'Send rate',
    description: 'Data that an interface sends in a second, between two looks at the machine',
    ...rate,
    property: port,
    read: nicRates(({ sent }) => sent.bytes),
  },
  NICReceivedPackets: {
    report: 'Network',
    name: 'Received packets',
    description: 'Packets that an interface has received',
    ...counted,
    units: '{packets}',
    property: `${port}#/Networking/RXFrames`,
    read: ofNics(({ received }) => received.packets),
  },
  NICSentPackets: {
    report: 'Network',
    name: 'Sent packets',
    description: 'Packets that an interface has sent',
    ...counted,
    units: '{packets}',
    property: `${port}#/Networking/TXFrames`,
    read: ofNics(({ sent }) => sent.packets),
  },
  NICErrors: {
    report: 'Network',
    name: 'Errors and drops',
    description: 'Packets that were lost to or from an interface, by errors or for want of room',
    ...counted,
    units: '{packets}',
    property: port,
    read: ofNics(({ received, sent }) => received.errors + received.drops + sent.errors + sent.drops),
  },
};

/** In the order of the table. */
export const metricsOf = (report: ReportId): readonly (readonly [string, Metric])[] =>
  Object.entries(metrics).filter(([, metric]) => metric.report === report);
