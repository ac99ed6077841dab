import { HttpError, type Transformer } from 'grammy';
import { orAbort, pause } from '../../src/shared/async.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import { GROUP_PACE, OVERALL_PACE, PRIVATE_PACE } from './limits.ts';

/** The longest pause requested by Telegram that is waited for; after a longer one the bot service retries later. */
const LONGEST_PAUSE_MS = 90_000;
const RETRIES = 3;
/** Pauses between attempts while Telegram fails: the first one, doubled each time up to the longest. In ms. */
const INSIST_MS = { first: 1_000, longest: 30_000 };
/** How many chats are paced; more than are written to within a minute. */
const MOST_CHATS = 5_000;
/** Polling has its own retries, and a late typing indicator is worse than none. */
const UNPACED = new Set(['getUpdates', 'sendChatAction']);

/** A token bucket: it holds `burst` tokens and gains one every `everyMs`. */
interface Rate {
  burst: number;
  everyMs: number;
}

/** A token bucket on the monotonic clock, which nobody can set. */
function createBucket({ burst, everyMs }: Rate) {
  let fullAt = 0;
  return {
    /** Takes a token. @returns how long to wait for it, in ms */
    take(): number {
      const now = performance.now();
      fullAt = Math.max(fullAt, now) + everyMs;
      return Math.max(0, fullAt - burst * everyMs - now);
    },
    isHalfFull: () => fullAt - performance.now() <= (burst * everyMs) / 2,
  };
}

/** Messages to one chat, sent in sequence. */
interface Lane {
  bucket?: ReturnType<typeof createBucket>;
  last: Promise<unknown>;
  /** The end of the pause that Telegram asked for, by `performance.now()`. */
  quietUntil: number;
}

/** Keeps below Telegram's limits, and observes the pauses that it asks for. */
export interface Pace {
  /** Sends and edits wait for their turn; calls refused as too frequent are retried. */
  transformer: Transformer;
  /** Whether the chat has room for optional messages: answers take precedence. */
  hasRoom(chatId: number): boolean;
}

/** Creates one pace, shared by all clients of a bot. */
export function createPace(): Pace {
  const lanes = createBoundedMap<Lane>(MOST_CHATS);
  const all = createBucket(OVERALL_PACE);

  function laneOf(chatId: number): Lane {
    const rate = chatId < 0 ? GROUP_PACE : PRIVATE_PACE;
    const lane = lanes.get(String(chatId)) ?? { bucket: createBucket(rate), last: Promise.resolve(), quietUntil: 0 };
    // Set again: the map drops the least recently used chats.
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

/** For answers that nothing else retries: calls to a failing Telegram are repeated until the signal aborts. */
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

/** @returns a function that counts an event of a chat or person; it returns false if `most` were counted within the last minute */
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
