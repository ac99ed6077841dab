import type { DeadJobStore, JobQueue, JobStore } from '../../../bot/job.ts';
import { defined } from '../../../core/defined.ts';
import { createJobReader, type DeadRow, JOB_COLUMNS, type JobRow } from '../jobs.ts';
import type { Database } from './database.ts';

/**
 * The jobs in the embedded store.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteJobs(db: Database): JobStore & DeadJobStore & JobQueue {
  const insert = db.prepare(`
    INSERT INTO jobs (id, platform, event_id, state, accepted_at, attempts, actor_id, job, placeholder)
    VALUES (:id, :platform, :eventId, 'open', :acceptedAt, :attempts, :actorId, :job, :placeholder)
    ON CONFLICT (platform, event_id) DO NOTHING`);
  const update = db.prepare(`
    UPDATE jobs SET placeholder = coalesce(:placeholder, placeholder), attempts = coalesce(:attempts, attempts)
    WHERE id = :id AND state = 'open'`);
  const answer = db.prepare(`
    UPDATE jobs SET state = 'done', ended_at = :at, actor_id = NULL, job = NULL, placeholder = NULL
    WHERE id = :id AND state = 'open'`);
  const giveUp = db.prepare(`
    UPDATE jobs SET state = 'dead', ended_at = :at, fault = :fault WHERE id = :id AND state = 'open'`);
  const open = db.prepare<JobRow>(`SELECT ${JOB_COLUMNS} FROM jobs WHERE state = 'open' ORDER BY accepted_at, rowid`);
  const queued = db.prepare<{ length: number; oldest: string | null }>(
    "SELECT count(*) AS length, min(accepted_at) AS oldest FROM jobs WHERE state = 'open'",
  );
  const dead = db.prepare<DeadRow>(`
    SELECT ${JOB_COLUMNS}, ended_at, fault FROM jobs WHERE state = 'dead' ORDER BY ended_at DESC, rowid DESC LIMIT :limit`);
  const revive = db.prepare(`
    UPDATE jobs SET state = 'open', ended_at = NULL, fault = NULL, attempts = 0 WHERE id = :id AND state = 'dead'`);

  const { toJob, toDead } = createJobReader(db.parseJson);

  return {
    async add({ placeholder, attempts, ...job }) {
      const { id, request, acceptedAt } = job;
      const row = { id, platform: request.platform, eventId: request.id, acceptedAt, attempts };
      const kept = placeholder === undefined ? null : JSON.stringify(placeholder);
      const params = { ...row, actorId: request.actorId, job: JSON.stringify(job), placeholder: kept };
      return db.together(() => insert.run(params) > 0);
    },
    async update(id, { placeholder, attempts = null }) {
      if (placeholder === undefined) db.unhurried(() => update.run({ id, placeholder: null, attempts }));
      else await db.together(() => update.run({ id, placeholder: JSON.stringify(placeholder), attempts }));
    },
    async finish(id, at, fault) {
      // If a power cut undoes this, the job is answered again, in the same message.
      db.unhurried(() => (fault === undefined ? answer.run({ id, at }) : giveUp.run({ id, at, fault })));
    },
    async unfinished() {
      return open.all().map(toJob);
    },
    async queued() {
      const { length = 0, oldest } = queued.get() ?? {};
      return { length, ...defined({ oldest: oldest ?? undefined }) };
    },
    async dead(limit) {
      const most = Math.max(0, Math.trunc(limit) || 0);
      return dead.all({ limit: most }).map(toDead);
    },
    async revive(id) {
      return revive.run({ id }) > 0;
    },
  };
}
