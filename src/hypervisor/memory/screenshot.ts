import { type BootProgress, HypervisorError } from '../port.js';
import { type Colour, encodePng } from './png.js';
import type { MachineRecord } from './record.js';

const width = 320;
const height = 200;
const black: Colour = [0, 0, 0];
const grey: Colour = [90, 90, 90];

const colours: Readonly<Record<BootProgress, Colour>> = {
  None: black,
  PrimaryProcessorInitializationStarted: [40, 60, 120],
  SystemHardwareInitializationComplete: [60, 100, 180],
  OSBootStarted: [200, 160, 40],
  OSRunning: [60, 160, 80],
};
const steps = Object.keys(colours);

/** The first screen of a simulated machine: a bar as long as its boot has come, grey while it is paused. */
export function screenshotOf({ hardware, status }: MachineRecord): {
  readonly mime: string;
  readonly data: Uint8Array;
} {
  if (status.power !== 'On' && status.power !== 'Paused') {
    throw new HypervisorError('conflict', `machine ${hardware.name} is ${status.power} and shows nothing`);
  }
  const { state } = status.progress;
  const colour = status.power === 'Paused' ? grey : colours[state];
  const length = 40 + ((width - 80) * steps.indexOf(state)) / (steps.length - 1);
  const inBar = (x: number, y: number) => x >= 40 && x < length && y >= 90 && y < 110;
  return { mime: 'image/png', data: encodePng(width, height, (x, y) => (inBar(x, y) ? colour : black)) };
}
