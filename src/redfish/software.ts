/** What is installed: this program, the hypervisors, and the firmware of machines. */
import { type Machine, originalFirmware } from '../hypervisor/port.js';
import type { Call } from './call.js';
import { managerUri, systemUri } from './uris.js';

export interface Software {
  readonly id: string;
  readonly name: string;
  /** Absent where it does not say. */
  readonly version?: string;
  /** URIs of what runs it. */
  readonly runs: readonly string[];
  readonly updateable: boolean;
  /** Of firmware that can be installed here: in force, or ready to be. */
  readonly active?: boolean;
  /** The machine that goes back to it. */
  readonly returns?: Machine;
}

/** `QEMU 7.2.22, libvirt 9.0.0; ...`: what a hypervisor says of itself. */
const hypervisorSoftware = (said: string): readonly Software[] => {
  const found = said.split(/[,;] */).flatMap((part) => {
    const [, name, version] = /^([A-Za-z]+) (\d[\w.+~-]*)$/.exec(part) ?? [];
    return name && version
      ? [{ id: `${name}-${version.replace(/[+~]/g, '-')}`, name, version, runs: [], updateable: false }]
      : [];
  });
  return [...new Map(found.map((one) => [one.id, one])).values()];
};

/** An image that was sent here names no version: what it is is said by its content. */
const versionOf = (image: string, { firmware }: Machine) => {
  const version = image === originalFirmware ? firmware.version : `sha256.${image.slice(0, 16)}`;
  return version === undefined ? {} : { version };
};

const firmwareOf = (machine: Machine): readonly Software[] => {
  const { id, name, firmware } = machine;
  const runs = [systemUri(id)];
  const { images } = firmware;
  const base = { id: `BIOS-${id}`, name: `Firmware of ${name}`, runs, updateable: images !== undefined };
  if (!images) return firmware.version ? [{ ...base, version: firmware.version }] : [];
  const { now, next, previous } = images;
  return [
    { ...base, ...versionOf(now, machine), active: true },
    ...(next === now
      ? []
      : [
          {
            ...base,
            id: `${base.id}-Next`,
            name: `${base.name} from the next reset on`,
            ...versionOf(next, machine),
            updateable: false,
            active: false,
          },
        ]),
    ...(previous === undefined
      ? []
      : [
          {
            ...base,
            id: `${base.id}-Previous`,
            name: `${base.name} before the last update`,
            ...versionOf(previous, machine),
            updateable: false,
            active: previous === now,
            returns: machine,
          },
        ]),
  ];
};

/** As far as the caller may see the machines. */
export const installedSoftware = async ({ context, machines }: Call): Promise<readonly Software[]> => {
  const all = await machines();
  return [
    {
      id: 'BMC',
      name: 'BMC firmware',
      version: context.version,
      runs: all.map(({ id }) => managerUri(id)),
      updateable: false,
    },
    ...hypervisorSoftware(context.hypervisor.version ?? ''),
    ...all.flatMap(firmwareOf),
  ];
};
