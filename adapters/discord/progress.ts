import type { Job } from '../../src/bot/job.ts';
import { createRecent } from '../../src/shared/bounded-map.ts';
import { isOverCard, toAddress, toPlaceholder } from './address.ts';
import type { Calls } from './api.ts';
import { renderProgress } from './render.ts';

/** What is known already is answered within this, and needs no progress. */
const FIRST_AFTER_MS = 800;
/** A message may be edited five times in five seconds; the answer itself must not wait for it. */
const EVERY_MS = 1_200;
/** So many jobs are known to be answered; what is still told of them comes within moments. */
const KNOWN_ENDED = 1_000;
const NEVER = new AbortController().signal;

interface Shown {
  line: string;
  /** When the next edit may come, by `performance.now()`. */
  from: number;
  timer: NodeJS.Timeout | undefined;
  editing: Promise<void>;
}

/** Shows on placeholders how far jobs are: the newest line only, and seldom. */
export interface Progress {
  show(job: Job, line: string): void;
  /** Nothing is shown for this job any more; resolves when no edit of it is on its way. */
  end(jobId: string): Promise<void>;
  /** Nothing is shown any more: who takes the jobs up again shows it. Resolves when no edit is on its way. */
  stop(): Promise<void>;
}

/** Makes it over the calls. @param pauses for tests, in ms */
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
      // The line was on its way while the answer went past it: it must not be written over that.
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
          // Best effort: the answer will say more.
          now.editing = now.editing.then(() => edit(job, now.line)).catch(() => undefined);
        },
        // What comes after a pause is shown at once: it would else be overtaken by the next, or by the answer.
        Math.max(0, now.from - performance.now()),
      ).unref();
    },
    async end(jobId) {
      ended.add(jobId);
      const now = shown.get(jobId);
      if (!now) return;
      shown.delete(jobId);
      clearTimeout(now.timer);
      // Cut off, it could still arrive after the answer, and stand in its place.
      await now.editing;
    },
    async stop() {
      stopped = true;
      for (const { timer } of shown.values()) clearTimeout(timer);
      await Promise.all([...shown.values()].map(({ editing }) => editing));
    },
  };
}
