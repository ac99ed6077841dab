import { setTimeout as sleep } from 'node:timers/promises';
import type { Transformer } from 'grammy';
import { createBoundedMap } from '../../src/shared/values.ts';

/** Chats whose pause is remembered; more than are ever paused at once. */
const MOST_CHATS = 1000;

/**
 * Keeps a chat quiet for as long as Telegram asked (429 with `retry_after`): without it the next message in the queue would be sent
 * into the pause. Other chats go on.
 */
export function createFloodGate(): Transformer {
  const until = createBoundedMap<number>(MOST_CHATS);
  return async (call, method, payload, signal) => {
    const chat = payload && 'chat_id' in payload ? String(payload.chat_id) : undefined;
    if (chat === undefined || method === 'sendChatAction') return call(method, payload, signal);
    for (let waitMs = left(chat); waitMs > 0; waitMs = left(chat)) {
      await sleep(waitMs, undefined, signal ? { signal: signal as AbortSignal } : {});
    }
    const answer = await call(method, payload, signal);
    if (!answer.ok && answer.parameters?.retry_after !== undefined) {
      until.set(chat, performance.now() + answer.parameters.retry_after * 1000);
    }
    return answer;
  };

  function left(chat: string): number {
    return Math.max(0, Math.ceil((until.get(chat) ?? 0) - performance.now()));
  }
}
