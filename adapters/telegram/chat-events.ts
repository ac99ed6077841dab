import type { Update } from 'grammy/types';
import type { Sent } from './message-sender.ts';
import type { Self } from './message-text.ts';

/** What Telegram says of a pin of this bot's: the card says it all. It may be removed with the right to delete messages. */
export function toPinNotice(message: Update['message'], self: Self): Sent | undefined {
  if (!message?.pinned_message || message.from?.id !== self.id || message.chat.type === 'private') return undefined;
  return { chatId: message.chat.id, messageId: message.message_id };
}

/** A group that becomes a supergroup is told of in both. */
export function toMove(message: Update['message']): { from: number; to: number } | undefined {
  if (message?.migrate_to_chat_id !== undefined) return { from: message.chat.id, to: message.migrate_to_chat_id };
  const from = message?.migrate_from_chat_id;
  return message && from !== undefined ? { from, to: message.chat.id } : undefined;
}
