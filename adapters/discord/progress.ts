import type { Job } from '../../src/bot/job.ts';
import { createRecent } from '../../src/shared/bounded-map.ts';
import { isOverCard, toAddress, toPlaceholder } from './address.ts';
import type { Calls } from './api.ts';
import { renderProgress } from './render.ts';

/** A claim that is already known is answered within this time and needs no progress. */
const FIRST_AFTER_MS = 800;
/** A message may be edited five times in five seconds; progress must not delay the answer itself. */
const EVERY_MS = 1_200;
/** How many answered jobs are remembered; late progress for them arrives within moments. */
const KNOWN_ENDED = 1_000;
const NEVER = new AbortController().signal;

interface Shown {
  line: string;
  /** When the next edit may come, by `performance.now()`. */
  from: number;
  timer: NodeJS.Timeout | undefined;
  editing: Promise<void>;
}

/** Shows the progress of jobs on their placeholders: only the newest line, at a limited rate. */
export interface Progress {
  show(job: Job, line: string): void;
  /** Stops progress of this job; resolves when none of its edits is in flight. */
  end(jobId: string): Promise<void>;
  /** Stops all progress: whoever resumes the jobs shows it. Resolves when no edit is in flight. */
  stop(): Promise<void>;
}

/** Creates the progress display. @param pauses for tests, in ms */
export function createProgress(calls: Calls, pauses = { firstAfterMs: FIRST_AFTER_MS, everyMs: EVERY_MS }): Progress {
  const shown = new Map<string, Shown>();
  const ended = createRecent(KNOWN_ENDED);
  let stopped = false;

  async function edit(job: Job, line: string): Promise<void> {
    const address = toAddress(job);
    const placeholder = toPlaceholder(job);
    if (address.kind === 'interaction') {
      if (placeholder || isOverCard(address, job))
        await calls.editOriginal(address, renderProgress(line, isOverCard(address, job)), NEVER);
    } else if (placeholder) {
      await calls.edit(placeholder.channelId, placeholder.messageId, renderProgress(line, false), NEVER);
    }
  }

  return {
    show(job, line) {
      // The answer overtook this line: it must not overwrite it.
      if (stopped || ended.has(job.id)) return;
      const from = performance.now() + pauses.firstAfterMs;
      const now = shown.get(job.id) ?? { line: '', from, timer: undefined, editing: Promise.resolve() };
      shown.set(job.id, now);
      if (now.line === line) return;
      now.line = line;
      now.timer ??= setTimeout(
        () => {
          now.timer = undefined;
          now.from = performance.now() + pauses.everyMs;
          // Best effort: the answer follows anyway.
          now.editing = now.editing.then(() => edit(job, now.line)).catch(() => undefined);
        },
        // After a pause the line is shown at once: otherwise the next line or the answer would overtake it.
        Math.max(0, now.from - performance.now()),
      ).unref();
    },
    async end(jobId) {
      ended.add(jobId);
      const now = shown.get(jobId);
      if (!now) return;
      shown.delete(jobId);
      clearTimeout(now.timer);
      // An aborted edit could still arrive after the answer and overwrite it.
      await now.editing;
    },
    async stop() {
      stopped = true;
      for (const { timer } of shown.values()) clearTimeout(timer);
      await Promise.all([...shown.values()].map(({ editing }) => editing));
    },
  };
}
