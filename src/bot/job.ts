import type { CommandRequest } from '../../commands/request.ts';
import type { Refusal } from '../chat/rate-limits.ts';
import type { Stage } from '../checks/check-service.ts';

/** Plain data that survives JSON unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An accepted request: it gets its answer, whatever happens in between. */
export interface Job {
  id: string;
  /**
   * The request with `role`, the group's language as `locale`, and the decided `private`: set before anything is shown, since Discord cannot change it
   * later.
   */
  request: CommandRequest;
  /** Where the answer goes. Only the platform's adapter reads it. */
  address: Json;
  /** The message that was sent to hold the answer's place: it is edited, so that there is no second message. */
  placeholder?: Json;
  acceptedAt: string;
  /** How many times it was begun. */
  attempts: number;
  /** The asker exceeded a limit: this is the answer. Decided once, so that a crash counts nothing twice. */
  refusal?: Refusal;
}

/** What the waiting asker is told: the stage of the check, or that it is on hold. */
export type JobStage = Stage | 'waiting';

/** A job that was given up. */
export interface DeadJob extends Job {
  diedAt: string;
  /** The code of the last fault, for the operator; never people's text. */
  fault: string;
}

/**
 * Stores what was accepted and is not answered yet. Jobs and placeholders are durable when the promise resolves; of other changes a power failure can
 * undo the latest, which are then repeated, and a killed process undoes nothing.
 */
export interface JobStore {
  /** @returns false if a job of this platform and event exists already, including answered ones (kept for a week) */
  add(job: Job): Promise<boolean>;
  /** Notes the placeholder or the number of attempts. */
  update(id: string, change: { placeholder?: Json; attempts?: number }): Promise<void>;
  /** The job is answered (no fault) or given up. An answered job's text, address and actor are deleted. */
  finish(id: string, at: string, fault?: string): Promise<void>;
  /** Jobs that are neither answered nor given up, oldest first. */
  unfinished(): Promise<Job[]>;
}

/** The length of the queue. */
export interface JobQueue {
  /** @returns the number of jobs that are neither answered nor given up, and when the oldest was accepted (ISO timestamp) */
  queued(): Promise<{ length: number; oldest?: string }>;
}

/** The dead-letter list: jobs that were given up, until somebody looks at them. */
export interface DeadJobStore {
  /** The given-up jobs, newest first. */
  dead(limit: number): Promise<DeadJob[]>;
  /** Takes a job off the list; it begins at the next start. @returns false if it is not on the list */
  revive(jobId: string): Promise<boolean>;
}

/** How many jobs a process runs at once. */
export interface WorkLimits {
  total: number;
  /** For one chat, over all processes; sometimes one more, if two processes take a job at the same moment. */
  perOwner: number;
}

/** Distributes accepted jobs over any number of processes: a job belongs to one worker at a time. */
export interface JobDispatch {
  /** The asker was told, and any worker may take the job. A job that is never released may be taken half a minute after it was accepted. */
  release(jobId: string): Promise<void>;
  /**
   * Takes a platform's jobs, including those left by a crashed process.
   *
   * @param run completes one job; unless the job is finished when it resolves, another worker gets it. Its signal is aborted if the job was given to
   *   another worker, since this process was silent for too long
   * @param forgotten called with a job that was deleted while it ran, together with all of its asker's data
   * @returns a function that ends it: no further jobs are taken. Resolves at once
   */
  work(
    platform: string,
    limits: WorkLimits,
    run: (job: Job, signal: AbortSignal) => Promise<void>,
    forgotten: (job: Job) => Promise<void>,
  ): Promise<() => void>;
}
