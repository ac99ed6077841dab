import { OutOfReach } from '../out-of-reach.ts';
import type { FailureKind } from '../types.ts';

/** The abort reason of jobs that were stopped because their stage was over. */
const TOO_LATE = Symbol('too late');
/** Whether a job was stopped because its stage was over. */
export const isTooLate = (error: unknown): boolean => error === TOO_LATE;

/** A part of a check that sends several requests at once, and ends in time whatever becomes of them. */
interface Stage {
  /** Aborted when the stage is over, or the check is. Hand it to all that is started. */
  signal: AbortSignal;
  /** Runs one job; settles when the job does, or at the stage's end. What the job does after that is ignored. */
  run<T>(job: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** From now on the stage has at most this long, in ms. An end later than the current one has no effect. */
  endIn(ms: number): void;
  /** Clears the timers; aborts what still runs. */
  close(): void;
}

/** @param check the check's own signal: its reason is what every job rejects with once it is aborted */
export function createStage(limitMs: number, check: AbortSignal): Stage {
  const over = new AbortController();
  const signal = AbortSignal.any([check, over.signal]);
  const timers: NodeJS.Timeout[] = [];
  const endIn = (ms: number) => {
    timers.push(setTimeout(() => over.abort(TOO_LATE), ms));
  };
  endIn(limitMs);
  return {
    signal,
    run: (job) => untilAborted(job, signal),
    endIn,
    close() {
      for (const timer of timers) clearTimeout(timer);
      over.abort(TOO_LATE);
    },
  };
}

/** Settles on abort even if a provider ignores its signal. */
function untilAborted<T>(job: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    Promise.try(job, signal).then(resolve, reject);
  });
}

/** Why a request failed. An error that breaks the port's contract counts as a bad answer. */
export function toWhy(error: unknown): FailureKind {
  if (isTooLate(error)) return 'time-limit';
  return error instanceof OutOfReach ? error.why : 'bad-answer';
}
