/** Switches machines on and off by libvirt, as a hand at the button would: nobody else has to serve them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainStateName } from '../../src/libvirt/index.js';
import { isOff } from '../kinds/machine.js';
import { itemOf, type Site } from '../kinds/site.js';
import type { FoundDomain } from '../libvirt/survey.js';
import type { Change } from '../plan/change.js';
import type { LabMachine } from '../spec/types.js';
import { type PlacedMachine, placed } from './machines.js';

export interface StopOptions {
  /** Milliseconds that a guest is given. */
  readonly timeout: number;
  /** Cut the power of a guest that has not gone by then. */
  readonly force: boolean;
}

/** Milliseconds between looks at a guest that was asked to go. */
const pause = 250;

const awake: readonly DomainStateName[] = ['running', 'blocked', 'shutdown', 'nostate'];

const change = (site: Site, { here, found }: PlacedMachine, own: Pick<Change, 'action' | 'what' | 'run'>): Change => ({
  item: itemOf(site, here, 'machine', found.name),
  disruption: 'none',
  after: [],
  ...own,
});

const bringUp = async ({ domain, state }: FoundDomain): Promise<void> => {
  if (state === 'paused') return domain.resume();
  if (state === 'pmsuspended') return domain.pmWakeup();
  try {
    await domain.start();
  } catch (error) {
    // Somebody else was quicker.
    if (!(await domain.isActive())) throw error;
  }
};

/** What of these machines is not running, to be started. Throws `PlanError`. */
export const planStart = (site: Site, machines: readonly LabMachine[]): readonly Change[] =>
  placed(site, machines)
    .filter(({ found }) => !awake.includes(found.state))
    .map((one) =>
      change(site, one, { action: 'start', what: `it is ${one.found.state}`, run: () => bringUp(one.found) }),
    );

const wentOff = async ({ domain }: FoundDomain, timeout: number, signal: AbortSignal): Promise<boolean> => {
  const end = performance.now() + timeout;
  for (;;) {
    if (!(await domain.isActive())) return true;
    if (signal.aborted) throw new Error('it was asked, and may still go off');
    const left = end - performance.now();
    if (left <= 0) return false;
    await sleep(Math.min(pause, left), undefined, { signal }).catch(() => undefined);
  }
};

const bringDown = async (found: FoundDomain, { timeout, force }: StopOptions, signal: AbortSignal): Promise<void> => {
  const { domain, state } = found;
  const hears = awake.includes(state);
  if (!hears && !force) throw new Error(`it is ${state} and hears nothing: --force cuts its power`);
  try {
    if (hears) {
      await domain.shutdown();
      if (await wentOff(found, timeout, signal)) return;
      if (!force) throw new Error(`it still runs after ${timeout / 1000} s: --force cuts its power`);
    }
    await domain.destroy();
  } catch (error) {
    // It may have gone off between two calls.
    if (await domain.isActive()) throw error;
  }
};

/** What of these machines is on, to be asked to go. Throws `PlanError`. */
export const planStop = (site: Site, machines: readonly LabMachine[], options: StopOptions): readonly Change[] =>
  placed(site, machines)
    .filter(({ found }) => !isOff(found))
    .map((one) =>
      change(site, one, {
        action: 'stop',
        what: `it is ${one.found.state}`,
        run: (signal) => bringDown(one.found, options, signal),
      }),
    );
