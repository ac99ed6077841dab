import type { Api } from 'grammy';
import type { InlineQuery, InlineQueryResultArticle } from 'grammy/types';
import type { Suggestion } from '../../commands/command.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { Answers } from '../../src/bot/chat-adapter.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { cutText } from './foreign-text.ts';
import { BUTTON_LIMIT, INLINE_RESULTS } from './limits.ts';
import { toApiSignal } from './message-sender.ts';
import { START_PLAIN } from './message-text.ts';
import { isTooLate } from './outcomes.ts';
import type { Presenter } from './presenter.ts';
import { PLATFORM } from './request.ts';

/** How long Telegram may reuse an answer, in seconds. */
const CACHE_S = 60;
/** The id of no chat: results may be posted anywhere, so they hold only what everybody may see. */
const ANYWHERE = 'inline';

/** Offers prior checks while somebody types `@bot claim` in any chat. */
export interface Inline {
  answer(query: InlineQuery, signal: AbortSignal): Promise<void>;
}

export function createInline(options: { api: Api; service: Pick<Answers, 'suggest'>; presenter: Presenter }): Inline {
  const { api, service, presenter } = options;

  async function toArticle({ card }: Suggestion, at: number): Promise<InlineQueryResultArticle> {
    // A review that nobody asked about here has no check, so there is no id to show.
    const shown = card.checkId === '' ? { ...card, idLine: '' } : card;
    const { html } = await presenter.cards({ cards: [shown] }, { chatId: 0 });
    return {
      type: 'article',
      id: String(at),
      title: cutText(`${card.symbol} ${card.heading}`.toWellFormed(), 100),
      description: cutText(card.claim.toWellFormed(), 200),
      input_message_content: {
        message_text: html,
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
      },
    };
  }

  return {
    async answer({ id, query, from }, signal) {
      const locale = from.language_code;
      const request: CommandRequest = {
        id,
        platform: PLATFORM,
        command: 'check',
        text: query.trim(),
        actorId: '',
        chat: { id: ANYWHERE, kind: 'group' },
        ...defined({ locale }),
      };
      const found = request.text === '' ? [] : await service.suggest(request, INLINE_RESULTS, signal);
      const results = await Promise.all(found.slice(0, INLINE_RESULTS).map(toArticle));
      const text = cutText(toLocale(locale).t('telegram.inline.ask'), BUTTON_LIMIT);
      const button = { text, start_parameter: START_PLAIN.help };
      await api
        .answerInlineQuery(id, results, { cache_time: CACHE_S, is_personal: true, button }, toApiSignal(signal))
        // Further typing has asked again: nobody waits for this answer any more.
        .catch((error: unknown) => {
          if (!isTooLate(error)) throw error;
        });
    },
  };
}
