import type { Api } from 'grammy';
import type { ApiSignal } from './api-signal.ts';
import { CHAT_ACTION_LASTS_MS } from './limits.ts';
import type { AskedByMessage } from './request.ts';

/** Shown again before it fades. */
const AGAIN_MS = CHAT_ACTION_LASTS_MS - 500;

/**
 * Shows "typing…" from `afterMs` on until the returned function is called. An answer that is faster shows none: a sign
 * that overtakes the answer would stand there for five seconds after it. Errors are of no interest.
 */
export function showTyping(
  api: Api,
  { chatId, topicId }: AskedByMessage,
  afterMs: number,
  signal: ApiSignal,
): () => void {
  const topic = topicId === undefined ? {} : { message_thread_id: topicId };
  const show = () => {
    timer = setTimeout(show, AGAIN_MS);
    api.sendChatAction(chatId, 'typing', topic, signal).catch(() => undefined);
  };
  let timer = setTimeout(show, afterMs);
  return () => clearTimeout(timer);
}
