import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryHypervisor, type MemoryHypervisor } from '../memory.js';
import { type BootOverride, type BootTarget, HypervisorError, type ResetType, resetTypes } from '../port.js';
import { createHandClock, type HandClock } from './hand-clock.js';

/**
 * Random lives of one machine against the least that can be said of it. After every step all time that it needs
 * passes, so that the model knows resting states alone; what happens half-way is for the tests beside.
 */
interface Model {
  power: 'On' | 'Off' | 'Paused';
  override: BootOverride;
  medium: boolean;
  deaf: boolean;
  /** The button was pressed while it was paused. */
  pressed: boolean;
  boots: number;
  bootedFrom: BootTarget | undefined;
}

interface Real {
  readonly hypervisor: MemoryHypervisor;
  readonly clock: HandClock;
}

const id = '11111111-2222-4333-8444-555555555555';
const none = { enabled: 'Disabled', target: 'None' } as const;

function boot(model: Model): void {
  const { enabled, target } = model.override;
  const wished = enabled !== 'Disabled' && (target === 'Cd' ? model.medium : target !== 'None');
  model.bootedFrom = wished ? target : 'Hdd';
  if (enabled === 'Once') model.override = none;
  model.power = 'On';
  model.pressed = false;
  model.boots += 1;
}

function off(model: Model): void {
  model.power = 'Off';
  model.pressed = false;
}

function press(model: Model): void {
  if (model.power === 'Paused') model.pressed = true;
  else if (model.power === 'On' && !model.deaf) off(model);
}

function resume(model: Model): void {
  model.power = 'On';
  if (model.pressed) {
    model.pressed = false;
    press(model);
  }
}

const on = (model: Model) => {
  if (model.power === 'Off') boot(model);
  else if (model.power === 'Paused') resume(model);
};

const resets: Readonly<Record<ResetType, (model: Model) => void>> = {
  On: on,
  ForceOn: on,
  ForceOff: off,
  GracefulShutdown: press,
  GracefulRestart: boot,
  ForceRestart: boot,
  PowerCycle: boot,
  PushPowerButton: (model) => (model.power === 'Off' ? boot(model) : press(model)),
  Nmi: () => {},
  Pause: (model) => {
    model.power = 'Paused';
  },
  Resume: (model) => model.power === 'Paused' && resume(model),
};
const needPower: readonly ResetType[] = ['Nmi', 'Pause', 'Resume'];

async function compare(model: Model, { hypervisor, clock }: Real): Promise<void> {
  clock.advance(100_000);
  const machine = await hypervisor.machine(id);
  expect({
    power: machine?.power,
    override: machine?.boot.override,
    medium: machine?.media[0]?.medium !== undefined,
    boots: hypervisor.boots(id),
    bootedFrom: hypervisor.bootedFrom(id),
  }).toEqual({
    power: model.power,
    override: model.override,
    medium: model.medium,
    boots: model.boots,
    bootedFrom: model.bootedFrom,
  });
}

/** `act` changes both; where `allowed` says no, the machine must refuse with `conflict` and stay as it is. */
function command<T>(
  name: string,
  value: T,
  act: { readonly model: (model: Model) => void; readonly real: (real: Real) => unknown },
  allowed: (model: Model) => boolean = () => true,
): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    async run(model, real) {
      const attempt = (async () => act.real(real))();
      if (allowed(model)) {
        await attempt;
        act.model(model);
      } else {
        await expect(attempt).rejects.toMatchObject({ name: HypervisorError.name, code: 'conflict' });
      }
      await compare(model, real);
    },
    toString: () => `${name}(${JSON.stringify(value)})`,
  };
}

const resetting = fc
  .constantFrom(...resetTypes)
  .map((type) =>
    command(
      'reset',
      type,
      { model: resets[type], real: ({ hypervisor }) => hypervisor.reset(id, type) },
      ({ power }) => power !== 'Off' || !needPower.includes(type),
    ),
  );
const overriding = fc
  .record({ enabled: fc.constantFrom('Once', 'Continuous'), target: fc.constantFrom('Cd', 'Pxe', 'Hdd') })
  .map((override) =>
    command('setBoot', override, {
      model: (model) => {
        model.override = override;
      },
      real: ({ hypervisor }) => hypervisor.setBoot(id, override),
    }),
  );
const clearing = fc.constant(
  command('setBoot', none, {
    model: (model) => {
      model.override = none;
    },
    real: ({ hypervisor }) => hypervisor.setBoot(id, { enabled: 'Disabled' }),
  }),
);
const inserting = fc.constantFrom(true, false).map((medium) =>
  command(
    medium ? 'insert' : 'eject',
    'Cd',
    {
      model: (model) => {
        model.medium = medium;
      },
      real: ({ hypervisor }) =>
        medium
          ? hypervisor.insertMedia(
              id,
              'Cd',
              { kind: 'file', path: '/a.iso', size: 1 },
              { image: 'a.iso', name: 'a.iso', writeProtected: true, transferMethod: 'Upload' },
            )
          : hypervisor.ejectMedia(id, 'Cd'),
    },
    (model) => !(medium && model.medium),
  ),
);
const guest = fc
  .constantFrom('guestReboot' as const, 'guestShutdown' as const)
  .map((what) =>
    command(
      what,
      id,
      { model: what === 'guestReboot' ? boot : off, real: ({ hypervisor }) => hypervisor[what](id) },
      ({ power }) => power === 'On',
    ),
  );
const deafening = fc.boolean().map((deaf) =>
  command('ignoreAcpi', deaf, {
    model: (model) => {
      model.deaf = deaf;
    },
    real: ({ hypervisor }) => hypervisor.ignoreAcpi(id, deaf),
  }),
);

it('lives as its model does, whatever is done to it, in whatever order', async () => {
  const commands = fc.commands([resetting, overriding, clearing, inserting, guest, deafening], { maxCommands: 40 });
  await fc.assert(
    fc.asyncProperty(commands, fc.constantFrom(0, 100), async (steps, powerDelay) => {
      const clock = createHandClock();
      const hypervisor = createMemoryHypervisor({
        machines: [{ uuid: id, name: 'one', nics: [{ mac: '52:54:00:00:00:01' }] }],
        powerDelay,
        clock,
      });
      const used: BootOverride[] = [];
      hypervisor.subscribe((event) => {
        if (event.type === 'boot') used.push(event.override);
      });
      const setup = (): { model: Model; real: Real } => ({
        model: {
          power: 'Off',
          override: none,
          medium: false,
          deaf: false,
          pressed: false,
          boots: 0,
          bootedFrom: undefined,
        },
        real: { hypervisor, clock },
      });
      await fc.asyncModelRun(setup, steps);
      expect(used).toHaveLength(hypervisor.boots(id));
      await hypervisor.close();
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it('uses one Once for one boot at the most, however orders overlap', async () => {
  const orders = fc.array(
    fc.record({ type: fc.constantFrom(...resetTypes), wait: fc.nat(150), once: fc.boolean(), reboots: fc.boolean() }),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(orders, async (steps) => {
      const clock = createHandClock();
      const hypervisor = createMemoryHypervisor({ machines: [{ uuid: id, name: 'one' }], powerDelay: 100, clock });
      let written = 0;
      let used = 0;
      hypervisor.subscribe((event) => {
        if (event.type === 'boot' && event.override.enabled === 'Once') used += 1;
      });
      for (const { type, wait, once, reboots } of steps) {
        const before = (await hypervisor.machine(id))?.boot.override.enabled;
        if (once) await hypervisor.setBoot(id, { enabled: 'Once', target: 'Hdd' });
        if (once && before !== 'Once') written += 1;
        const outcome = await hypervisor.reset(id, type).then(
          () => 'done',
          (error: unknown) => (error instanceof HypervisorError ? error.code : error),
        );
        expect(needPower.includes(type) ? ['done', 'conflict'] : ['done']).toContain(outcome);
        clock.advance(wait);
        if (reboots && (await hypervisor.machine(id))?.power === 'On') hypervisor.guestReboot(id);
      }
      clock.advance(1_000_000);
      const machine = await hypervisor.machine(id);
      expect(['On', 'Off', 'Paused']).toContain(machine?.power);
      expect(used + (machine?.boot.override.enabled === 'Once' ? 1 : 0)).toBe(written);
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 300 },
  );
});
