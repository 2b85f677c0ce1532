import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { bootContract } from './boot.js';
import { bootChangeContract } from './boot-change.js';
import { consoleContract } from './consoles.js';
import { eventContract } from './events.js';
import { faultContract } from './faults.js';
import { firmwareContract } from './firmware.js';
import { hardwareContract } from './hardware.js';
import { installContract } from './install.js';
import { inventoryContract } from './inventory.js';
import { keyContract } from './keys.js';
import { mediaContract } from './media.js';
import { metricsContract } from './metrics.js';
import { outageContract } from './outage.js';
import { powerContract } from './power.js';
import type { Capabilities, Contract, Rig } from './rig.js';
import { screenshotContract } from './screenshots.js';
import { setupContract } from './setup.js';
import { stateContract } from './state.js';
import { storageContract } from './storage.js';

export type { Capabilities, Rig } from './rig.js';

const parts = {
  inventory: inventoryContract,
  power: powerContract,
  'boot override': bootContract,
  'boot changes': bootChangeContract,
  firmware: firmwareContract,
  'secure boot keys': keyContract,
  'installed firmware': installContract,
  setup: setupContract,
  media: mediaContract,
  state: stateContract,
  screenshots: screenshotContract,
  storage: storageContract,
  metrics: metricsContract,
  hardware: hardwareContract,
  events: eventContract,
  faults: faultContract,
  consoles: consoleContract,
  outage: outageContract,
};

/**
 * Everything that the port promises, for one driver. The rig is made once; every test makes machines of its own, which
 * go with it: running guests cost real memory and time.
 */
export function describeContract(name: string, makeRig: () => Promise<Rig>, capabilities: Capabilities): void {
  describe(`the hypervisor contract: ${name}`, () => {
    let rig: Rig | undefined;
    const made = new Set<string>();
    const contract: Contract = {
      capabilities,
      get rig() {
        if (rig === undefined) throw new Error('the rig is not there yet');
        return rig;
      },
      get hypervisor() {
        return this.rig.hypervisor;
      },
    };
    beforeAll(async () => {
      const bare = await makeRig();
      rig = {
        ...bare,
        async newMachine(name) {
          const id = await bare.newMachine(name);
          made.add(id);
          return id;
        },
        async removeMachine(id) {
          made.delete(id);
          await bare.removeMachine(id);
        },
      };
    });
    afterEach(async () => {
      for (const id of made) await rig?.removeMachine(id);
    });
    afterAll(async () => rig?.close());
    for (const [title, part] of Object.entries(parts)) describe(title, () => part(contract));
  });
}
