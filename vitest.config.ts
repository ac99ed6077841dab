import { defineConfig } from 'vitest/config';

const FAULTS = 'test/faults/**/*.test.ts';
/** A thousand requests at once, each to be acknowledged in time: only tests that mostly wait may run beside them. */
const FLOOD = 'test/faults/{flood,telegram,telegram-too-often,discord-too-often,clock,pages-patience}.test.ts';
const GATES = 'test/gates/**/*.test.ts';
const BROWSER = 'test/browser/**/*.test.ts';

/**
 * Projects: `npm test` runs what a newcomer needs, `npm run test:gates` measures recognition, `npm run test:faults` tests kills, load, floods and
 * clock changes, `npm run test:browser` opens the demo page. The timeouts suit machines with two busy cores.
 */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // Separate processes: signals and open handles of one file cannot affect another.
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: 'test/fixed-seed.ts',
    globalSetup: ['test/shared-folder.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'main',
          include: ['test/**/*.test.ts'],
          exclude: [GATES, FAULTS, BROWSER],
          globalSetup: ['test/not-run-here.ts'],
          // On a machine that stalls for seconds a page comes too late, which changes its card.
          retry: 1,
          // The core is loaded once per worker instead of once per file, which takes a third of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'gates', include: [GATES], isolate: false } },
      { extends: true, test: { name: 'faults', include: [FAULTS], exclude: [FLOOD] } },
      { extends: true, test: { name: 'faults of time', include: [FLOOD], sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'browser', include: [BROWSER] } },
    ],
  },
});
