import { mediaDriveIds } from '../../port.js';
import { setupDiffers } from '../setup/read.js';
import { attributeAt, bytesAt, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { installedImage, readMode, readSecureBoot } from './firmware.js';
import { readNics } from './hardware.js';
import { disks, ownDevice } from './media-drives.js';

/**
 * The running machine has our drive on another bus than the definition, because CD drives of the definition's bus
 * cannot be plugged in: the next power-on has the true one.
 */
export function hasStandIn(live: XmlElement, config: XmlElement): boolean {
  return mediaDriveIds.some((drive) => {
    const [now, next] = [live, config].map((domain) => attributeAt(ownDevice(domain, drive), ['target'], 'bus'));
    return now !== undefined && next !== undefined && now !== next;
  });
}

/** The definition holds hardware or firmware that the running machine does not have: it takes a power cycle. */
export function needsRestart(live: XmlElement, config: XmlElement): boolean {
  if (signature(live) !== signature(config) || setupDiffers(live, config)) return true;
  if (installedImage(live) !== installedImage(config)) return true;
  const secure = [readSecureBoot(live), readSecureBoot(config)];
  return !secure.includes(undefined) && secure[0] !== secure[1];
}

// Only what both forms say alike: libvirt adds addresses, aliases and defaults to a running one. Drives of ours are
// left out: their media are in effect already.
function signature(domain: XmlElement): string {
  const ours = mediaDriveIds.map((drive) => ownDevice(domain, drive));
  const others = disks(domain)
    .filter((disk) => !ours.includes(disk))
    .map((disk) => ['dev', 'bus'].map((name) => attributeAt(disk, ['target'], name) ?? '').join('@'));
  return JSON.stringify([
    readMode(domain),
    textAt(domain, 'vcpu'),
    bytesAt(domain, 'memory'),
    others.sort(),
    readNics(domain, new Map())
      .map(({ mac }) => mac)
      .sort(),
  ]);
}
