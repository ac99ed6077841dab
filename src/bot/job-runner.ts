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

/** How many checks run at once, and how many of them for one chat. */
export const JOB_LIMITS = { total: 8, perOwner: 2 };
/** Turns of the event loop before each that begins: in so many a connection is made and a request sent. */
const TURNS_BETWEEN = 4;
/** A job during which the process ended so often is taken for what ends it, and given up. */
const MOST_ATTEMPTS = 20;
/** Before that nothing is given up: a night of power cuts is not the job's fault. In ms from its acceptance. */
const POISON_AFTER_MS = 10 * 60_000;
/** The first pause between two tries; each further one is `PAUSE_GROWTH` times as long. In ms. */
const FIRST_PAUSE_MS = 1_000;
const PAUSE_GROWTH = 4;
/** No pause is longer, unless the other side asks for it. */
const LONGEST_PAUSE_MS = 60_000;
/** With the pauses above: given up after about two and a half minutes. */
const MOST_TRIES = 6;
/** Nobody waits longer than that for an answer, whatever the other side asks for. */
const MOST_PATIENCE_MS = 10 * 60_000;
/** The first pause where the disk is full: each further one is twice as long, up to `LONGEST_PAUSE_MS`. In ms. */
const FULL_PAUSE_MS = 5_000;
/** What is running when the bot stops gets so long to end. */
const GRACE_MS = 3_500;
/** And so long to give up, once it is told to. */
const GIVE_UP_MS = 500;

export interface JobRunnerOptions {
  jobs: JobStore;
  postings: PostingStore;
  /** Whether answers can be brought there: its adapter is started. */
  isOpen(platform: string): boolean;
  /** As `ChatAdapter.deliver`. */
  deliver(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered>;
  /** This process answers it from now on. Never throws. */
  begun(job: Job): void;
  /** Shows how far a job is. Never throws. */
  progress(job: Job, stage: JobStage): void;
  /** @throws anything: it is tried again */
  answer(job: Job, onStage: (stage: Stage) => void, signal: AbortSignal): Promise<Reply>;
  /** The honest answer where there will be none. */
  toApology(job: Job): Reply;
  /** Told once the answer stands, or is kept for later. */
  onDelivered(job: Job, reply: Reply, made: Delivered): Promise<void>;
  /** Told of every fault that ended a job; its code goes with it. */
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
  now(): Date;
  /** From 0 up to 1: pauses are up to half as long again, so that not everybody comes back at once. */
  random(): number;
  /** Resolves after so many ms, or rejects with the signal's reason. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  graceMs?: number;
}

/** Brings every accepted job to its answer. */
export interface JobRunner {
  /** Does nothing for a job that is on its way, or whose platform is not started: it stays written down. */
  begin(job: Job): void;
  /** Begins it, and resolves when it has ended, or was left. @param signal leaves it: it is another process' now */
  run(job: Job, signal: AbortSignal): Promise<void>;
  /** Resolves when everything has ended that this person asked for and that is on its way now; nothing if there is nothing. */
  ended(platform: string, personId: string): Promise<void> | undefined;
  /** Lets running jobs end within the grace; the others stay written down, for the next start. */
  stop(): Promise<void>;
}

/** Makes the runner. */
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

  /** Until it succeeds, with growing pauses, or with the pause the error asks for (`retryAfterMs`). @throws the last error, at once one that lasts */
  function patiently<T>(work: () => Promise<T>, signal: AbortSignal, isOverToo = (_: unknown) => false): Promise<T> {
    let pauseMs = 0;
    const backoff = new DelegateBackoff<{ attempt: number; result: unknown }>(({ attempt, result }) => {
      const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** (attempt - 1));
      // A pause that was asked for is kept in full.
      pauseMs = Math.round((toAskedPause(result) ?? grown) * (1 + random() / 2));
      return 0;
    });
    const isPassing = (error: unknown) =>
      !isOver(error) && !isOverToo(error) && (toAskedPause({ error }) ?? 0) <= MOST_PATIENCE_MS;
    return retry(handleWhen(isPassing), { maxAttempts: MOST_TRIES - 1, backoff }).execute(async ({ attempt }) => {
      // The engine's own pause outlives the signal.
      if (attempt > 0) await pause(pauseMs, signal);
      signal.throwIfAborted();
      return work();
    }, signal);
  }

  /** While there is no room on the disk whoever asked is told so, and the work is begun anew until there is. @throws the last error, after `MOST_PATIENCE_MS` */
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
  /** The event loop is others' between two that begin: what comes in meanwhile is acknowledged between them, and not after all of them. */
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
        // An answer can take the place of a card that is pinned.
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
      // Only what has its turn is begun: a job that waited while the process died did not bring that about.
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
      // The first fault says more, and is already told.
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

/** A code, and nothing of anybody's text. */
function toCode(error: unknown): string {
  if (error instanceof ClaimcheckError) return error.code;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^[\w.-]{1,40}$/.test(code) ? code : error instanceof Error ? error.name.slice(0, 40) : 'unknown';
}
