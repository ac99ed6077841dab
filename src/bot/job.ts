import type { CommandRequest } from '../../commands/request.ts';
import type { Refusal } from '../chat/rate-limits.ts';
import type { Stage } from '../checks/check-service.ts';

/** Plain data that can be written to JSON and read back unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A request that was accepted: it gets its answer, whatever happens in between. */
export interface Job {
  id: string;
  /**
   * As it came, with `role`, the group's language as `locale`, and `private` as it was decided: set before anything is shown, for Discord cannot
   * change it after.
   */
  request: CommandRequest;
  /** Where the answer goes. Only the platform's adapter reads it. */
  address: Json;
  /** The message that holds the answer's place, once it was sent: it is edited, so that no second one appears. */
  placeholder?: Json;
  acceptedAt: string;
  /** How often it was begun. */
  attempts: number;
  /** It was asked too often or too much: this is its answer. Decided once, so that a crash counts nothing twice. */
  refusal?: Refusal;
}

/** What whoever waits is told: how far the check is, or that it cannot go on for now. */
export type JobStage = Stage | 'waiting';

/** A job that was given up. */
export interface DeadJob extends Job {
  diedAt: string;
  /** The last fault's code, for the operator; no text of people. */
  fault: string;
}

/**
 * Remembers what was accepted and is not answered yet. Jobs and placeholders are on the disk when the promise resolves; of the rest a power
 * cut can undo the last, which is then done again, and a killed process undoes nothing.
 */
export interface JobStore {
  /** @returns false if a job of this platform and event is known already, answered ones (kept for a week) included */
  add(job: Job): Promise<boolean>;
  /** Notes the placeholder or the number of attempts. */
  update(id: string, change: { placeholder?: Json; attempts?: number }): Promise<void>;
  /** The job is answered (no fault) or given up. An answered job's text, address and actor are forgotten. */
  finish(id: string, at: string, fault?: string): Promise<void>;
  /** Accepted and neither answered nor given up, oldest first. */
  unfinished(): Promise<Job[]>;
}

/** How much waits. */
export interface JobQueue {
  /** @returns how many jobs are accepted and neither answered nor given up, and when the oldest was accepted (ISO moment) */
  queued(): Promise<{ length: number; oldest?: string }>;
}

/** The dead-letter list: what was given up, until somebody looks at it. */
export interface DeadJobStore {
  /** Given up, newest first. */
  dead(limit: number): Promise<DeadJob[]>;
  /** Takes a job off the list; it is begun at the next start. @returns false if it is not on it */
  revive(jobId: string): Promise<boolean>;
}

/** How much a process takes at once. */
export interface WorkLimits {
  total: number;
  /** For one chat, over all processes; at times one more, where two take at the same moment. */
  perOwner: number;
}

/** Shares accepted jobs out over any number of processes: a job is one worker's at a time. */
export interface JobDispatch {
  /** Its asker was told, and any worker may take it. A job that nobody releases may be taken half a minute after it was accepted. */
  release(jobId: string): Promise<void>;
  /**
   * Takes a platform's jobs, those too that a process left when it died.
   *
   * @param run brings one to its end; what is not finished when it resolves goes to another worker. Its signal is aborted where the job was given to
   *   another, since nothing was heard from this process for too long
   * @param forgotten told of a job that was removed while it ran, with all that its asker had
   * @returns ends it: nothing more is taken. Resolves at once
   */
  work(
    platform: string,
    limits: WorkLimits,
    run: (job: Job, signal: AbortSignal) => Promise<void>,
    forgotten: (job: Job) => Promise<void>,
  ): Promise<() => void>;
}
