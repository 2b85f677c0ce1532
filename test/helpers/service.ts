import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from './emulator.js';
import { type ImageServer, startImageServer } from './image-server.js';
import { type Libvirtd, startLibvirtd } from './libvirtd.js';
import { type Sushy, startSushy } from './sushy.js';

/** A hypervisor, the service on it and a server of images: what a test of the whole needs. */
export interface Service {
  readonly libvirtd: Libvirtd;
  readonly emulator: Emulator;
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
    return { libvirtd, emulator, images, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Ironic's library, over https with a certificate that it does not verify. */
export const sushyOf = ({ httpsUrl: url, user, password }: Emulator): Promise<Sushy> =>
  startSushy({ url, user, password });
