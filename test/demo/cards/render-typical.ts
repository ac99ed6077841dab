import { renderReply } from '../../../adapters/discord/render.ts';
import { toDeepLink } from '../../../adapters/telegram/keyboard.ts';
import { renderCardsMessage } from '../../../adapters/telegram/render.ts';
import { toCardsReply } from '../../../commands/card-reply.ts';
import { toLocale } from '../../../src/core/text/locale.ts';
import { readWritten } from '../../peers/telegram/messages.ts';
import { toDiscordButtons, toDiscordEmbeds } from '../discord-view.ts';
import { parseEntities } from '../entities.ts';
import { parseMarkdown } from '../markdown.ts';
import type { MessageView, Platform } from '../page/views.ts';
import { toTelegramButtons } from '../telegram-view.ts';
import type { TypicalCard } from './typical-checks.ts';

/** What a platform is sent for a card, and what its client makes of it. */
export interface RenderedCard {
  platform: Platform;
  /** As text, in the platform's own words. */
  sent: string;
  view: MessageView;
}

const BOT = 'claimcheck_bot';
const MESSAGE: Omit<MessageView, 'body' | 'embeds' | 'buttons'> = {
  id: '1',
  author: 'Claimcheck',
  isBot: true,
  isOwn: false,
  at: '2026-11-24T09:30:00.000Z',
  isEdited: false,
  isPinned: false,
  isForYou: false,
  isThinking: false,
  isNotice: false,
  pictures: [],
};

/** A card by the real core and the real renderers, as it stands in a group on both platforms. */
export function renderTypical({ checks, word, language = 'en' }: TypicalCard): RenderedCard[] {
  const reply = toCardsReply(
    checks.map((check) => ({ check, ...(word === undefined ? {} : { word }) })),
    toLocale(language),
    { chat: { id: '1', kind: 'group' } },
  );
  const actions = reply.actions ?? [];
  const body = renderReply(reply);
  const links = new Map(actions.map(({ data }) => [data, toDeepLink(BOT, data.replace(':', '-')) ?? '']));
  const { html, keyboard } = renderCardsMessage(reply.cards, actions, { inGroup: true, links });
  // The stand-in reads it as Telegram does, and refuses what Telegram refuses.
  const { text, entities = [] } = readWritten({ text: html, parse_mode: 'HTML', reply_markup: keyboard as never });
  const buttons = (keyboard?.inline_keyboard ?? []).map((row) =>
    row.map((button) => JSON.stringify(button)).join('\n'),
  );
  return [
    {
      platform: 'discord',
      sent: `${JSON.stringify(body, null, 2)}\n`,
      view: {
        ...MESSAGE,
        body: parseMarkdown(body.content),
        embeds: toDiscordEmbeds(body.embeds),
        buttons: toDiscordButtons(body.components),
      },
    },
    {
      platform: 'telegram',
      sent: `${[html, ...buttons].join('\n\n')}\n`,
      view: { ...MESSAGE, body: parseEntities(text, entities), embeds: [], buttons: toTelegramButtons(keyboard) },
    },
  ];
}
