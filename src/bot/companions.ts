import type { CommandRequest } from '../../commands/request.ts';
import { toFirstLink } from '../core/claim/clean.ts';
import { toOwnWords } from '../core/claim/what-is-asked.ts';
import { createBoundedMap } from '../shared/bounded-map.ts';
import type { Job } from './job.ts';

/**
 * How long a question waits for the forward it may be about, and how far apart the two may have been written, in ms. Clients send both at once, in either
 * order: https://github.com/telegramdesktop/tdesktop/issues/6900, https://github.com/HKUDS/nanobot/issues/2585.
 */
const TOGETHER_MS = 2_000;
/** How many people are remembered who just forwarded or asked something. */
const KNOWN_PEOPLE = 1_000;

/** The latest forward and question of one person in one chat. */
interface Moment {
  forward?: CommandRequest;
  /** A question that waits for a forward. */
  question?: { job: Job; taken(): void };
}

/** Joins a question with the forward that was sent as a separate message, so that both get one answer. */
export interface Companions {
  /** The forward that the request is about, unless the forward has its own answer: one overheard in a group. */
  overheardFor(request: CommandRequest): CommandRequest['about'];
  /** The question that is waiting for this forward. */
  waitingFor(forward: CommandRequest): Job | undefined;
  /** Notes a forward. If it will be answered, its answer replaces that of the waiting question. */
  note(forward: CommandRequest): void;
  /** Waits for a forward. @returns false if a forward with its own answer came before or after it. Rejects if the signal is aborted */
  standsAlone(question: Job, signal: AbortSignal): Promise<boolean>;
}

/** @param pause resolves after `ms`, or rejects with the signal's reason */
export function createCompanions(pause: (ms: number, signal: AbortSignal) => Promise<void>): Companions {
  const moments = createBoundedMap<Moment>(KNOWN_PEOPLE);
  const momentOf = (request: CommandRequest): Moment => moments.get(toKey(request)) ?? {};
  const change = (request: CommandRequest, to: Moment) =>
    void moments.set(toKey(request), { ...momentOf(request), ...to });

  return {
    overheardFor(request) {
      const { forward } = momentOf(request);
      return forward?.overheard && isOpen(request) && isTogether(forward, request) ? forward.about : undefined;
    },
    waitingFor: (forward) => momentOf(forward).question?.job,
    note(forward) {
      const { question } = momentOf(forward);
      moments.set(toKey(forward), { forward });
      question?.taken();
    },
    async standsAlone(job, signal) {
      const { request } = job;
      if (!isOpen(request)) return true;
      const { forward } = momentOf(request);
      const about = this.overheardFor(request);
      // Both were accepted before the question began to wait, and nothing else answers an overheard forward.
      if (about) job.request = { ...request, about };
      if (forward && isTogether(forward, request)) return about !== undefined;
      // A refusal need not wait.
      if (job.refusal) return true;
      const over = new AbortController();
      const taken = new Promise<false>((resolve) => {
        change(request, { question: { job, taken: () => resolve(false) } });
      });
      const waited = pause(TOGETHER_MS, AbortSignal.any([signal, over.signal])).then(() => true);
      try {
        return await Promise.race([taken, waited]);
      } finally {
        over.abort();
        waited.catch(() => undefined);
        if (momentOf(request).question?.job === job) moments.delete(toKey(request));
      }
    },
  };
}

const toKey = ({ chat, actorId }: CommandRequest) => `${chat.id}/${chat.topicId ?? ''}/${actorId}`;

/** Whether the request names nothing that could be checked. */
function isOpen({ command, text, about, posting, pictures, unreadable }: CommandRequest): boolean {
  const isBeside = about ?? posting ?? pictures ?? unreadable ?? toFirstLink(text);
  return command === 'check' && isBeside === undefined && toOwnWords(text) !== 'claim';
}

/** Whether two requests were written at the same time, by the platform's clock. */
function isTogether({ saidAt: one = '' }: CommandRequest, { saidAt: other = '' }: CommandRequest): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= TOGETHER_MS;
}
