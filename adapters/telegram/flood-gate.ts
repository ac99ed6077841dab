import { setTimeout as sleep } from 'node:timers/promises';
import type { Transformer } from 'grammy';

/** Chats whose pause is remembered; more than are ever paused at once. */
const MOST_CHATS = 1000;

/**
 * Keeps a chat quiet for as long as Telegram asked (429 with `retry_after`): without it the next message in the queue would be sent
 * into the pause. Other chats go on.
 */
export function createFloodGate(): Transformer {
  const until = new Map<string, number>();
  return async (call, method, payload, signal) => {
    const chat = payload && 'chat_id' in payload ? String(payload.chat_id) : undefined;
    if (chat === undefined || method === 'sendChatAction') return call(method, payload, signal);
    for (let waitMs = left(chat); waitMs > 0; waitMs = left(chat)) {
      await sleep(waitMs, undefined, signal ? { signal: signal as AbortSignal } : {});
    }
    const answer = await call(method, payload, signal);
    if (!answer.ok && answer.parameters?.retry_after !== undefined) {
      until.set(chat, performance.now() + answer.parameters.retry_after * 1000);
      if (until.size > MOST_CHATS) for (const oldest of until.keys().take(1)) until.delete(oldest);
    }
    return answer;
  };

  function left(chat: string): number {
    const end = until.get(chat);
    if (end === undefined) return 0;
    const waitMs = end - performance.now();
    if (waitMs <= 0) until.delete(chat);
    return Math.max(0, Math.ceil(waitMs));
  }
}
