import type { Api } from 'grammy';
import type { MessagePlace, PinReply, UnpinReply } from '../../commands/reply.ts';
import type { ChatEvents } from '../../src/bot/chat-adapter.ts';
import { defined } from '../../src/core/defined.ts';
import type { Locale } from '../../src/core/text/locale.ts';
import { type MessageSender, toApiSignal } from './message-sender.ts';
import { isMessageGone, isPinnedSo, isRightMissing } from './outcomes.ts';
import type { Presenter } from './presenter.ts';

/** Where the pin was asked for. */
export interface PinSpot {
  chatId: number;
  topicId?: number | undefined;
  /** The card that the request is about, if one is posted. */
  posting: MessagePlace | undefined;
  locale: Locale;
}

/** The outcome shown to the asker. */
export interface PinOutcome {
  text: string;
  refused: boolean;
}

export interface Pinning {
  pin(reply: PinReply, spot: PinSpot, signal: AbortSignal): Promise<PinOutcome>;
  unpin(reply: UnpinReply, spot: PinSpot, signal: AbortSignal): Promise<PinOutcome>;
}

type Posted = Parameters<ChatEvents['notePinned']>[2];

/** Pins and unpins cards. Rejects with the client's errors if Telegram fails. */
export function createPinning(options: {
  api: Api;
  service: Pick<ChatEvents, 'notePinned' | 'noteGone'>;
  sender: MessageSender;
  presenter: Presenter;
}): Pinning {
  const { api, service, sender, presenter } = options;

  async function unpinOne(place: MessagePlace, signal: AbortSignal): Promise<void> {
    try {
      await api.unpinChatMessage(Number(place.chatId), Number(place.messageId), {}, toApiSignal(signal));
    } catch (error) {
      // Somebody unpinned or deleted it by hand: it is not pinned, as intended.
      if (!isMessageGone(error) && !isPinnedSo(error)) throw error;
    }
    await service.notePinned(place, false);
  }

  async function post(reply: PinReply, { chatId, topicId, locale }: PinSpot, signal: AbortSignal) {
    if (!reply.cards) return undefined;
    const message = await presenter.cards({ cards: reply.cards }, { chatId });
    const sent = await sender.send({ chatId, ...defined({ topicId }) }, message, signal);
    const place = { chatId: String(sent.chatId), messageId: String(sent.messageId) };
    return { place, posted: { checkIds: [reply.checkId], locale: locale.tag } };
  }

  /** @returns false if the message is gone and a new card can replace it */
  async function pinOne(place: MessagePlace, isReplaceable: boolean, signal: AbortSignal, posted?: Posted) {
    try {
      const silent = { disable_notification: true };
      await api.pinChatMessage(Number(place.chatId), Number(place.messageId), silent, toApiSignal(signal));
    } catch (error) {
      if (isMessageGone(error)) {
        await service.noteGone(place);
        if (isReplaceable) return false;
      }
      // Somebody pinned it by hand, or a moment ago: it is pinned, as intended.
      if (!isPinnedSo(error)) throw error;
    }
    await service.notePinned(place, true, posted);
    return true;
  }

  const toRefusal = (error: unknown, { t }: Locale): PinOutcome => {
    if (isMessageGone(error)) return { text: t('pin.unknown'), refused: true };
    if (isRightMissing(error)) return { text: t('telegram.pin.right'), refused: true };
    throw error;
  };

  return {
    async pin(reply, spot, signal) {
      try {
        const target = reply.target ?? (reply.cards ? undefined : spot.posting);
        if (!target || !(await pinOne(target, reply.cards !== undefined, signal))) {
          const made = await post(reply, spot, signal);
          if (!made) return { text: spot.locale.t('pin.unknown'), refused: true };
          await pinOne(made.place, false, signal, made.posted);
        }
      } catch (error) {
        return toRefusal(error, spot.locale);
      }
      // The new card is pinned: a failure to unpin an older one must not undo that.
      for (const older of reply.unpin ?? []) await unpinOne(older, signal).catch(() => undefined);
      return { text: reply.done, refused: false };
    },
    async unpin(reply, spot, signal) {
      try {
        for (const place of reply.targets) await unpinOne(place, signal);
      } catch (error) {
        return toRefusal(error, spot.locale);
      }
      return { text: reply.done, refused: false };
    },
  };
}
