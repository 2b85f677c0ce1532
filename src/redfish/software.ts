/** What is installed: this program, the hypervisors, and the firmware of machines that say its version. */
import type { Call } from './call.js';
import { managerUri, systemUri } from './uris.js';

export interface Software {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** URIs of what runs it. */
  readonly runs: readonly string[];
}

/** `QEMU 7.2.22, libvirt 9.0.0; ...`: what a hypervisor says of itself. */
const hypervisorSoftware = (said: string): readonly Software[] => {
  const found = said.split(/[,;] */).flatMap((part) => {
    const [, name, version] = /^([A-Za-z]+) (\d[\w.+~-]*)$/.exec(part) ?? [];
    return name && version ? [{ id: `${name}-${version.replace(/[+~]/g, '-')}`, name, version, runs: [] }] : [];
  });
  return [...new Map(found.map((one) => [one.id, one])).values()];
};

/** As far as the caller may see the machines. */
export const installedSoftware = async ({ context, machines }: Call): Promise<readonly Software[]> => {
  const all = await machines();
  return [
    { id: 'BMC', name: 'BMC firmware', version: context.version, runs: all.map(({ id }) => managerUri(id)) },
    ...hypervisorSoftware(context.hypervisor.version ?? ''),
    ...all.flatMap(({ id, name, firmware }) =>
      firmware.version
        ? [{ id: `BIOS-${id}`, name: `Firmware of ${name}`, version: firmware.version, runs: [systemUri(id)] }]
        : [],
    ),
  ];
};
