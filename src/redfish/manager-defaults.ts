import { type Machine, mediaDriveIds, type StateChange } from '../hypervisor/port.js';
import type { Context } from './context.js';
import { cancelInserts } from './virtual-media.js';

/** What clients have set of a manager. The firmware's attributes are the system's: `Bios.ResetBios` is there for them. */
const forgotten: StateChange = {
  assetTag: undefined,
  locationIndicatorActive: undefined,
  driveIndicators: undefined,
  verifyCertificate: undefined,
  mediaCertificates: undefined,
  clockOffset: undefined,
  timeZone: undefined,
  ntpServers: undefined,
};

/** As a BMC that was just taken out of its box: no medium in its drives, no boot override, nothing remembered. */
export const resetToDefaults = async (context: Context, { id }: Machine): Promise<void> => {
  const { hypervisor } = context;
  cancelInserts(context, id);
  for (const drive of mediaDriveIds) await hypervisor.ejectMedia(id, drive);
  await hypervisor.setBoot(id, { enabled: 'Disabled', target: 'None' });
  await hypervisor.setState(id, forgotten);
};
