import type { Api } from 'grammy';
import type { InlineQueryResultArticle, Update } from 'grammy/types';
import type { Reply } from '../../commands/reply.ts';
import type { CommandRequest, Said } from '../../commands/request.ts';
import type { Answers } from '../../src/bot/chat-adapter.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { cutText } from './foreign-text.ts';
import { renderButton, toDeepLink } from './keyboard.ts';
import { toApiSignal } from './message-sender.ts';
import { readGuest, type Self, START_PLAIN } from './message-text.ts';
import { isTooLate } from './outcomes.ts';
import type { Presenter } from './presenter.ts';
import { PLATFORM, toActorId } from './request.ts';

/** The id of no chat: the guest chat's own id may equal that of another chat of this bot. Source: https://core.telegram.org/bots/api#message */
const ELSEWHERE = 'guest';

export interface GuestsOptions {
  api: Api;
  service: Pick<Answers, 'answerGuest'>;
  self: Self;
  presenter: Presenter;
  onFault(error: unknown, request?: CommandRequest): void;
  /** How long sending an answer is retried, in ms. */
  patienceMs: number;
  signal: AbortSignal;
}

/** Answers people who mention the bot in a chat it is not a member of. Source: https://core.telegram.org/api/bots/guest-mode */
export interface Guests {
  /** Never rejects. @returns undefined if the update is no guest's question */
  answer(update: Update): Promise<void> | undefined;
}

export function createGuests(options: GuestsOptions): Guests {
  const { api, service, self, presenter, onFault, signal } = options;

  async function toHtml(reply: Reply): Promise<string | undefined> {
    if (reply.kind === 'notice') return presenter.plain(reply, false)[0]?.html;
    if (reply.kind !== 'cards') return undefined;
    // The check is not stored, so an id would lead nowhere.
    const cards = reply.cards.map((card) => ({ ...card, idLine: '' }));
    return (await presenter.cards({ cards }, { chatId: 0 })).html;
  }

  async function toArticle(reply: Reply, locale: string | undefined): Promise<InlineQueryResultArticle | undefined> {
    const html = await toHtml(reply);
    if (html === undefined) return undefined;
    const [card] = reply.kind === 'cards' ? reply.cards : [];
    const url = toDeepLink(self.username, START_PLAIN.help);
    const keyboard = url && renderButton(toLocale(locale).t('telegram.guest.ask'), { url });
    return {
      type: 'article',
      id: '0',
      // Never shown, but Telegram requires it.
      title: cutText((card ? `${card.symbol} ${card.heading}` : self.username).toWellFormed(), 100),
      input_message_content: { message_text: html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
      ...(keyboard && { reply_markup: keyboard }),
    };
  }

  async function answerOnce(queryId: string, request: CommandRequest): Promise<void> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(options.patienceMs)]);
    try {
      const reply = await service.answerGuest(request, patience);
      const article = reply && (await toArticle(reply, request.locale));
      if (article) await api.answerGuestQuery(queryId, article, toApiSignal(patience));
    } catch (error) {
      if (!signal.aborted && !isTooLate(error)) onFault(error, request);
    }
  }

  return {
    answer({ update_id: id, guest_message: message }) {
      if (!message) return undefined;
      const { guest_query_id: queryId, from } = message;
      const actorId = toActorId(message);
      const asked = readGuest(message, self);
      if (queryId === undefined || !actorId || !asked) return Promise.resolve();
      const locale = message.sender_chat ? undefined : from?.language_code;
      const request: CommandRequest = {
        ...{ id: String(id), platform: PLATFORM, ...withoutPictures(asked), actorId },
        chat: { id: ELSEWHERE, kind: 'private' },
        ...defined({ about: asked.about && withoutPictures(asked.about), locale }),
      };
      return answerOnce(queryId, request);
    },
  };
}

/** Reading pictures means fetching them, at the operator's cost. */
function withoutPictures<T extends Said>(given: T): T {
  const { pictures, ...said } = given;
  return pictures ? ({ ...said, unreadable: true } as T) : given;
}
