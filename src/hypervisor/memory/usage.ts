import type { DiskTraffic, Measured, NicUsage, Traffic, Usage } from '../port.js';
import { disksOf, type MachineRecord, onlineOf } from './record.js';
import { ranAt } from './run.js';
import type { World } from './world.js';

/** Milliseconds between the two looks: the past of a simulated machine can be calculated. */
const apart = 1000;
/** Seconds that a guest works with all it has after it was started, before it settles down. */
const startUp = 30;

const packet = 1000;
const request = 16_384;
const mebibyte = 2 ** 20;

/** From 0 to 1, always the same for the same machine and purpose. */
function lot(id: string, purpose: string): number {
  let hash = 2_166_136_261;
  for (const letter of id + purpose) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  return hash / 2 ** 32;
}

/** What has come together after `ran` seconds of work: all of it while the guest starts, then a share that comes and goes. */
function worked(ran: number, share: number): number {
  const calm = Math.max(0, ran - startUp);
  const waves = (share / 2) * 20 * (1 - Math.cos(calm / 20));
  return Math.min(ran, startUp) * 0.9 + calm * share + waves * 0.5;
}

function usageAfter(record: MachineRecord, ran: number): Usage {
  const { id, memory, nics } = record.hardware;
  const share = (purpose: string) => 0.05 + 0.25 * lot(id, purpose);
  const amount = (purpose: string, each: number) => Math.floor((worked(ran, share(purpose)) * 4 * mebibyte) / each);
  const access = (purpose: string) => {
    const requests = amount(purpose, request);
    return { bytes: requests * request, requests };
  };
  const traffic = (purpose: string): Traffic => {
    const packets = amount(purpose, packet);
    return { bytes: packets * packet, packets, errors: 0, drops: 0 };
  };
  const vcpus = Array.from({ length: onlineOf(record) }, (_, index) => worked(ran, share(`vcpu ${index}`)));
  const filled = Math.floor(memory.current * (0.1 + 0.5 * share('memory') * Math.min(1, ran / startUp)));
  return {
    cpu: vcpus.reduce((sum, time) => sum + time, 0.02 * ran),
    vcpus,
    memory: {
      balloon: memory.current,
      resident: filled + 64 * mebibyte,
      visible: memory.current,
      usable: memory.current - filled,
    },
    disks: disksOf(record).map(
      ({ target }): DiskTraffic => ({ target, read: access(`read ${target}`), written: access(`write ${target}`) }),
    ),
    nics: nics.map(
      ({ mac }): NicUsage => ({ mac, received: traffic(`received ${mac}`), sent: traffic(`sent ${mac}`) }),
    ),
  };
}

/** Figures of machines that do not exist: each works at a pace of its own, and only while it runs. */
export function measure({ clock, records }: World): ReadonlyMap<string, Measured> {
  const at = clock.now();
  const now = at.getTime();
  const measured = new Map<string, Measured>();
  for (const record of records()) {
    if (!record.run.live) continue;
    const ran = ranAt(record.run, now) / 1000;
    const earlier = record.run.goesOn ? Math.max(0, ran - apart / 1000) : ran;
    measured.set(record.hardware.id, {
      at,
      seconds: apart / 1000,
      now: usageAfter(record, ran),
      before: usageAfter(record, earlier),
    });
  }
  return measured;
}
