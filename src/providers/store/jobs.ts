import type { DeadJob, Job, Json } from '../../bot/job.ts';
import { defined } from '../../core/defined.ts';
import { JOB_ROW } from './row-shapes.ts';

/** An open job as both SQL dialects select it: `JOB_COLUMNS`. */
export interface JobRow {
  job: string;
  placeholder: string | null;
  attempts: number;
}

/** A job that was given up, with when and why. */
export interface DeadRow extends JobRow {
  ended_at: string;
  fault: string;
}

export const JOB_COLUMNS = 'job, placeholder, attempts';

/** Converts rows into jobs. @param parseJson the store's own, which throws `store-corrupt` for a row of another shape */
export function createJobReader(parseJson: <T>(json: string, shape?: typeof JOB_ROW) => T) {
  const toJob = (row: JobRow): Job => ({
    ...parseJson<Omit<Job, 'placeholder' | 'attempts'>>(row.job, JOB_ROW),
    ...defined({ placeholder: row.placeholder === null ? undefined : parseJson<Json>(row.placeholder) }),
    attempts: row.attempts,
  });
  return { toJob, toDead: (row: DeadRow): DeadJob => ({ ...toJob(row), diedAt: row.ended_at, fault: row.fault }) };
}
