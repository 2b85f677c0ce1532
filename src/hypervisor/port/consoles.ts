/** Servers by which people see a machine's screen or type on its serial port: on the hypervisor's host, not the BMC's. */

export interface ConsoleServer {
  /** `telnet` is of the serial port, the others of the screen. */
  readonly protocol: 'vnc' | 'spice' | 'telnet';
  /** TCP, where others than its host can reach it. Absent also for a unix socket, and while a free port is still to be found. */
  readonly port?: number;
}

/** A TPM, as the guest sees it. */
export interface Tpm {
  /** libvirt's name of its interface: `tpm-crb`. */
  readonly model: string;
  /** `2.0`, `1.2`. Absent where it is one of the host's, passed through. */
  readonly version?: string;
}
