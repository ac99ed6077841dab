import { type Api, GrammyError } from 'grammy';
import type { CommandReply } from '../../commands/command.ts';
import type { Locale } from '../../src/core/text/locale.ts';
import type { ApiSignal } from './api-signal.ts';
import { type Notice, type RenderedMessage, renderCallbackText, renderCard, renderNotice } from './render.ts';
import type { AskedByClick, AskedByMessage } from './request.ts';

export interface DeliverOptions {
  api: Api;
  botUsername: string;
  commands: readonly string[];
}

/** Gives replies to those who asked. */
export interface Deliver {
  /** Answers a message with a reply to it, one message a card. */
  toMessage(reply: CommandReply, asked: AskedByMessage, locale: Locale, signal: ApiSignal): Promise<void>;
  /** Does what a click is for, and answers it; every click is answered, else its button keeps spinning. */
  toClick(reply: CommandReply | undefined, asked: AskedByClick, locale: Locale, signal: ApiSignal): Promise<void>;
}

export function createDeliver({ api, botUsername, commands }: DeliverOptions): Deliver {
  function send({ html, keyboard }: RenderedMessage, to: AskedByMessage, signal: ApiSignal) {
    return api.sendMessage(
      to.chatId,
      html,
      {
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        // The message may have been deleted while the check ran; the others in the chat still want the answer.
        reply_parameters: { message_id: to.messageId, allow_sending_without_reply: true },
        ...(to.topicId !== undefined && { message_thread_id: to.topicId }),
        ...(keyboard && { reply_markup: keyboard }),
      },
      signal,
    );
  }

  /** @returns the text for the one who clicked, and whether it is a refusal */
  async function pin(
    reply: Extract<CommandReply, { kind: 'pin' }>,
    asked: AskedByClick,
    locale: Locale,
    signal: ApiSignal,
  ) {
    try {
      await api.pinChatMessage(asked.chatId, asked.messageId, { disable_notification: true }, signal);
      return { text: reply.done, refused: false };
    } catch (error) {
      if (!(error instanceof GrammyError) || ![400, 403].includes(error.error_code)) throw error;
      const isGone = /message to pin not found|MESSAGE_ID_INVALID/i.test(error.description);
      return { text: locale.t(isGone ? 'pin.unknown' : 'pin.failed'), refused: true };
    }
  }

  return {
    async toMessage(reply, asked, locale, signal) {
      const isGroup = asked.request.chat.kind === 'group';
      if (reply.kind === 'cards') {
        // In private a person pins what they like by themselves; the button is for a group's moderators.
        const buttons = isGroup ? { pin: locale.t('pin.button') } : {};
        for (const card of reply.cards) await send(renderCard(card, buttons), asked, signal);
        return;
      }
      const notice = reply.kind === 'notice' ? reply : toNoCard(locale);
      await send(renderNotice(notice, { commands, ...(isGroup && { addressAs: botUsername }) }), asked, signal);
    },
    async toClick(reply, asked, locale, signal) {
      const answer =
        reply?.kind === 'pin'
          ? await pin(reply, asked, locale, signal)
          : reply?.kind === 'notice'
            ? { text: [reply.title, ...reply.lines].join('\n'), refused: reply.tone === 'refusal' }
            : undefined;
      const shown = answer && { text: renderCallbackText(answer.text), show_alert: answer.refused };
      await api.answerCallbackQuery(asked.callbackId, shown ?? {}, signal).catch((error: unknown) => {
        // Telegram forgets a click after some minutes. What it asked for is done, only nobody waits for the word any more.
        if (!(error instanceof GrammyError && /query is too old/i.test(error.description))) throw error;
      });
    },
  };
}

/** Only a button stands on the card that is to be pinned; the typed word has no card. */
function toNoCard(locale: Locale): Notice {
  return { kind: 'notice', tone: 'refusal', title: locale.t('pin.title'), lines: [locale.t('pin.unknown')] };
}
