import { hash } from 'node:crypto';
import { type Db, type JobAttempt, PgBoss } from 'pg-boss';
import type { Job } from '../../../bot/job.ts';
import { createGuard, toPostgresError } from './postgres-errors.ts';
import { type Asking, CONNECT_MS, toPlace } from './postgres-pool.ts';

/** The schema of the engine's own tables. pg-boss creates and migrates them itself, under a lock. */
const SCHEMA = 'pgboss';
/** Connections for fetching jobs and heartbeats; LISTEN uses one more. */
const CONNECTIONS = 4;
/** In s. A job that is not released by then is taken anyway: the process that accepted it must have died. */
const HOLD_S = 30;
/** In s. A worker without a heartbeat for this long counts as dead or cut off, and others take its jobs. Longer than a server's restart. */
const LEASE_S = 30;
const HEARTBEAT_S = 5;
/** How often one process checks all leases, in s. */
const LOOK_S = 5;
/** The delay before an abandoned job is taken again, in s. */
const RETRY_S = 1;
/** How often a worker polls, in s, since notifications are lost with a connection. */
const POLL_S = 2;
/** Never reached: the job runner gives up a job itself and records why. */
const MOST_RETRIES = 1_000_000;
const DAY_S = 24 * 60 * 60;

export interface JobEngineOptions {
  /** `postgres://…`; the engine opens its own connections. */
  connectionString: string;
  /** Called for background failures, such as of a heartbeat or the check of leases. */
  onFault(error: unknown): void;
  /** The seconds without a heartbeat after which others take a worker's jobs; at least 10. Default: 30. */
  leaseS?: number;
}

/** Distributes jobs to workers with pg-boss. A task holds a job's id and none of its text. */
export interface JobEngine {
  /** Adds the task of a job in the caller's transaction. @param held whether no worker may take it until `release`, or for half a minute */
  send(client: Asking, job: Pick<Job, 'id' | 'request'>, held: boolean): Promise<void>;
  release(platform: string, jobId: string): Promise<void>;
  /**
   * Starts workers for a platform's tasks.
   *
   * @param end runs a job; if it rejects, the task is retried, and if it resolves, the task is deleted
   * @returns stops the workers; returns at once
   */
  work(
    platform: string,
    limits: { total: number; perOwner: number },
    end: (jobId: string, signal: AbortSignal) => Promise<void>,
  ): Promise<() => void>;
  /** The SQL condition for a row of `jobs` without a task. */
  readonly withoutTask: string;
  /** Leaves unfinished tasks to other processes and closes the connections. */
  stop(): Promise<void>;
}

/** Starts the engine and creates its tables. @throws ClaimcheckError with a `store-…` code, here and from every method */
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
      // Two tasks of the same job never run at once.
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
            // Fetches the next task at once instead of at the next poll.
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

  /** Deletes a finished task, so that nothing of it is kept. */
  async function remove(queue: string, task: JobAttempt): Promise<void> {
    await boss.deleteJob(queue, { id: task.id, retryCount: task.retryCount });
  }
}
