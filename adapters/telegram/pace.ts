import { HttpError, type Transformer } from 'grammy';
import { orAbort, pause } from '../../src/shared/async.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import { GROUP_PACE, OVERALL_PACE, PRIVATE_PACE } from './limits.ts';

/** A pause that Telegram asks for is waited for up to this; with a longer one the bot service tries again later. */
const LONGEST_PAUSE_MS = 90_000;
const RETRIES = 3;
/** Between two tries at a Telegram that fails: the first pause, doubled each time up to the longest. In ms. */
const INSIST_MS = { first: 1_000, longest: 30_000 };
/** Chats that are paced; more than are written to within a minute. */
const MOST_CHATS = 5_000;
/** Polling has its own patience, and a sign of typing that comes late is worse than none. */
const UNPACED = new Set(['getUpdates', 'sendChatAction']);

/** Holds `burst`, and gains one each `everyMs`. */
interface Rate {
  burst: number;
  everyMs: number;
}

/** A bucket by a clock that nobody sets. */
function createBucket({ burst, everyMs }: Rate) {
  let fullAt = 0;
  return {
    /** @returns how long to wait for the one that is taken, in ms */
    take(): number {
      const now = performance.now();
      fullAt = Math.max(fullAt, now) + everyMs;
      return Math.max(0, fullAt - burst * everyMs - now);
    },
    isHalfFull: () => fullAt - performance.now() <= (burst * everyMs) / 2,
  };
}

/** What is written to one chat: one after the other. */
interface Lane {
  bucket?: ReturnType<typeof createBucket>;
  last: Promise<unknown>;
  /** Telegram asked for silence until then. */
  quietUntil: number;
}

/** Keeps to Telegram's limits before they are hit, and to the pause it asks for after. */
export interface Pace {
  /** Sends and edits wait for their turn; whatever is refused for coming too often is tried again. */
  transformer: Transformer;
  /** Whether the chat has room for what can be done without: answers come first. */
  hasRoom(chatId: number): boolean;
}

/** Makes one pace, for all clients of a bot. */
export function createPace(): Pace {
  const lanes = createBoundedMap<Lane>(MOST_CHATS);
  const all = createBucket(OVERALL_PACE);

  function laneOf(chatId: number): Lane {
    const rate = chatId < 0 ? GROUP_PACE : PRIVATE_PACE;
    const lane = lanes.get(String(chatId)) ?? { bucket: createBucket(rate), last: Promise.resolve(), quietUntil: 0 };
    // Set anew: chats that are written to are not the ones to be forgotten.
    lanes.set(String(chatId), lane);
    return lane;
  }

  type Call = Parameters<Transformer>;

  async function patiently(lane: Lane, ...[call, method, payload, signal]: Call): Promise<ReturnType<Call[0]>> {
    const until = signal as AbortSignal | undefined;
    for (let tried = 0; ; tried += 1) {
      await pause(lane.quietUntil - performance.now(), until);
      if (lane.bucket) await pause(Math.max(lane.bucket.take(), all.take()), until);
      const answer = await call(method, payload, signal);
      const pauseS = answer.ok ? undefined : answer.parameters?.retry_after;
      if (pauseS === undefined) return answer;
      lane.quietUntil = performance.now() + pauseS * 1000;
      if (tried >= RETRIES || pauseS * 1000 > LONGEST_PAUSE_MS) return answer;
    }
  }

  const transformer: Transformer = async (call, method, payload, signal) => {
    if (UNPACED.has(method)) return call(method, payload, signal);
    const chatId = payload && 'chat_id' in payload ? Number(payload.chat_id) : Number.NaN;
    const isWritten = /^(?:send|edit)/.test(method) && !Number.isNaN(chatId);
    if (!isWritten) return patiently({ last: Promise.resolve(), quietUntil: 0 }, call, method, payload, signal);
    const lane = laneOf(chatId);
    const before = lane.last;
    const turn = Promise.withResolvers<void>();
    lane.last = before.then(() => turn.promise);
    try {
      await (signal ? orAbort(before, signal as AbortSignal) : before);
      return await patiently(lane, call, method, payload, signal);
    } finally {
      turn.resolve();
    }
  };
  return { transformer, hasRoom: (chatId) => laneOf(chatId).bucket?.isHalfFull() ?? true };
}

/** For answers that nothing else tries again: a failing Telegram is asked until the signal ends it. */
export const insist: Transformer = async (call, method, payload, signal) => {
  if (UNPACED.has(method)) return call(method, payload, signal);
  for (let pauseMs = INSIST_MS.first; ; pauseMs = Math.min(2 * pauseMs, INSIST_MS.longest)) {
    try {
      const answer = await call(method, payload, signal);
      if (answer.ok || answer.error_code < 500) return answer;
    } catch (error) {
      if (signal?.aborted || !(error instanceof HttpError)) throw error;
    }
    await pause(pauseMs, signal as AbortSignal | undefined);
  }
};

const MINUTE_MS = 60_000;

/** @returns counts one for a chat, or a person in it; false if there were `most` of them there within the last minute */
export function createMinuteLimit(most: number): (chatId: number | string) => boolean {
  const moments = createBoundedMap<number[]>(MOST_CHATS);
  return (chatId) => {
    const now = performance.now();
    const recent = (moments.get(String(chatId)) ?? []).filter((at) => at > now - MINUTE_MS);
    const isAllowed = recent.length < most;
    if (isAllowed) recent.push(now);
    moments.set(String(chatId), recent);
    return isAllowed;
  };
}
