import { defineConfig } from 'vitest/config';

/** Real processes, real files and real sockets on a machine with two busy cores: patience, and no more than it can run. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
    // Own processes: node:sqlite, signals and open handles of one file cannot touch another's.
    pool: 'forks',
    maxWorkers: 2,
  },
});
