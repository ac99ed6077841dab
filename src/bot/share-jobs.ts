import type { RouterOptions } from '../../commands/router.ts';
import type { ChatStores } from '../chat/chat-stores.ts';
import type { Job, JobDispatch, JobStore } from './job.ts';
import { JOB_LIMITS, type JobRunner } from './job-runner.ts';

/**
 * What a process does of the whole: all, or only hearing and taking on what people ask, or only answering it. All but `all` needs a store that processes
 * share.
 */
export type Role = (typeof ROLES)[number];
export const ROLES = ['all', 'gateway', 'worker'] as const;

export interface SharingOptions {
  role: Role;
  /** Absent: this process does all that it accepts. */
  dispatch: JobDispatch | undefined;
  jobs: Pick<JobStore, 'unfinished'>;
  runner: JobRunner;
  forget: ChatStores['forget'];
  onFault: RouterOptions['onFault'];
}

/** Who does accepted jobs: this process, or any that works at them. */
export interface Sharing {
  /** Its asker was told: it can be done now. */
  begin(job: Job): void;
  /** What this process takes up by itself when it starts. */
  unfinished: JobStore['unfinished'];
  /** From now on it does jobs of this platform, whoever accepted them. */
  work(platform: string): Promise<void>;
  /** It takes no more. */
  end(): void;
}

/** Makes it. */
export function createSharing({ role, dispatch, jobs, runner, forget, onFault }: SharingOptions): Sharing {
  const endings: (() => void)[] = [];
  if (!dispatch)
    return { begin: runner.begin, unfinished: jobs.unfinished, work: async () => undefined, end: () => undefined };

  /** What it wrote down after it was forgotten goes as well. */
  const forgotten = ({ request: { platform, actorId, chat } }: Job) =>
    forget(platform, actorId, ...(chat.kind === 'private' ? [chat.id] : []));

  return {
    begin({ id, request: { platform, command, id: event } }) {
      // One that is not released is taken all the same, a little later.
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
