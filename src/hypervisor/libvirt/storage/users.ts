import {
  type Hypervisor as Connection,
  DomainXmlFlags,
  isLibvirtError,
  type StorageVolume,
} from '../../../libvirt/index.js';

/** Descriptions read at a time. */
const atATime = 16;

/**
 * Who else has to do with a volume: another machine, running or defined, or a volume that is an overlay of it. `name` is
 * in no other name on the host, so any mention of it counts, however it is used there: as a disk, or in the chain
 * behind one. Undefined: nobody.
 */
export async function userOf(
  connection: Connection,
  volume: StorageVolume,
  name: string,
  own: string,
): Promise<string | undefined> {
  const others = (await connection.listDomains()).filter(({ uuid }) => uuid !== own);
  const machine = await first(others, async (reference) => {
    const domain = connection.domain(reference);
    const texts = await Promise.all([domain.toXml(), domain.toXml(DomainXmlFlags.INACTIVE)]);
    return texts.some((text) => text.includes(name));
  });
  if (machine) return `machine ${machine.name}`;
  const pool = await connection.lookupStoragePoolByName(volume.pool);
  const siblings = (await pool.volumes()).filter(({ key }) => key !== volume.key);
  const overlay = await first(siblings, async (sibling) => (await sibling.toXml()).includes(name));
  return overlay && `volume ${overlay.name}`;
}

/** What went away meanwhile uses nothing. */
async function first<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<T | undefined> {
  for (let start = 0; start < items.length; start += atATime) {
    const part = items.slice(start, start + atATime);
    const answers = await Promise.all(
      part.map((item) =>
        holds(item).catch((error: unknown) => {
          if (isLibvirtError(error, 'NO_DOMAIN', 'NO_STORAGE_VOL')) return false;
          throw error;
        }),
      ),
    );
    const found = part[answers.indexOf(true)];
    if (found !== undefined) return found;
  }
  return undefined;
}
