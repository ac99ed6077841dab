import type { RouterOptions } from '../../commands/router.ts';
import type { ChatStores } from '../chat/chat-stores.ts';
import type { Job, JobDispatch, JobStore } from './job.ts';
import { JOB_LIMITS, type JobRunner } from './job-runner.ts';

/**
 * The role of a process: `gateway` receives requests and accepts jobs, `worker` runs jobs, `all` does both. Roles other than `all` need a store that the
 * processes share.
 */
export type Role = (typeof ROLES)[number];
export const ROLES = ['all', 'gateway', 'worker'] as const;

export interface SharingOptions {
  role: Role;
  /** Absent: this process runs every job that it accepts. */
  dispatch: JobDispatch | undefined;
  jobs: Pick<JobStore, 'unfinished'>;
  runner: JobRunner;
  forget: ChatStores['forget'];
  onFault: RouterOptions['onFault'];
}

/** Decides who runs accepted jobs: this process, or any worker. */
export interface Sharing {
  /** The asker was told: the job can run now. */
  begin(job: Job): void;
  /** The jobs that this process resumes when it starts. */
  unfinished: JobStore['unfinished'];
  /** Runs jobs of this platform from now on, whichever process accepted them. */
  work(platform: string): Promise<void>;
  /** Takes no further jobs. */
  end(): void;
}

/** Creates the sharing. */
export function createSharing({ role, dispatch, jobs, runner, forget, onFault }: SharingOptions): Sharing {
  const endings: (() => void)[] = [];
  if (!dispatch)
    return { begin: runner.begin, unfinished: jobs.unfinished, work: async () => undefined, end: () => undefined };

  /** Deletes what the job stored after its asker was forgotten. */
  const forgotten = ({ request: { platform, actorId, chat } }: Job) =>
    forget(platform, actorId, ...(chat.kind === 'private' ? [chat.id] : []));

  return {
    begin({ id, request: { platform, command, id: event } }) {
      // A job that is not released is taken anyway, a little later.
      dispatch.release(id).catch((error: unknown) => onFault(error, { platform, command, id: event }));
    },
    unfinished: async () => [],
    async work(platform) {
      if (role === 'gateway') return;
      endings.push(await dispatch.work(platform, JOB_LIMITS, runner.run, forgotten));
    },
    end() {
      for (const end of endings.splice(0)) end();
    },
  };
}
