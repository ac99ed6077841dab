import { setTimeout as pause } from 'node:timers/promises';
import { HttpError, type Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import { badToken, twoReaders } from './errors.ts';

/** Which updates are asked for: what people write, change, click and type after the bot's name, and where the bot is added or removed. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'inline_query', 'my_chat_member'] as const;

export interface PollingOptions {
  /** Told of updates before they can be confirmed; they are when it resolves and the next ones are asked for. Never rejects. */
  take(updates: readonly Update[]): Promise<void>;
  /** Told once of every series of failures, however long it lasts. */
  onFault(error: unknown): void;
  /** How long the rest of an album is waited for, where its beginning came last: each picture is a message of its own. */
  albumPauseMs: number;
  /** Pause after a failed poll. */
  retryPauseMs: number;
  /** Pause after Telegram said that somebody else is polling: long enough for an old process to end. */
  conflictPauseMs: number;
}

/** Reads updates for as long as it takes. */
export interface Polling {
  /** To be installed on the API: answers for `getUpdates` only. */
  transformer: Transformer;
  /** The offset that confirms every update read so far; 0 before the first. */
  nextOffset(): number;
}

/**
 * Keeps `getUpdates` going through everything but a withdrawn token. The runner's own retry doubles its pause without an
 * end, so that a bot would sleep for hours after a night without network; and it gives up for good at the first conflict,
 * which every restart that overlaps with the old process brings about.
 */
export function createPolling(options: PollingOptions): Polling {
  const { take, onFault, albumPauseMs, retryPauseMs, conflictPauseMs } = options;
  let nextOffset = 0;
  let failing = false;
  const report = (error: unknown) => {
    if (!failing) onFault(error);
    failing = true;
  };
  const transformer: Transformer = async (call, method, payload, signal) => {
    if (method !== 'getUpdates') return call(method, payload, signal);
    for (;;) {
      let pauseMs = retryPauseMs;
      try {
        let answer = await call(method, payload, signal);
        if (answer.ok && endsInAlbum(answer.result as readonly Update[])) {
          await pause(albumPauseMs, undefined, signal ? { signal: signal as AbortSignal } : {});
          // Nothing is confirmed yet: the same updates come again, and with them what came meanwhile.
          const whole = await call(method, { ...payload, timeout: 0 }, signal);
          if (whole.ok) answer = whole;
        }
        if (answer.ok) {
          failing = false;
          const updates = answer.result as readonly Update[];
          await take(updates);
          const last = updates.at(-1);
          if (last) nextOffset = Math.max(nextOffset, last.update_id + 1);
          return answer;
        }
        if (answer.error_code === 401 || answer.error_code === 404) {
          report(badToken());
          // The runner stops for good at a 401 only.
          return { ...answer, error_code: 401 };
        }
        if (answer.error_code === 409) pauseMs = conflictPauseMs;
        if (answer.parameters?.retry_after !== undefined) pauseMs = answer.parameters.retry_after * 1000;
        report(
          answer.error_code === 409 ? twoReaders() : new Error(`Telegram refused getUpdates: ${answer.description}`),
        );
      } catch (error) {
        if (signal?.aborted || !(error instanceof HttpError)) throw error;
        report(error);
      }
      await pause(pauseMs, undefined, signal ? { signal: signal as AbortSignal } : {});
    }
  };
  return { transformer, nextOffset: () => nextOffset };
}

/** Only where the album is for this bot: others keep nobody waiting. */
function endsInAlbum(updates: readonly Update[]): boolean {
  const last = updates.at(-1)?.message;
  const id = last?.media_group_id;
  if (!last || id === undefined) return false;
  const isAsked = ({ message }: Update) => message?.media_group_id === id && message.caption?.startsWith('/');
  return last.chat.type === 'private' || updates.some(isAsked);
}
