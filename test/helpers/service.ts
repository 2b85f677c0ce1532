import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from './emulator.js';
import { type ImageServer, startImageServer } from './image-server.js';
import { type Libvirtd, startLibvirtd } from './libvirtd.js';
import { type Sushy, startSushy } from './sushy.js';

/** A hypervisor, the service on it, a client and a server of images: what a test of the whole needs. */
export interface Service {
  readonly libvirtd: Libvirtd;
  readonly emulator: Emulator;
  readonly sushy: Sushy;
  readonly images: ImageServer;
  stop(): Promise<void>;
}

export const startService = async (options: Partial<EmulatorOptions> = {}): Promise<Service> => {
  const started: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    const libvirtd = await startLibvirtd();
    started.push(libvirtd.stop);
    const images = await startImageServer();
    started.push(images.close);
    const emulator = await startEmulator({ dir: join(libvirtd.dir, 'emulator'), uris: [libvirtd.uri], ...options });
    started.push(emulator.stop);
    const { httpsUrl: url, user, password } = emulator;
    const sushy = await startSushy({ url, user, password });
    started.push(sushy.close);
    return { libvirtd, emulator, sushy, images, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
