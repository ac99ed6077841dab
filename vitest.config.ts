import { defineConfig } from 'vitest/config';

const FAULTS = 'test/faults/**/*.test.ts';
/** A thousand at once, each to be acknowledged in time: beside it runs only what waits more than it works. */
const FLOOD = 'test/faults/{flood,telegram,telegram-too-often,discord-too-often,clock,pages-patience}.test.ts';
const GATES = 'test/gates/**/*.test.ts';
const BROWSER = 'test/browser/**/*.test.ts';

/**
 * Projects: `npm test` runs what a newcomer needs, `npm run test:gates` measures recognition, `npm run test:faults` kills, loads, floods and
 * clocks, `npm run test:browser` opens the demo's page. Patience is for machines with two busy cores.
 */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // Own processes: signals and open handles of one file cannot touch another's.
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
          // A machine that stands still for seconds makes a page too late, and its card another one.
          retry: 1,
          // The core is loaded once a worker, not once a file: a third of the time.
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
