import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJobEngine } from '../../src/providers/store/postgres/job-engine.ts';
import { createPostgresJobs, JOB_TABLES } from '../../src/providers/store/postgres/postgres-jobs.ts';
import { toJob } from '../contracts/job-store.ts';
import { type PostgresPeer, startPostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { usePostgres } from '../providers/use-postgres.ts';

const SCRIPT = fileURLToPath(new URL('../providers/work-process.ts', import.meta.url));
/** Jobs of each of three stretches. */
const MANY = 40;
/** What one worker has in hand at once. */
const IN_HAND = 8;

describe.skipIf(WHY_NO_POSTGRES !== undefined)(
  `workers on PostgreSQL (${WHY_NO_POSTGRES ?? 'a real server'})`,
  { timeout: 120_000 },
  () => {
    let server: PostgresPeer;
    const postgres = usePostgres(JOB_TABLES, async () => server);
    beforeAll(async () => {
      server = await startPostgres();
    });
    const workers: ChildProcessByStdio<null, Readable, null>[] = [];
    afterAll(() => {
      for (const worker of workers) worker.kill('SIGKILL');
      return server.close();
    });

    it('answer all that was accepted, though one of them and the server are killed, and nothing twice but what was in hand', async () => {
      const { url, db } = await postgres.newDatabase();
      const engine = await openJobEngine({ connectionString: url, onFault: () => undefined, leaseS: 10 });
      const jobs = createPostgresJobs(db, engine);
      const answered: string[] = [];
      const startWorker = async () => {
        const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, url], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        workers.push(child);
        const lines = createInterface(child.stdout);
        const ready = once(lines, 'line');
        lines.on('line', (line) => line.startsWith('answered ') && answered.push(line.slice('answered '.length)));
        await ready;
        return child;
      };
      /** A platform brings an event again until it is taken on. */
      const accept = async (id: string) => {
        const request = { ...toJob(id).request, chat: { id: `c-${id}`, kind: 'group' as const } };
        for (;;) {
          try {
            await jobs.add(toJob(id, { request }));
            return await jobs.release(id);
          } catch {
            await sleep(200);
          }
        }
      };
      const acceptMany = (name: string) =>
        Promise.all(Array.from({ length: MANY }, (_, at) => accept(`${name}-${at}`)));

      const [victim, other] = [await startWorker(), await startWorker()];
      await acceptMany('first');
      await expect.poll(() => answered.length, { timeout: 30_000 }).toBeGreaterThan(IN_HAND);
      victim.kill('SIGKILL');
      await acceptMany('second');
      await server.kill();
      const meanwhile = acceptMany('third');
      await sleep(3_000);
      await server.start();
      await meanwhile;
      await expect
        .poll(() => jobs.unfinished().catch(() => ['not yet']), { timeout: 60_000, interval: 200 })
        .toEqual([]);

      const twice = answered.filter((id, at) => answered.indexOf(id) !== at);
      expect(new Set(answered).size).toBe(3 * MANY);
      expect(await jobs.dead(10)).toEqual([]);
      // The killed worker's, and those that were answered but could not be written down as such while the server was away.
      expect(twice.length).toBeLessThanOrEqual(2 * IN_HAND);
      const ended = once(other, 'exit');
      other.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      await engine.stop();
    });
  },
);
