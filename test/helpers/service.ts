import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from './emulator.js';
import { type ImageServer, startImageServer } from './image-server.js';
import { type Libvirtd, startLibvirtd } from './libvirtd.js';
import { defineMachine, type MachineOptions, type TestMachine } from './machines.js';
import { probeImage } from './probe.js';
import { systemPath } from './redfish.js';
import { type Sushy, startSushy } from './sushy.js';
import { waitFor } from './wait.js';

/** A hypervisor, the service on it and a server of images: what a test of the whole needs. */
export interface Service {
  readonly libvirtd: Libvirtd;
  readonly emulator: Emulator;
  readonly images: ImageServer;
  /** A new machine, off, that the service knows of. */
  machine(options?: MachineOptions): Promise<TestMachine>;
  stop(): Promise<void>;
}

const known = async (libvirtd: Libvirtd, emulator: Emulator, options?: MachineOptions): Promise<TestMachine> => {
  const machine = await defineMachine(libvirtd, options);
  await waitFor('the service to know of the machine', async () => {
    const { status } = await emulator.request('GET', systemPath(machine.uuid));
    return status === 200;
  });
  return machine;
};

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
    return { libvirtd, emulator, images, machine: (machine) => known(libvirtd, emulator, machine), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** A service with what an installation takes besides: Ironic's library, and the URL of an image that installs. */
export interface InstallService extends Service {
  readonly sushy: Sushy;
  readonly installer: string;
}

/** The client speaks https, and does not verify the certificate that the service made itself. */
export const startInstallService = async (): Promise<InstallService> => {
  const service = await startService();
  try {
    const { httpsUrl: url, user, password } = service.emulator;
    const installer = service.images.add('installer.iso', await probeImage({ says: 'cd', deed: 'install' }));
    const sushy = await startSushy({ url, user, password });
    const stop = async (): Promise<void> => {
      await sushy.close();
      await service.stop();
    };
    return { ...service, sushy, installer, stop };
  } catch (error) {
    await service.stop();
    throw error;
  }
};
