import { setImmediate as nextTurn } from 'node:timers/promises';
import { defined } from '../shared/defined.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { orAfter } from '../shared/or-after.ts';
import type { Stage } from './desk.ts';
import { createFairQueue } from './fair-queue.ts';
import { toGroupKey } from './group-settings.ts';
import type { Job, Posting } from './job.ts';
import type { JobStore, PostingStore } from './ports.ts';
import type { Reply } from './reply.ts';
import { type RetryOptions, retrying } from './retrying.ts';

/** How many checks run at once. */
const MOST_RUNNING = 8;
/** How many of them for one chat. */
const MOST_PER_CHAT = 2;
/** Turns of the event loop before each that begins: in so many a connection is made and a request sent. */
const TURNS_BETWEEN = 4;
/** A job during which the process ended so often is taken for what ends it, and given up. */
const MOST_ATTEMPTS = 20;
/** Before that nothing is given up: a night of power cuts is not the job's fault. In ms from its acceptance. */
const POISON_AFTER_MS = 10 * 60_000;
/** What is running when the bot stops gets so long to end. */
const GRACE_MS = 3_500;
/** And so long to give up, once it is told to. */
const GIVE_UP_MS = 500;

/** What a delivery made; see `ChatAdapter.deliver`. */
export type Deliveries = readonly Omit<Posting, 'platform' | 'postedAt' | 'pinned'>[] | 'keep';

/** The part of an adapter that answers jobs. */
export interface Courier {
  deliver(job: Job, reply: Reply, signal: AbortSignal): Promise<Deliveries>;
  progress?(job: Job, stage: Stage): void;
}

export interface JobRunnerOptions {
  jobs: JobStore;
  postings: PostingStore;
  /** The platform's adapter; none while it is not started. */
  courierOf(platform: string): Courier | undefined;
  /** @throws anything: it is tried again */
  answer(job: Job, onStage: (stage: Stage) => void, signal: AbortSignal): Promise<Reply>;
  /** The honest answer where there will be none. */
  toApology(job: Job): Promise<Reply>;
  /** Told once the answer stands, or is kept for later. */
  onDelivered(job: Job, reply: Reply, made: Deliveries): Promise<void>;
  /** Told of every fault that ended a job; its code goes with it. */
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
  now(): Date;
  random: RetryOptions['random'];
  pause: RetryOptions['pause'];
  graceMs?: number;
}

/** Brings every accepted job to its answer. */
export interface JobRunner {
  /** Does nothing for a job that is on its way, or whose platform is not started: it stays written down. */
  begin(job: Job): void;
  /** Resolves when everything has ended that this person asked for and that is on its way now; nothing if there is nothing. */
  ended(platform: string, personId: string): Promise<void> | undefined;
  /** Lets running jobs end within the grace; the others stay written down, for the next start. */
  stop(): Promise<void>;
}

/** Makes the runner. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { jobs, postings, courierOf, answer, toApology, onDelivered, onFault, now, random, pause } = options;
  const queue = createFairQueue({ total: MOST_RUNNING, perOwner: MOST_PER_CHAT });
  const underway = new Map<string, { request: Job['request']; end: Promise<void> }>();
  const ends = () => Promise.allSettled(Array.from(underway.values(), ({ end }) => end));
  const stopping = new AbortController();
  const { signal } = stopping;
  const isLasting = (error: unknown) =>
    error === CLOSED || (error instanceof ClaimcheckError && error.code === 'platform-gone');
  const isOver = (error: unknown) => isLasting(error) || error === BEGUN_TOO_OFTEN;
  const patiently = <T>(work: () => Promise<T>) => retrying(work, { random, pause, isLasting: isOver }, signal);

  let begun: Promise<unknown> = Promise.resolve();
  /** The event loop is others' between two that begin: what comes in meanwhile is acknowledged between them, and not after all of them. */
  const ownTurn = () => {
    begun = begun.then(async () => {
      for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await nextTurn();
    });
    return begun;
  };

  async function bring(job: Job, reply: Reply, courier: Courier): Promise<void> {
    const made = await patiently(() => courier.deliver(job, reply, signal));
    const postedAt = now().toISOString();
    const { platform } = job.request;
    const written =
      reply.kind === 'cards'
        ? { ...defined({ locale: reply.locale, said: reply.said }), saidBy: job.request.actorId }
        : {};
    await patiently(async () => {
      for (const posting of made === 'keep' ? [] : made)
        await postings.save({ ...posting, ...written, platform, pinned: false, postedAt });
      await onDelivered(job, reply, made);
    });
  }

  async function run(accepted: Job, courier: Courier): Promise<void> {
    const job = { ...accepted, attempts: accepted.attempts + 1 };
    const { request } = job;
    const owner = `${request.platform}:${toGroupKey(request)?.groupId ?? request.chat.id}`;
    const onStage = (stage: Stage) => courier.progress?.(job, stage);
    try {
      // Only what has its turn is begun: a job that waited while the process died did not bring that about.
      const work = async () => {
        await ownTurn();
        await patiently(() => jobs.update(job.id, { attempts: job.attempts }));
        const age = now().getTime() - Date.parse(job.acceptedAt);
        if (job.attempts > MOST_ATTEMPTS && age > POISON_AFTER_MS) throw BEGUN_TOO_OFTEN;
        return answer(job, onStage, signal);
      };
      const reply = await patiently(() => queue.run(owner, work));
      await bring(job, reply, courier);
      await patiently(() => jobs.finish(job.id, now().toISOString()));
    } catch (error) {
      if (signal.aborted || error === CLOSED) return;
      onFault(error, { platform: request.platform, command: request.command, id: request.id });
      await giveUp(job, error, courier);
    }
  }

  async function giveUp(job: Job, fault: unknown, courier: Courier): Promise<void> {
    try {
      if (!isLasting(fault)) await courier.deliver(job, await toApology(job), signal);
    } catch {
      // The first fault says more, and is already told.
    }
    if (signal.aborted) return;
    try {
      await patiently(() => jobs.finish(job.id, now().toISOString(), toCode(fault)));
    } catch (error) {
      const { platform, command, id } = job.request;
      if (!signal.aborted) onFault(error, { platform, command, id });
    }
  }

  function begin(job: Job): void {
    const courier = courierOf(job.request.platform);
    if (!courier || signal.aborted || underway.has(job.id)) return;
    const end = run(job, courier).finally(() => underway.delete(job.id));
    underway.set(job.id, { request: job.request, end });
  }

  return {
    begin,
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
const BEGUN_TOO_OFTEN = new Error('begun too often');

/** A code, and nothing of anybody's text. */
function toCode(error: unknown): string {
  if (error instanceof ClaimcheckError) return error.code;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^[\w.-]{1,40}$/.test(code) ? code : error instanceof Error ? error.name.slice(0, 40) : 'unknown';
}
