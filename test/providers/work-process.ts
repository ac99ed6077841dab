/** A worker of its own: `work-process.ts URL`. It says `ready`, and `answered ID` for each job it brings, a line each; it ends when it is told to. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../../commands/reply.ts';
import { createJobRunner, JOB_LIMITS } from '../../src/bot/job-runner.ts';
import { openJobEngine } from '../../src/providers/store/postgres/job-engine.ts';
import { createPostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { createPostgresJobs } from '../../src/providers/store/postgres/postgres-jobs.ts';

/** How long a check takes here, in ms. */
const CHECK_MS = 300;

const DONE: Reply = { kind: 'notice', tone: 'info', title: 'Done', lines: [] };

const [connectionString = ''] = process.argv.slice(2);
const db = createPostgresDatabase(connectionString);
const engine = await openJobEngine({ connectionString, onFault: () => undefined, leaseS: 10 });
const jobs = createPostgresJobs(db, engine);
const none = async () => [];
const runner = createJobRunner({
  jobs,
  postings: {
    ...{ of: none, saidBy: none, save: async () => undefined, at: async () => undefined },
    ...{ hasPinned: async () => false, remove: async () => undefined },
  },
  isOpen: () => true,
  async deliver({ id }) {
    // Synchronous: a line is out of the process before it can be killed.
    writeSync(1, `answered ${id}\n`);
    return [];
  },
  begun: () => undefined,
  progress: () => undefined,
  async answer(_job, _onStage, signal) {
    await sleep(CHECK_MS, undefined, { signal });
    return DONE;
  },
  toApology: () => DONE,
  onDelivered: async () => undefined,
  onFault: (error) => writeSync(2, `${error}\n`),
  now: () => new Date(),
  random: () => 0,
  pause: (ms, signal) => sleep(ms, undefined, { signal }),
});
const end = await jobs.work('discord', JOB_LIMITS, runner.run, async () => undefined);
writeSync(1, 'ready\n');
await once(process, 'SIGTERM');
end();
await runner.stop();
await engine.stop();
await db.close();
