import type { Disk, HypervisorEvent, Machine } from '../../port.js';

/** What to tell of a new snapshot. Boots are told by whoever hears of them. */
export function changesBetween(
  before: Machine | undefined,
  after: Machine,
  reason: string,
): readonly HypervisorEvent[] {
  const { id } = after;
  if (!before) return [{ type: 'added', id }];
  const power: HypervisorEvent[] =
    before.power === after.power ? [] : [{ type: 'power', id, power: after.power, reason }];
  const { crashed } = after;
  const grief: HypervisorEvent[] = before.crashed === crashed ? [] : [{ type: 'crashed', id, crashed }];
  const media = after.media.flatMap(({ id: drive, medium }): HypervisorEvent[] => {
    const had = before.media.find((candidate) => candidate.id === drive)?.medium !== undefined;
    return had === (medium !== undefined) ? [] : [{ type: 'media', id, drive, inserted: !had }];
  });
  const disks = [
    ...without(before.disks, after.disks).map((target) => ({ type: 'disk', id, target, present: false }) as const),
    ...without(after.disks, before.disks).map((target) => ({ type: 'disk', id, target, present: true }) as const),
  ];
  return [{ type: 'changed', id }, ...grief, ...power, ...media, ...disks];
}

/** Targets of the first that the second has not. */
const without = (some: readonly Disk[], others: readonly Disk[]): readonly string[] =>
  some.map(({ target }) => target).filter((target) => !others.some((other) => other.target === target));
