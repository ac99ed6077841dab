import type { Message } from 'grammy/types';

/** Where a message's text leads: marked links as well as those that Telegram finds by itself. */
export function linksOf(message: Pick<Message, 'text' | 'entities'>): string[] {
  return (message.entities ?? []).flatMap((entity) => {
    if (entity.type === 'text_link') return [entity.url];
    const shown = (message.text ?? '').slice(entity.offset, entity.offset + entity.length);
    return entity.type === 'url' ? [shown] : [];
  });
}
