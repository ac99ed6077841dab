import type { DeadJobStore, Job, JobDispatch, JobQueue, JobStore } from '../../../bot/job.ts';
import { defined } from '../../../core/defined.ts';
import { createJobReader, type DeadRow, JOB_COLUMNS, type JobRow } from '../jobs.ts';
import type { JobEngine } from './job-engine.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** The accepted jobs, as in the embedded store. pg-boss keeps who works on them. */
export const JOB_TABLES = `
  CREATE TABLE jobs (
    id TEXT COLLATE "C" PRIMARY KEY,
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    platform TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dead')),
    accepted_at TEXT COLLATE "C" NOT NULL,
    ended_at TEXT COLLATE "C",
    attempts INTEGER NOT NULL,
    fault TEXT,
    actor_id TEXT COLLATE "C",
    job TEXT,
    placeholder TEXT,
    UNIQUE (platform, event_id)
  );
  CREATE INDEX jobs_by_state ON jobs (state, accepted_at);
  CREATE INDEX jobs_by_actor ON jobs (platform, actor_id) WHERE actor_id IS NOT NULL;
`;

export type PostgresJobs = JobStore & DeadJobStore & JobQueue & JobDispatch;

/**
 * The jobs in PostgreSQL, and their distribution to processes. A job and its task are written in one transaction.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresJobs(
  { pool, parseJson }: Pick<PostgresDatabase, 'pool' | 'parseJson'>,
  engine: JobEngine,
): PostgresJobs {
  const { toJob, toDead } = createJobReader(parseJson);

  /** Adds tasks for open jobs that have none: rows moved from another store, or restored from a backup. */
  async function sendMissing(platform: string): Promise<void> {
    await pool.transaction(async (client) => {
      const { rows } = await client.query<JobRow>(
        `SELECT ${JOB_COLUMNS} FROM jobs WHERE state = 'open' AND platform = $1 AND ${engine.withoutTask} FOR UPDATE SKIP LOCKED`,
        [platform],
      );
      for (const row of rows) await engine.send(client, toJob(row), false);
    });
  }

  /** @returns the job if it is open, `over` if it has ended, and undefined if it was deleted */
  async function read(id: string): Promise<Job | 'over' | undefined> {
    const { rows } = await pool.query<JobRow & { state: string }>(
      `SELECT state, ${JOB_COLUMNS} FROM jobs WHERE id = $1`,
      [id],
    );
    const [row] = rows;
    return row && (row.state === 'open' ? toJob(row) : 'over');
  }

  return {
    add: ({ placeholder, attempts, ...job }) =>
      pool.transaction(async (client) => {
        const { id, request, acceptedAt } = job;
        const { rowCount } = await client.query(
          `INSERT INTO jobs (id, platform, event_id, state, accepted_at, attempts, actor_id, job, placeholder)
          VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8) ON CONFLICT (platform, event_id) DO NOTHING`,
          [id, request.platform, request.id, acceptedAt, attempts, request.actorId, toText(job), toText(placeholder)],
        );
        if (rowCount === 0) return false;
        await engine.send(client, job, true);
        return true;
      }),
    async update(id, { placeholder, attempts = null }) {
      await pool.query(
        `UPDATE jobs SET placeholder = coalesce($2, placeholder), attempts = coalesce($3, attempts)
        WHERE id = $1 AND state = 'open'`,
        [id, toText(placeholder), attempts],
      );
    },
    async finish(id, at, fault) {
      const answered = "state = 'done', actor_id = NULL, job = NULL, placeholder = NULL";
      const set = fault === undefined ? answered : "state = 'dead'";
      await pool.query(`UPDATE jobs SET ${set}, ended_at = $2, fault = $3 WHERE id = $1 AND state = 'open'`, [
        id,
        at,
        fault ?? null,
      ]);
    },
    async unfinished() {
      const sql = `SELECT ${JOB_COLUMNS} FROM jobs WHERE state = 'open' ORDER BY accepted_at, seq`;
      return (await pool.query<JobRow>(sql)).rows.map(toJob);
    },
    async queued() {
      const { rows } = await pool.query<{ length: number; oldest: string | null }>(
        "SELECT count(*)::int AS length, min(accepted_at) AS oldest FROM jobs WHERE state = 'open'",
      );
      const [{ length, oldest } = { length: 0, oldest: null }] = rows;
      return { length, ...defined({ oldest: oldest ?? undefined }) };
    },
    async dead(limit) {
      const most = Math.max(0, Math.trunc(limit) || 0);
      const { rows } = await pool.query<DeadRow>(
        `SELECT ${JOB_COLUMNS}, ended_at, fault FROM jobs WHERE state = 'dead' ORDER BY ended_at DESC, seq DESC LIMIT $1`,
        [most],
      );
      return rows.map(toDead);
    },
    revive: (id) =>
      pool.transaction(async (client) => {
        const { rows } = await client.query<JobRow>(
          `UPDATE jobs SET state = 'open', ended_at = NULL, fault = NULL, attempts = 0
          WHERE id = $1 AND state = 'dead' RETURNING ${JOB_COLUMNS}`,
          [id],
        );
        const [row] = rows;
        if (row) await engine.send(client, toJob(row), false);
        return row !== undefined;
      }),
    async release(id) {
      const { rows } = await pool.query<{ platform: string }>('SELECT platform FROM jobs WHERE id = $1', [id]);
      if (rows[0]) await engine.release(rows[0].platform, id);
    },
    async work(platform, limits, run, forgotten) {
      const end = await engine.work(platform, limits, async (id, signal) => {
        const job = await read(id);
        if (job === undefined || job === 'over') return;
        await run(job, signal);
        const after = await read(id);
        if (after === undefined) await forgotten(job);
        else if (after !== 'over') throw new Error('left for another worker');
      });
      await sendMissing(platform);
      return end;
    },
  };
}

/** JSON as text, not `jsonb`, which cannot hold the NUL characters that people may send. */
function toText(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
