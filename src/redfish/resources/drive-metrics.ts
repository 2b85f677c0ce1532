import { defineResource } from '../resource.js';
import { subjectOf } from '../telemetry/figures.js';

const inKiB = (bytes: number | undefined): number | null => (bytes === undefined ? null : Math.floor(bytes / 1024));

/** What was read from and written to a drive since its machine was started. */
export const driveMetrics = defineResource({
  path: '/redfish/v1/Chassis/{machine}/Drives/{drive}/Metrics',
  type: 'DriveMetrics.v1_3_0.DriveMetrics',
  find: async ({ machine, drive: id }, { context }) => {
    if (!machine.disks.some(({ target }) => target === id)) return undefined;
    const subject = await subjectOf(context, machine);
    return subject && { id, machine, traffic: subject.measured?.now.disks.find(({ target }) => target === id) };
  },
  read: ({ id, machine, traffic }) => ({
    Id: 'Metrics',
    Name: `Traffic of drive ${id} of ${machine.name}`,
    ReadIOKiBytes: inKiB(traffic?.read?.bytes),
    WriteIOKiBytes: inKiB(traffic?.written?.bytes),
  }),
});
