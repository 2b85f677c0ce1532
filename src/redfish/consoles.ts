/** `GraphicalConsole` and `SerialConsole` of a system: what of a machine's own consoles a client can connect to. */
import type { ConsoleServer, Machine } from '../hypervisor/port.js';

/** QEMU's VNC server takes 32 clients (`connections` of `-vnc`), SPICE and telnet one. */
const sessions: Readonly<Record<ConsoleServer['protocol'], number>> = { vnc: 32, spice: 1, telnet: 1 };

/**
 * `here`: the hypervisor runs where the service does. A client looks for a port at the address that it knows, and that
 * is the service's.
 */
const portOf = ({ port }: ConsoleServer, here: boolean) => (here && port !== undefined ? { Port: port } : {});

/** Of several servers the one that can be reached. */
const best = (servers: readonly ConsoleServer[]): ConsoleServer | undefined =>
  servers.find(({ port }) => port !== undefined) ?? servers[0];

export const readConsoles = ({ consoles }: Machine, here: boolean) => {
  const screen = best(consoles.filter(({ protocol }) => protocol !== 'telnet'));
  const serial = best(consoles.filter(({ protocol }) => protocol === 'telnet'));
  return {
    ...(screen && {
      GraphicalConsole: {
        ServiceEnabled: true,
        ConnectTypesSupported: ['KVMIP'],
        MaxConcurrentSessions: sessions[screen.protocol],
        ...portOf(screen, here),
      },
    }),
    ...(serial && {
      SerialConsole: {
        MaxConcurrentSessions: sessions[serial.protocol],
        Telnet: { ServiceEnabled: true, ...portOf(serial, here) },
      },
    }),
  };
};
