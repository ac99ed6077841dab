import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobsCommand } from '../../src/cli/jobs.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { toJob } from '../contracts/job-store.ts';

let store: EmbeddedStore;
beforeEach(() => {
  store = openStore({ file: ':memory:' });
});
afterEach(() => store.close());

async function run(...args: string[]) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const code = await jobsCommand(args, {
    jobs: createSqliteJobs(store.db),
    write,
  });
  return { code, text };
}

describe('npm run jobs', () => {
  it('lists what is not answered and what was given up, without anybody’s words', async () => {
    const jobs = createSqliteJobs(store.db);
    await jobs.add(toJob('open-1'));
    await jobs.add(toJob('dead-1'));
    await jobs.finish('dead-1', '2026-11-23T12:05:00.000Z', 'platform-gone');
    const { code, text } = await run();
    expect(code).toBe(0);
    expect(text).toBe(
      [
        'Not answered yet: 1',
        '  open-1  discord /check, asked 2026-11-23T12:00Z, tried 0×',
        'Failed for good: 1 (to retry one: npm run jobs -- --retry ID)',
        '  dead-1  discord /check, asked 2026-11-23T12:00Z, tried 0×, gave up 2026-11-23T12:05Z: platform-gone (the chat is gone, or the bot can no longer write there)',
        '',
      ].join('\n'),
    );
    expect(text).not.toMatch(/bats|p1/i);
  });

  it('takes a request up again, once', async () => {
    const jobs = createSqliteJobs(store.db);
    await jobs.add(toJob('dead-1'));
    await jobs.finish('dead-1', '2026-11-23T12:05:00.000Z', 'x');
    expect([(await run('--retry', 'dead-1')).code, (await run('--retry', 'dead-1')).code]).toEqual([0, 2]);
    expect(await jobs.unfinished()).toHaveLength(1);
  });
});
