import { type Api, GrammyError } from 'grammy';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import type { RenderedMessage } from './render.ts';

/** Where a message goes. */
export interface Target {
  chatId: number;
  /** The message it answers; without it, it stands alone. */
  messageId?: number;
  topicId?: number;
}

/** A message of ours. */
export interface Sent {
  chatId: number;
  messageId: number;
}

/** Writes messages, and changes them. Rejects with the client's errors. */
export interface MessageSender {
  /** Where the group has become a supergroup, the message goes there. */
  send(target: Target, message: RenderedMessage, signal: AbortSignal): Promise<Sent>;
  /** Says it in the group so that only one person sees it; to all, where Telegram does not do that for this bot. */
  whisper(target: Target, personId: number, message: RenderedMessage, signal: AbortSignal): Promise<void>;
  /** @returns whether it stands there now as wanted; false if it is gone */
  edit(sent: Sent, message: RenderedMessage, signal: AbortSignal): Promise<boolean>;
  remove(sent: Sent, signal: AbortSignal): Promise<void>;
}

/** Telegram lets administrators whisper (Bot API 10.2, ephemeral messages); whether this bot is one is tried again after this. */
const LOUD_MS = 60 * 60_000;

const SETTINGS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** @param onMoved told of a group that has a new id */
export function createMessageSender(api: Api, onMoved: (from: number, to: number) => Promise<void>): MessageSender {
  function write({ chatId, messageId, topicId }: Target, message: RenderedMessage, rest: object, signal: AbortSignal) {
    const options = {
      ...SETTINGS,
      // The message may have been deleted while the check ran; the others in the chat still want the answer.
      ...(messageId !== undefined && {
        reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
      }),
      ...(topicId !== undefined && { message_thread_id: topicId }),
      ...(message.keyboard && { reply_markup: message.keyboard }),
      ...rest,
    };
    return api.sendMessage(chatId, message.html, options, toApiSignal(signal));
  }

  async function send(target: Target, message: RenderedMessage, signal: AbortSignal): Promise<Sent> {
    const { chatId } = target;
    try {
      const sent = await write(target, message, {}, signal);
      return { chatId, messageId: sent.message_id };
    } catch (error) {
      const movedTo = toMovedTo(error);
      if (movedTo === undefined || movedTo === chatId) throw error;
      await onMoved(chatId, movedTo);
      // Messages have other numbers there: an old one would name somebody else's.
      return send({ chatId: movedTo }, message, signal);
    }
  }

  const loudUntil = createBoundedMap<number>(1000);

  /** A server that does not know this shows it to all. */
  async function whispered(target: Target, personId: number, message: RenderedMessage, signal: AbortSignal) {
    const chat = String(target.chatId);
    if (target.chatId > 0 || personId <= 0 || (loudUntil.get(chat) ?? 0) > performance.now()) return false;
    try {
      await write(target, message, { ephemeral_message_parameters: { receiver_user_id: personId } }, signal);
      return true;
    } catch (error) {
      if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
      loudUntil.set(chat, performance.now() + LOUD_MS);
      return false;
    }
  }

  return {
    send,
    async whisper(target, personId, message, signal) {
      if (!(await whispered(target, personId, message, signal))) await send(target, message, signal);
    },
    async edit({ chatId, messageId }, message, signal) {
      try {
        const keyboard = message.keyboard ? { reply_markup: message.keyboard } : {};
        await api.editMessageText(chatId, messageId, message.html, { ...SETTINGS, ...keyboard }, toApiSignal(signal));
        return true;
      } catch (error) {
        if (!(error instanceof GrammyError)) throw error;
        // It was changed before, and only the word of it was lost.
        if (/message is not modified/i.test(error.description)) return true;
        if (toMovedTo(error) !== undefined || isMessageGone(error)) return false;
        throw error;
      }
    },
    async remove({ chatId, messageId }, signal) {
      await api.deleteMessage(chatId, messageId, toApiSignal(signal));
    },
  };
}

/** The group's new id, where Telegram says that it has one. */
function toMovedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
}

/** Whether the message a call was about is not there any more, or not to be changed. */
export function isMessageGone(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  return /message to (?:edit|pin|unpin|delete) not found|message can't be edited|MESSAGE_ID_INVALID/i.test(
    error.description,
  );
}

/** What grammY's types take for a signal: the one of the package abort-controller, older than Node's own. */
export type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Node's signal for grammY. It only ever reads `aborted` and listens to `abort`, which both have. */
export function toApiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}
