import { setImmediate as nextTurn } from 'node:timers/promises';
import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import { z } from 'zod';
import type { Reply } from '../../commands/reply.ts';
import { toGroupKey } from '../chat/group-settings.ts';
import type { PostingStore } from '../chat/ports.ts';
import type { Delivered } from '../chat/posting.ts';
import type { Stage } from '../checks/check-service.ts';
import { defined } from '../core/defined.ts';
import { orAfter } from '../shared/async.ts';
import { ClaimcheckError, isCode } from '../shared/errors.ts';
import { createFairQueue } from './fair-queue.ts';
import type { Job, JobStage, JobStore } from './job.ts';

/** How many checks run at once, in total and for one chat. */
export const JOB_LIMITS = { total: 8, perOwner: 2 };
/** Turns of the event loop between two jobs that begin: enough to open a connection and send a request. */
const TURNS_BETWEEN = 4;
/** A job that was begun this often is taken for the cause of crashes, and given up. */
const MOST_ATTEMPTS = 20;
/** The least age of a job before that: a night of power cuts is not the job's fault. In ms from its acceptance. */
const POISON_AFTER_MS = 10 * 60_000;
/** The first pause between two attempts; each further one is `PAUSE_GROWTH` times as long. In ms. */
const FIRST_PAUSE_MS = 1_000;
const PAUSE_GROWTH = 4;
/** The longest pause, before the random addition (`random`), unless the other side asks for more. */
const LONGEST_PAUSE_MS = 60_000;
/** With the pauses above, a job is given up after about two and a half to three and a half minutes. */
const MOST_TRIES = 6;
/** The longest that an asker waits for an answer, whatever pause the other side asks for. */
const MOST_PATIENCE_MS = 10 * 60_000;
/** The first pause while the disk is full; each further one doubles, up to `LONGEST_PAUSE_MS`. In ms. */
const FULL_PAUSE_MS = 5_000;
/** How long running jobs have to end when the bot stops. */
const GRACE_MS = 3_500;
/** How long jobs have to react to the abort after that. */
const GIVE_UP_MS = 500;

export interface JobRunnerOptions {
  jobs: JobStore;
  postings: PostingStore;
  /** Whether answers can be delivered there: its adapter is started. */
  isOpen(platform: string): boolean;
  /** As `ChatAdapter.deliver`. */
  deliver(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered>;
  /** This process answers the job from now on. Never throws. */
  begun(job: Job): void;
  /** Shows the progress of a job. Never throws. */
  progress(job: Job, stage: JobStage): void;
  /** @throws any error: the job is retried */
  answer(job: Job, onStage: (stage: Stage) => void, signal: AbortSignal): Promise<Reply>;
  /** The apology if there will be no answer. */
  toApology(job: Job): Reply;
  /** Called once the answer was delivered, or is kept for later. */
  onDelivered(job: Job, reply: Reply, made: Delivered): Promise<void>;
  /** Called with every fault that ended a job, and with its code. */
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
  now(): Date;
  /** From 0 up to 1: pauses grow by up to half, so that not everybody retries at once. */
  random(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  graceMs?: number;
}

/** Runs every accepted job until it is answered. */
export interface JobRunner {
  /** Does nothing for a running job, or if its platform is not started: the job stays stored. */
  begin(job: Job): void;
  /** Begins the job, and resolves when it has ended or was abandoned. @param signal abandons it: another process has it now */
  run(job: Job, signal: AbortSignal): Promise<void>;
  /** Resolves when all of this person's running jobs have ended; undefined if there are none. */
  ended(platform: string, personId: string): Promise<void> | undefined;
  /** Lets running jobs end within the grace period; the others stay stored for the next start. */
  stop(): Promise<void>;
}

/** Creates the runner. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { jobs, postings, isOpen, deliver, answer, toApology, onDelivered, onFault, now, random, pause } = options;
  const queue = createFairQueue(JOB_LIMITS);
  const underway = new Map<string, { request: Job['request']; end: Promise<void> }>();
  const ends = () => Promise.allSettled(Array.from(underway.values(), ({ end }) => end));
  const stopping = new AbortController();
  const isLasting = (error: unknown) => error === CLOSED || isCode(error, 'platform-gone');
  const isFull = (error: unknown) => isCode(error, 'store-full');
  const isOver = (error: unknown) =>
    isLasting(error) ||
    isCode(error, 'platform-refused') ||
    isCode(error, 'store-corrupt') ||
    error === BEGUN_TOO_OFTEN;

  /** Retries with growing pauses, or the pause the error asks for (`retryAfterMs`). @throws the last error; a permanent one at once */
  function patiently<T>(work: () => Promise<T>, signal: AbortSignal, isOverToo = (_: unknown) => false): Promise<T> {
    let pauseMs = 0;
    const backoff = new DelegateBackoff<{ attempt: number; result: unknown }>(({ attempt, result }) => {
      const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** (attempt - 1));
      // A requested pause is never shortened.
      pauseMs = Math.round((toAskedPause(result) ?? grown) * (1 + random() / 2));
      return 0;
    });
    const isPassing = (error: unknown) =>
      !isOver(error) && !isOverToo(error) && (toAskedPause({ error }) ?? 0) <= MOST_PATIENCE_MS;
    return retry(handleWhen(isPassing), { maxAttempts: MOST_TRIES - 1, backoff }).execute(async ({ attempt }) => {
      // The retry library's own pause ignores the signal.
      if (attempt > 0) await pause(pauseMs, signal);
      signal.throwIfAborted();
      return work();
    }, signal);
  }

  /** While the disk is full, tells the asker and starts the work again and again. @throws the last error, after `MOST_PATIENCE_MS` */
  async function onceThereIsRoom<T>(job: Job, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const until = now().getTime() + MOST_PATIENCE_MS;
    for (let pauseMs = FULL_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
      try {
        return await patiently(work, signal, isFull);
      } catch (error) {
        if (!isFull(error) || now().getTime() > until) throw error;
        if (pauseMs === FULL_PAUSE_MS) tell(job, error);
        options.progress(job, 'waiting');
        await pause(pauseMs, signal);
      }
    }
  }

  function tell({ request: { platform, command, id } }: Job, error: unknown): void {
    onFault(error, { platform, command, id });
  }

  let begun: Promise<unknown> = Promise.resolve();
  /** Leaves the event loop to others between two jobs that begin: requests that arrive meanwhile are acknowledged in between, not after all jobs. */
  const ownTurn = () => {
    begun = begun.then(async () => {
      for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await nextTurn();
    });
    return begun;
  };

  async function bring(job: Job, reply: Reply, signal: AbortSignal): Promise<void> {
    const made = await patiently(() => deliver(job, reply, signal), signal);
    const postedAt = now().toISOString();
    const { platform } = job.request;
    const written =
      reply.kind === 'cards'
        ? { ...defined({ locale: reply.locale, said: reply.said }), saidBy: job.request.actorId }
        : {};
    await patiently(async () => {
      for (const posting of made === 'keep' ? [] : made) {
        // An answer may replace a card that is pinned.
        const { pinned = false } = (await postings.at(platform, posting.chatId, posting.messageId)) ?? {};
        await postings.save({ ...posting, ...written, platform, pinned, postedAt });
      }
      await onDelivered(job, reply, made);
    }, signal);
  }

  async function run(accepted: Job, signal: AbortSignal): Promise<void> {
    const job = { ...accepted, attempts: accepted.attempts + 1 };
    const { request } = job;
    const owner = `${request.platform}:${toGroupKey(request)?.groupId ?? request.chat.id}`;
    const onStage = (stage: Stage) => options.progress(job, stage);
    try {
      // Only a job that got its turn counts as begun: a job that was merely queued did not cause the crash.
      const work = async () => {
        await ownTurn();
        await jobs.update(job.id, { attempts: job.attempts });
        const age = now().getTime() - Date.parse(job.acceptedAt);
        if (job.attempts > MOST_ATTEMPTS && age > POISON_AFTER_MS) throw BEGUN_TOO_OFTEN;
        return answer(job, onStage, signal);
      };
      const reply = await onceThereIsRoom(job, () => queue.run(owner, work), signal);
      await bring(job, reply, signal);
      await patiently(() => jobs.finish(job.id, now().toISOString()), signal);
    } catch (error) {
      if (signal.aborted || error === CLOSED) return;
      tell(job, error);
      await giveUp(job, error, signal);
    }
  }

  async function giveUp(job: Job, fault: unknown, signal: AbortSignal): Promise<void> {
    try {
      if (!isLasting(fault)) await deliver(job, toApology(job), signal);
    } catch {
      // The first fault says more, and was reported already.
    }
    if (signal.aborted) return;
    try {
      await patiently(() => jobs.finish(job.id, now().toISOString(), toCode(fault)), signal);
    } catch (error) {
      if (!signal.aborted) tell(job, error);
    }
  }

  function start(job: Job, signal: AbortSignal): Promise<void> {
    const known = underway.get(job.id);
    if (known) return known.end;
    if (!isOpen(job.request.platform) || signal.aborted) return Promise.resolve();
    options.begun(job);
    const end = run(job, signal).finally(() => underway.delete(job.id));
    underway.set(job.id, { request: job.request, end });
    return end;
  }

  return {
    begin: (job) => void start(job, stopping.signal),
    run: (job, signal) => start(job, AbortSignal.any([stopping.signal, signal])),
    ended(platform, personId) {
      const own = [...underway.values()].filter(
        ({ request }) => request.platform === platform && request.actorId === personId,
      );
      return own.length === 0 ? undefined : Promise.allSettled(own.map(({ end }) => end)).then(() => undefined);
    },
    async stop() {
      queue.close(CLOSED);
      await orAfter(options.graceMs ?? GRACE_MS, ends());
      stopping.abort(new Error('the bot stops'));
      await orAfter(GIVE_UP_MS, ends());
    },
  };
}

const CLOSED = new Error('the bot stops');
const ASKED_PAUSE = z.object({ error: z.object({ retryAfterMs: z.number().min(0) }) });
const BEGUN_TOO_OFTEN = new Error('begun too often');

function toAskedPause(result: unknown): number | undefined {
  return ASKED_PAUSE.safeParse(result).data?.error.retryAfterMs;
}

/** An error code without any of people's text. */
function toCode(error: unknown): string {
  if (error instanceof ClaimcheckError) return error.code;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^[\w.-]{1,40}$/.test(code) ? code : error instanceof Error ? error.name.slice(0, 40) : 'unknown';
}
