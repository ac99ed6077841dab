import { hash } from 'node:crypto';
import { type Db, type JobAttempt, PgBoss } from 'pg-boss';
import type { Job } from '../../../bot/job.ts';
import { createGuard, toPostgresError } from './postgres-errors.ts';
import { type Asking, CONNECT_MS, toPlace } from './postgres-pool.ts';

/** The schema of the engine's own tables; it makes and migrates them itself, under a lock. */
const SCHEMA = 'pgboss';
/** Connections for taking jobs and for heartbeats; one more listens. */
const CONNECTIONS = 4;
/** What is not acknowledged by then is taken as it is: the process that accepted it has died. In s. */
const HOLD_S = 30;
/** A worker that was not heard from for so long has died, or is cut off: its jobs are others'. Longer than a server takes to restart. In s. */
const LEASE_S = 30;
const HEARTBEAT_S = 5;
/** How often leases are looked through, by one process for all. In s. */
const LOOK_S = 5;
/** The pause before what a worker left is taken again, in s. */
const RETRY_S = 1;
/** How often a worker looks by itself: notifications get lost where a connection does. In s. */
const POLL_S = 2;
/** Never reached: the runner gives a job up, and knows why. */
const MOST_RETRIES = 1_000_000;
const DAY_S = 24 * 60 * 60;

export interface JobEngineOptions {
  /** `postgres://…`; connections of its own are opened to it. */
  connectionString: string;
  /** Told of what failed beside the work: a heartbeat, a look through the leases. */
  onFault(error: unknown): void;
  /** After how many seconds of silence a worker's jobs are others'; 30 unless told, at least 10. */
  leaseS?: number;
}

/** Who works at what, kept by pg-boss. A task is a job's id, and nothing of its text. */
export interface JobEngine {
  /** Adds the task of a job, in the caller's transaction. @param held nobody takes it before it is released, or half a minute has passed */
  send(client: Asking, job: Pick<Job, 'id' | 'request'>, held: boolean): Promise<void>;
  release(platform: string, jobId: string): Promise<void>;
  /**
   * Takes tasks.
   *
   * @param end rejects where the job is to be taken again; what it resolves for is over
   * @returns ends it at once
   */
  work(
    platform: string,
    limits: { total: number; perOwner: number },
    end: (jobId: string, signal: AbortSignal) => Promise<void>,
  ): Promise<() => void>;
  /** What SQL means by a job of the table `jobs` that has no task. */
  readonly withoutTask: string;
  /** What was taken and has not ended by now is another's. Closes the connections. */
  stop(): Promise<void>;
}

/** Makes it, with its tables. @throws ClaimcheckError the store's codes, from this and from every method */
export async function openJobEngine({
  connectionString,
  onFault,
  leaseS = LEASE_S,
}: JobEngineOptions): Promise<JobEngine> {
  const boss = new PgBoss({
    ...{
      connectionString,
      schema: SCHEMA,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      useListenNotify: true,
      schedule: false,
    },
    ...{ superviseIntervalSeconds: LOOK_S, monitorIntervalSeconds: LOOK_S, openTelemetry: { enabled: false } },
  });
  const where = toPlace(connectionString);
  const guard = createGuard(where);
  boss.on('error', (error) => onFault(toPostgresError(error, where)));
  await guard(boss.start());
  const queues = new Map<string, Promise<string>>();

  async function makeQueue(platform: string): Promise<string> {
    const queue = {
      // Of two tasks of one job one waits for the other.
      ...{ policy: 'singleton', notify: true, heartbeatSeconds: leaseS, expireInSeconds: DAY_S },
      ...{ retryLimit: MOST_RETRIES, retryDelay: RETRY_S, retentionSeconds: 365 * DAY_S, deleteAfterSeconds: DAY_S },
    };
    await guard(boss.createQueue(platform, queue));
    return platform;
  }

  function toQueue(platform: string): Promise<string> {
    const known = queues.get(platform) ?? makeQueue(platform);
    queues.set(platform, known);
    known.catch(() => queues.delete(platform));
    return known;
  }

  return {
    withoutTask: `NOT EXISTS (
      SELECT 1 FROM ${SCHEMA}.job AS task
      WHERE task.name = jobs.platform AND task.singleton_key = jobs.id AND task.state < 'completed')`,
    async send(client, { id, request }, held) {
      const db: Db = { executeSql: (text, values) => client.query(text, values) };
      const { platform, chat } = request;
      const owner = hash('sha256', `${platform}:${chat.groupId ?? chat.id}`, 'base64url');
      const options = { singletonKey: id, group: { id: owner }, ...(held ? { startAfter: HOLD_S } : {}), db };
      await guard(boss.send(await toQueue(platform), { id }, options));
    },
    async release(platform, singletonKey) {
      await guard(boss.update(await toQueue(platform), undefined, { singletonKey, startAfter: 0 }));
    },
    async work(platform, { total, perOwner }, end) {
      const queue = await toQueue(platform);
      const options = {
        ...{ groupConcurrency: perOwner, heartbeatRefreshSeconds: HEARTBEAT_S },
        ...{ pollingIntervalSeconds: POLL_S, notifyPollingIntervalSeconds: POLL_S },
      };
      const ids = Array.from({ length: total }, async () => {
        let own: string | undefined;
        own = await boss.work<{ id: string }>(queue, options, async (tasks) => {
          try {
            for (const task of tasks) await end(task.data.id, task.signal).then(() => remove(queue, task));
          } finally {
            // Whoever has ended one looks for the next at once.
            if (own !== undefined) boss.notifyWorker(own);
          }
        });
        return own;
      });
      await guard(Promise.all(ids));
      return () => void boss.offWork(queue, { wait: false }).catch(onFault);
    },
    stop: () => boss.stop({ graceful: true, timeout: 1_000 }),
  };

  /** Nothing of it is kept. */
  async function remove(queue: string, task: JobAttempt): Promise<void> {
    await boss.deleteJob(queue, { id: task.id, retryCount: task.retryCount });
  }
}
