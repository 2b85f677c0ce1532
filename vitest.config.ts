import { defineConfig } from 'vitest/config';

// Two projects: `unit` runs beside the code; `parts` starts daemons and virtual
// machines, in namespaces of each file's own, so that two files go side by side:
// most of their time is spent waiting for firmware.
export default defineConfig({
  test: {
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
          // Vitest would leave one of two processors to itself.
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'parts',
          include: ['test/contract/**/*.test.ts', 'test/integration/**/*.test.ts'],
          exclude: ['test/contract/memory.test.ts'],
          globalSetup: ['scripts/bundle.mjs', 'test/helpers/global-setup.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
