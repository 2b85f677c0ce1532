/** What becomes of every setting of sushy-emulator (without its prefix `SUSHY_EMULATOR_`). */
import type { OptionKey } from '../config/options.js';

export type Fate =
  | { readonly to: OptionKey; readonly as: 'text' | 'listen' | 'number' | 'boolean' | 'list' }
  /** Serving these machines is impossible: starting without them would serve others. */
  | { readonly refused: string }
  | { readonly notNeeded: string }
  | { readonly notSupported: string };

const cloud: Fate = { notSupported: 'it is for OpenStack instances' };
const notification: Fate = { notSupported: 'clients subscribe to events through Redfish' };
const realStorage: Fate = { notNeeded: "disks are the machine's own, as libvirt tells them" };
const firmware: Fate = { notNeeded: 'libvirt chooses firmware and NVRAM template by the features asked for' };

export const fates: Readonly<Record<string, Fate>> = {
  LISTEN_IP: { to: 'listen', as: 'listen' },
  LISTEN_PORT: { to: 'port', as: 'number' },
  SSL_CERT: { to: 'tlsCert', as: 'text' },
  SSL_KEY: { to: 'tlsKey', as: 'text' },
  AUTH_FILE: { to: 'authFile', as: 'text' },
  LIBVIRT_URI: { to: 'uri', as: 'text' },
  LIBVIRT_URL: { to: 'uri', as: 'text' },
  VMEDIA_VERIFY_SSL: { to: 'mediaVerify', as: 'boolean' },
  ALLOWED_INSTANCES: { to: 'machine', as: 'list' },
  /** Read together with LIBVIRT_URI: see `driverOf`. */
  FAKE_DRIVER: { to: 'driver', as: 'boolean' },

  OS_CLOUD: { refused: 'machines of an OpenStack cloud cannot be served, only those of libvirt' },
  IRONIC_CLOUD: { refused: 'machines of an Ironic service cannot be served, only those of libvirt' },

  IGNORE_BOOT_DEVICE: { notNeeded: '"Once" is for one boot here, and the order of the boot devices stays' },
  BOOT_LOADER_MAP: firmware,
  SECURE_BOOT_ENABLED_NVRAM: firmware,
  SECURE_BOOT_DISABLED_NVRAM: firmware,
  STORAGE_POOL: { to: 'storagePool', as: 'text' },
  STORAGE: realStorage,
  DRIVES: realStorage,
  VOLUMES: realStorage,
  STATE_DIR: {
    notNeeded: 'what it holds is read from the machines themselves; --state-dir is for accounts and images',
  },
  NO_MEMOIZE: { notNeeded: 'state lives with the machine' },

  FEATURE_SET: { notSupported: 'all resources are served' },
  CHASSIS: { notSupported: 'every machine has a chassis of its own' },
  INDICATOR_LEDS: { notSupported: 'indicators start as off and are kept with the machine' },
  VMEDIA_DEVICES: { notSupported: 'every machine has the devices Cd and Floppy' },
  VIRTUAL_MEDIA_IP_FAMILY: { notSupported: 'image servers are reached over whichever family answers' },
  DISABLE_POWER_OFF: { notSupported: 'machines can be powered off' },
  FAKE_SYSTEMS: { notSupported: 'the memory driver brings its own nine machines' },
  EXTERNAL_NOTIFICATION_URL: notification,

  OS_VMEDIA_IMAGE_FILE_UPLOAD: cloud,
  OS_VMEDIA_BLANK_IMAGE: cloud,
  OS_VMEDIA_DELAY_EJECT: cloud,
  OS_VMEDIA_DISK_FORMAT_OVERRIDE: cloud,
  OS_VMEDIA_USE_RESCUE: cloud,
  OS_VMEDIA_RESCUE_DEVICE: cloud,
  OS_VMEDIA_RESCUE_BUS: cloud,
  OS_RESCUE_PXE_BOOT: cloud,
  OS_RESCUE_PXE_IMAGE_BIOS: cloud,
  OS_RESCUE_PXE_IMAGE_UEFI: cloud,
};
