import { defineConfig } from 'vitest/config';

// Two projects: `unit` runs beside the code in parallel; `parts` starts daemons
// and virtual machines, so its files run one after the other.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'lab/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/helpers/**/*.test.ts',
            'test/contract/memory.test.ts',
          ],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'parts',
          include: ['test/contract/**/*.test.ts', 'test/integration/**/*.test.ts'],
          exclude: ['test/contract/memory.test.ts'],
          globalSetup: ['test/helpers/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
