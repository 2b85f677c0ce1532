/** Installing firmware: what an update of the BIOS is for a real machine, other code in its flash is for a virtual one. */

/** What was installed here, by its SHA-256 in lower-case hex; `original` is what the machine came with. */
export interface FirmwareImages {
  /** In force. */
  readonly now: string;
  /** Of the next power-on. */
  readonly next: string;
  /** What `rollBack` goes back to; absent where there is nothing. */
  readonly previous?: string;
}
export const originalFirmware = 'original';

export interface FirmwareControl {
  /** Bytes: no image is larger. */
  readonly largest: number;
  /**
   * Checks the image, and gives it to the machine: in force with the next power-on, at once where it is off. A reset by this
   * port is such a power-on as soon as one waits. The variables stay. What the machine had is what `rollBack` goes
   * back to. The same image again is fine. `path`: a file on the machine that runs the emulator.
   * `invalid`: no code for UEFI, or for another layout of flash than the machine's variables are in. `unsupported`: the
   * machine boots by BIOS, or there is nowhere to put images.
   */
  install(id: string, path: string): Promise<void>;
  /** Exchanges the firmware of the next power-on for the one before. `conflict`: there is none. */
  rollBack(id: string): Promise<void>;
}
