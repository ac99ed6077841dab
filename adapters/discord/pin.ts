import { MessageType, RESTJSONErrorCodes } from 'discord.js';
import type { MessagePlace, PinReply, Reply, UnpinReply } from '../../commands/reply.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { ChatEvents } from '../../src/bot/chat-adapter.ts';
import { type Locale, type MessageKey, toLocale } from '../../src/core/text/locale.ts';
import type { Calls } from './api.ts';
import { toDiscordCode } from './errors.ts';
import type { MessageBody } from './message.ts';
import { isMessageGone } from './outcomes.ts';
import { renderLine, renderNotice, renderReply } from './render.ts';

/** Why nothing was pinned. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const SENTENCES: ReadonlyMap<unknown, MessageKey> = new Map([
  [RESTJSONErrorCodes.MissingAccess, 'discord.pin.missing'],
  [RESTJSONErrorCodes.MissingPermissions, 'discord.pin.missing'],
  [RESTJSONErrorCodes.MaximumNumberOfPinsReachedForTheChannel, 'discord.pin.full'],
  [RESTJSONErrorCodes.UnknownChannel, 'pin.unknown'],
  [RESTJSONErrorCodes.UnknownMessage, 'pin.unknown'],
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread, 'discord.pin.archived'],
  [RESTJSONErrorCodes.ThreadLocked, 'discord.pin.archived'],
  // A notice of Discord's own, or a message that only one person sees.
  [RESTJSONErrorCodes.CannotExecuteActionOnSystemMessage, 'pin.unknown'],
]);
/** Few messages arrive between a pin and the search for its notice. */
const NEWEST = 10;

type Posted = Parameters<ChatEvents['notePinned']>[2];

export interface PinnerOptions {
  calls: Calls;
  service: Pick<ChatEvents, 'notePinned' | 'noteGone'>;
}

/** Pins and unpins cards without a notification, and reports the outcome to the asker. Rejects only for errors that nobody in the chat can fix. */
export interface Pinner {
  /** Carries out a pin or unpin; any other reply is only rendered. */
  carryOut(reply: Reply, request: CommandRequest, botMayPin: boolean, signal: AbortSignal): Promise<MessageBody>;
}

/** Creates the pinner. It uses REST instead of discord.js' `message.pin()`, which throws if the channel is not cached. */
export function createPinner({ calls, service }: PinnerOptions): Pinner {
  const toTexts = ({ locale: tag }: Pick<PinReply, 'locale'>, request: CommandRequest) =>
    toLocale(tag ?? request.locale);

  async function post(reply: PinReply, request: CommandRequest, signal: AbortSignal) {
    const { cards = [], actions = [], checkId } = reply;
    const body = renderReply({ kind: 'cards', cards, checkIds: [checkId], actions });
    const { id, channel_id: chatId } = await calls.send(request.chat.id, body, `pin-${request.id}`, signal);
    return { place: { chatId, messageId: id }, posted: { checkIds: [checkId], locale: toTexts(reply, request).tag } };
  }

  /** Discord posts a notice in the channel for every pin, with the bot as its author; the bot deletes it where it may. */
  async function removeNotice({ chatId, messageId }: MessagePlace): Promise<void> {
    try {
      const newest = await calls.list(chatId, NEWEST);
      const notices = newest.filter(
        ({ type, message_reference: about }) =>
          type === MessageType.ChannelPinnedMessage && about?.message_id === messageId,
      );
      for (const { id } of notices) await calls.remove(chatId, id);
    } catch {
      // Without the right to read history or delete, the notice stays: the pin itself succeeded.
    }
  }

  /** @returns false if the message is gone and a new card can replace it */
  async function pinOne(place: MessagePlace, isReplaceable: boolean, posted?: Posted): Promise<boolean> {
    try {
      await calls.pin(place.chatId, place.messageId);
    } catch (error) {
      if (!isMessageGone(error)) throw error;
      await service.noteGone(place);
      if (isReplaceable) return false;
      throw error;
    }
    await service.notePinned(place, true, posted);
    await removeNotice(place);
    return true;
  }

  async function takeDown(place: MessagePlace): Promise<void> {
    try {
      await calls.unpin(place.chatId, place.messageId);
      await service.notePinned(place, false);
    } catch (error) {
      if (!isMessageGone(error)) throw error;
      await service.noteGone(place);
    }
  }

  const refuse = (title: string, sentence: string) => renderNotice({ tone: 'refusal', title, lines: [sentence] });

  const explain = (error: unknown, title: string, { t }: Locale): MessageBody => {
    const key = SENTENCES.get(toDiscordCode(error));
    if (!key) throw error;
    return refuse(title, t(key));
  };

  async function pin(reply: PinReply, request: CommandRequest, botMayPin: boolean, signal: AbortSignal) {
    const locale = toTexts(reply, request);
    const title = locale.t('pin.title');
    if (!botMayPin) return refuse(title, locale.t('discord.pin.missing'));
    try {
      const target = reply.target ?? request.posting;
      if (!target || !(await pinOne(target, reply.cards !== undefined))) {
        const { place, posted } = await post(reply, request, signal);
        await pinOne(place, false, posted);
      }
      // The new card is pinned: a failure to unpin an older one must not undo that.
      for (const older of reply.unpin ?? []) await takeDown(older).catch(() => undefined);
      return renderLine(reply.done);
    } catch (error) {
      return explain(error, title, locale);
    }
  }

  async function unpin(reply: UnpinReply, request: CommandRequest): Promise<MessageBody> {
    try {
      for (const place of reply.targets) await takeDown(place);
      return renderLine(reply.done);
    } catch (error) {
      const locale = toTexts(reply, request);
      return explain(error, locale.t('unpin.title'), locale);
    }
  }

  return {
    async carryOut(reply, request, botMayPin, signal) {
      if (reply.kind === 'pin') return pin(reply, request, botMayPin, signal);
      return reply.kind === 'unpin' ? unpin(reply, request) : renderReply(reply);
    },
  };
}
