import type { ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import { conflict } from './refusal.ts';

/** What a bot asks getUpdates for. */
interface Poll {
  offset: number;
  limit: number;
  /** How long to hold the answer back while there is nothing, in milliseconds. */
  timeoutMs: number;
}

/** The updates a bot has not confirmed yet, handed out by long polling. */
export interface UpdateQueue {
  push(update: Omit<Update, 'update_id'>): number;
  /** The next updates from `offset`; waits for one until the time is up. Everything below `offset` is forgotten. */
  poll(poll: Poll, response: ServerResponse): Promise<Update[]>;
  /** The oldest update that is not confirmed, as soon as there is one; nothing once the signal is aborted. */
  next(signal: AbortSignal): Promise<Update | undefined>;
  confirm(updateId: number): void;
  /** Forgets all of them. */
  drop(): void;
  /** Brings an update that was given before once more, as Telegram does where it did not hear of it. */
  repeat(update: Update): void;
  /** How many updates are not confirmed yet. */
  size(): number;
  /** How many polls are being held open. */
  held(): number;
  /** Which kinds of update the bot asked for; all until it said so. */
  allow(kinds: readonly string[] | undefined): void;
  close(): void;
}

/**
 * Who asks again from the same offset is given less: one update within half a second, and within three seconds the call waits as long for
 * one. Client.cpp:15714-15719 of tdlib/telegram-bot-api; since 2022 (c1db238, "Send less updates repeatedly").
 */
const SAME_OFFSET = { oneWithinMs: 500, waitWithinMs: 3000, waitMs: 3000 };

/** An empty queue. Update ids begin somewhere, as Telegram's do. @param idsAfter added to them */
export function createUpdateQueue(idsAfter: number): UpdateQueue {
  let updates: Update[] = [];
  /** Given once more, whatever was confirmed. */
  let repeated: Update[] = [];
  let nextId = 830_001 + idsAfter;
  let allowed: readonly string[] = [];
  let before: { offset: number; at: number } | undefined;
  let waiting: { end(): void; oust(): void } | undefined;
  let arrived = Promise.withResolvers<void>();

  function tell(): void {
    waiting?.end();
    arrived.resolve();
    arrived = Promise.withResolvers();
  }

  return {
    push(update) {
      const kinds = Object.keys(update);
      const id = nextId++;
      if (allowed.length > 0 && !kinds.some((kind) => allowed.includes(kind))) return id;
      updates.push({ update_id: id, ...update });
      tell();
      return id;
    },
    async poll({ offset, ...asked }, response) {
      const now = performance.now();
      const sinceMs = before?.offset === offset ? now - before.at : Number.POSITIVE_INFINITY;
      before = { offset, at: now };
      const limit = sinceMs < SAME_OFFSET.oneWithinMs ? 1 : asked.limit;
      const timeoutMs =
        sinceMs < SAME_OFFSET.waitWithinMs ? Math.max(asked.timeoutMs, SAME_OFFSET.waitMs) : asked.timeoutMs;
      updates = updates.filter(({ update_id }) => update_id >= offset);
      waiting?.oust();
      if (updates.length + repeated.length === 0 && timeoutMs > 0) {
        await new Promise<void>((resolve, reject) => {
          const settle = (how: () => void) => () => {
            clearTimeout(timer);
            response.off('close', mine.end);
            if (waiting === mine) waiting = undefined;
            how();
          };
          const mine = {
            end: settle(resolve),
            oust: settle(() =>
              reject(
                conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
              ),
            ),
          };
          const timer = setTimeout(mine.end, timeoutMs);
          // The request is long read to its end; only the response tells that the bot hung up.
          if (response.destroyed) mine.end();
          else response.on('close', mine.end);
          waiting = mine;
        });
      }
      const again = repeated;
      repeated = [];
      return [...again, ...updates.slice(0, limit)];
    },
    async next(signal) {
      while (updates.length + repeated.length === 0 && !signal.aborted) {
        const ended = Promise.withResolvers<void>();
        signal.addEventListener('abort', () => ended.resolve(), { once: true });
        await Promise.race([arrived.promise, ended.promise]);
      }
      return signal.aborted ? undefined : (repeated.shift() ?? updates[0]);
    },
    confirm(updateId) {
      updates = updates.filter(({ update_id }) => update_id !== updateId);
    },
    drop() {
      updates = [];
    },
    repeat(update) {
      repeated.push(update);
      tell();
    },
    size: () => updates.length,
    held: () => (waiting ? 1 : 0),
    allow(kinds) {
      if (kinds) allowed = kinds;
    },
    close: () => waiting?.end(),
  };
}
