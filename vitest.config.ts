import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** In this order before all others, so that none of them is left to run alone at the end. */
const longest = [
  'lab/rehearse',
  'lab/rehearse-ipv6',
  'qemu-uefi',
  'driver-once',
  'qemu-bios',
  'driver-killed',
  'integration/once',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((part) => moduleId.includes(`${part}.test`));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

// Two projects: `unit` runs beside the code; `parts` starts daemons and virtual
// machines, in namespaces of each file's own, so that files go side by side.
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: ['scripts/bundle.mjs'],
          include: [
            'src/**/*.test.ts',
            'lab/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/helpers/**/*.test.ts',
            'test/contract/memory.test.ts',
          ],
          // Files share the modules that are loaded, which is half of their time: nothing here keeps state in a module.
          isolate: false,
          // Vitest would leave one of two processors to itself.
          maxWorkers: 2,
          // A file is on the disk when the disk says so, which a busy one does late.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'parts',
          include: ['test/contract/**/*.test.ts', 'test/integration/**/*.test.ts'],
          exclude: ['test/contract/memory.test.ts'],
          globalSetup: ['scripts/bundle.mjs', 'test/helpers/global-setup.ts'],
          // More than processors: most of their time is spent waiting for firmware.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
