import type { InlineKeyboardMarkup, Message, User } from 'grammy/types';
import { parseEntities } from './entities.ts';
import type { ButtonView, MessageView } from './page/views.ts';

/** What has to be known of the place to show a message in it. */
export interface TelegramPlace {
  /** Whose screen it is. */
  myId: number;
  pinned: ReadonlySet<number>;
}

/** A message as Telegram's client shows it. */
export function toTelegramMessage(message: Message, { myId, pinned }: TelegramPlace): MessageView {
  const { message_id, from, text = '', entities, date, edit_date, reply_to_message: replied, via_bot } = message;
  const { photo = [], caption = '', caption_entities } = message;
  const forwarded = toForwarded(message);
  return {
    id: String(message_id),
    author: toName(from),
    ...(via_bot ? { via: `@${via_bot.username}` } : {}),
    isBot: from?.is_bot === true,
    isOwn: from?.id === myId,
    at: new Date(date * 1000).toISOString(),
    isEdited: edit_date !== undefined,
    isPinned: pinned.has(message_id),
    isForYou: false,
    isThinking: false,
    isNotice: false,
    ...(replied
      ? { reply: { author: toName(replied.from), text: toShown(replied.text ?? replied.caption ?? 'Photo') } }
      : {}),
    ...(forwarded === undefined ? {} : { forwarded }),
    pictures: photo.slice(-1).map(({ file_id }) => `/picture/telegram/${file_id}`),
    body: photo.length > 0 ? parseEntities(caption, caption_entities) : parseEntities(toShown(text), entities),
    embeds: [],
    buttons: toTelegramButtons(message.reply_markup),
  };
}

/** Rows of buttons in Telegram's own JSON; one that leads to the bot's private chat is told apart. */
export function toTelegramButtons(keyboard: InlineKeyboardMarkup | undefined): ButtonView[][] {
  return (keyboard?.inline_keyboard ?? []).map((row) =>
    row.map((button) => {
      const { text } = button;
      const start = 'url' in button ? /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(button.url)?.[1] : undefined;
      return { label: text, style: 'plain', ...(start === undefined ? { press: text } : { start }) };
    }),
  );
}

function toForwarded({ forward_origin: origin }: Message): string | undefined {
  if (!origin) return undefined;
  return origin.type === 'user' ? toName(origin.sender_user) : 'somebody';
}

/** Clients do not show what a link brought along. */
const toShown = (text = ''): string => text.replace(/^(\/start) .*$/s, '$1');

const toName = (user: User | undefined): string => user?.first_name ?? 'somebody';
