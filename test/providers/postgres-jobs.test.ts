import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../src/bot/job.ts';
import { type JobEngine, openJobEngine } from '../../src/providers/store/postgres/job-engine.ts';
import type { PostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { createPostgresJobs, JOB_TABLES, type PostgresJobs } from '../../src/providers/store/postgres/postgres-jobs.ts';
import { describeJobStore, toJob } from '../contracts/job-store.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { usePostgres } from './use-postgres.ts';

const LIMITS = { total: 8, perOwner: 2 };
const NOW = '2026-11-23T12:05:00.000Z';

describe.skipIf(WHY_NO_POSTGRES !== undefined)(
  `the jobs in PostgreSQL (${WHY_NO_POSTGRES ?? 'on a real server'})`,
  () => {
    const postgres = usePostgres(JOB_TABLES);
    let place: { url: string; db: PostgresDatabase };
    let engine: JobEngine;
    let jobs: PostgresJobs;
    const faults: unknown[] = [];
    const ends: (() => void)[] = [];
    const engines: JobEngine[] = [];

    /** The store as another process has it. */
    async function openOther() {
      const other = await openJobEngine({ connectionString: place.url, onFault: (error) => faults.push(error) });
      engines.push(other);
      return createPostgresJobs(place.db, other);
    }
    /** Works at them, and answers each at once unless told. */
    async function work(
      store: PostgresJobs,
      run: (job: Job, signal: AbortSignal) => Promise<void> = async () => undefined,
    ) {
      const done: string[] = [];
      const forgotten: string[] = [];
      const answer = async (job: Job, signal: AbortSignal) => {
        await run(job, signal);
        done.push(job.id);
        await store.finish(job.id, NOW);
      };
      ends.push(await store.work('discord', LIMITS, answer, async ({ id }) => void forgotten.push(id)));
      return { done, forgotten };
    }
    const tasks = async () => (await place.db.pool.query('SELECT state FROM pgboss.job')).rows.length;

    beforeAll(async () => {
      place = await postgres.newDatabase();
    });
    beforeEach(async () => {
      engine = await openJobEngine({ connectionString: place.url, onFault: (error) => faults.push(error) });
      jobs = createPostgresJobs(place.db, engine);
    });
    afterEach(async () => {
      for (const end of ends.splice(0)) end();
      await Promise.all([engine, ...engines.splice(0)].map((one) => one.stop()));
      await place.db.pool.query('TRUNCATE jobs; DELETE FROM pgboss.job');
      expect(faults.splice(0)).toEqual([]);
    });

    describeJobStore(() => jobs);

    it('are given to a worker once they are released, with what was noted meanwhile, and leave nothing behind', async () => {
      const { request } = toJob('j1');
      await jobs.add(
        toJob('j1', { request: { ...request, text: 'Ute Secret', actorId: 'secret-p1' }, address: 'secret-a' }),
      );
      const seen: Job[] = [];
      const { done } = await work(jobs, async (job) => void seen.push(job));
      await jobs.update('j1', { placeholder: 'secret-m' });
      expect(seen).toEqual([]);
      await jobs.release('j1');
      await vi.waitFor(() => expect(done).toEqual(['j1']));
      expect(seen[0]?.placeholder).toBe('secret-m');
      await vi.waitFor(async () => expect(await tasks()).toBe(0));
      const { rows } = await place.db.pool.query('SELECT * FROM jobs');
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toMatch(/secret/i);
    });

    it('go to one worker each, of two that are there', async () => {
      const other = await openOther();
      const both = [await work(jobs), await work(other)];
      const ids = Array.from({ length: 60 }, (_, at) => `j${at}`);
      await Promise.all(
        ids.map(async (id, at) => {
          await jobs.add(toJob(id, { request: { ...toJob(id).request, chat: { id: `c${at}`, kind: 'group' } } }));
          await jobs.release(id);
        }),
      );
      await vi.waitFor(() => expect(both.flatMap(({ done }) => done)).toHaveLength(60), 20_000);
      expect(both.flatMap(({ done }) => done).sort()).toEqual([...ids].sort());
      expect(await jobs.unfinished()).toEqual([]);
    });

    it('of one chat do not take all places', async () => {
      let most = 0;
      let running = 0;
      const quiet = Promise.withResolvers<void>();
      const { done } = await work(jobs, async ({ request }) => {
        if (request.chat.id === 'quiet') return quiet.resolve();
        running += 1;
        most = Math.max(most, running);
        await quiet.promise;
        running -= 1;
      });
      const add = async (id: string, chatId: string) => {
        await jobs.add(toJob(id, { request: { ...toJob(id).request, chat: { id: chatId, kind: 'group' } } }));
        await jobs.release(id);
      };
      for (let at = 0; at < 12; at += 1) await add(`f${at}`, 'flood');
      await add('other', 'quiet');
      await vi.waitFor(() => expect(done).toHaveLength(13), 20_000);
      expect(most).toBeLessThanOrEqual(LIMITS.perOwner + 1);
    });

    it('that a worker left go to the next, and so do rows that came without a task', async () => {
      await jobs.add(toJob('left'));
      await jobs.release('left');
      let tries = 0;
      const { done } = await work(jobs, async () => {
        tries += 1;
        if (tries === 1) throw new Error('the bot stops');
      });
      await vi.waitFor(() => expect(done).toEqual(['left']), 20_000);
      await jobs.add(toJob('restored'));
      await place.db.pool.query('DELETE FROM pgboss.job');
      const other = await work(await openOther());
      await vi.waitFor(() => expect([...done, ...other.done]).toEqual(['left', 'restored']), 20_000);
    });

    it('that were forgotten while they ran are told of, and are over', async () => {
      await jobs.add(toJob('j1'));
      await jobs.release('j1');
      const { forgotten } = await work(jobs, async () => void (await place.db.pool.query('DELETE FROM jobs')));
      await vi.waitFor(() => expect(forgotten).toEqual(['j1']), 20_000);
      await vi.waitFor(async () => expect(await tasks()).toBe(0), 20_000);
    });

    it('that were given up and are taken up again need no start', async () => {
      await jobs.add(toJob('j1'));
      await jobs.finish('j1', NOW, 'platform-gone');
      const { done } = await work(jobs);
      await jobs.revive('j1');
      await vi.waitFor(() => expect(done).toEqual(['j1']), 20_000);
    });
  },
);
