import type { Api } from 'grammy';
import type { Reply } from '../../commands/reply.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { Answers } from '../../src/bot/chat-adapter.ts';
import { createTurns } from '../../src/shared/async.ts';
import { toConfirmData } from './click-data.ts';
import { answerClick } from './deliver.ts';
import { renderButton } from './keyboard.ts';
import { type MessageSender, toApiSignal } from './message-sender.ts';
import { createMinuteLimit } from './pace.ts';
import type { Pinning, PinOutcome, PinSpot } from './pinning.ts';
import type { Presenter } from './presenter.ts';
import type { Arrival, AskedByClick, AskedByMessage } from './request.ts';

export interface QuickAnswersOptions {
  api: Api;
  service: Answers;
  sender: MessageSender;
  presenter: Presenter;
  pinning: Pinning;
  can(request: { actorId: string; chat: { id: string } }): Parameters<Answers['answerNow']>[1];
}

/** Answers commands that take no time. Rejects with the client's errors. */
export interface QuickAnswers {
  toMessage(asked: AskedByMessage, signal: AbortSignal): Promise<void>;
  toClick(asked: AskedByClick, signal: AbortSignal): Promise<void>;
  /** Tells a group what the bot is for and what it sees there. */
  greet(arrival: Arrival, signal: AbortSignal): Promise<void>;
}

/** How many times a minute a chat is told that a message is unreadable: after three, the sender of twenty stickers knows. */
const EXPLAINED_A_MINUTE = 3;

/** Adding a bot by a link also sends /start, and a bot may be added and removed repeatedly. */
const GREETED_A_MINUTE = 1;

/** For /help, /history and the like in one group: flooding the bot with commands must not flood the group with answers. */
const ANSWERED_A_MINUTE = 8;
/** For one person in a group, including commands that need a right. */
const ANSWERED_ONE_A_MINUTE = 5;

const PINNING = new Set(['pin', 'unpin']);

/** Confirms success without another message in the group. */
const DONE = '👍';

export function createQuickAnswers(options: QuickAnswersOptions): QuickAnswers {
  const { api, service, sender, presenter, pinning, can } = options;
  const turns = createTurns();
  const mayExplain = createMinuteLimit(EXPLAINED_A_MINUTE);
  const mayGreet = createMinuteLimit(GREETED_A_MINUTE);
  const mayAnswer = createMinuteLimit(ANSWERED_A_MINUTE);
  const mayAnswerOne = createMinuteLimit(ANSWERED_ONE_A_MINUTE);

  async function tellUnreadable({ request, address }: AskedByMessage, signal: AbortSignal): Promise<void> {
    if (!mayExplain(address.chatId)) return;
    const { t } = await service.localeOf(request);
    const notice = { title: t('check.unreadable.title'), lines: [t('check.unreadable.body')] };
    const [message] = presenter.plain(notice, false);
    if (message) await sender.send(address, message, signal);
  }

  async function pinOrUnpin(reply: Reply, asked: AskedByMessage | AskedByClick, signal: AbortSignal) {
    if (reply.kind !== 'pin' && reply.kind !== 'unpin') return undefined;
    const { chatId, topicId } = asked.address;
    const { request } = asked;
    if (!request) return undefined;
    const spot: PinSpot = { chatId, topicId, posting: request.posting, locale: await service.localeOf(request) };
    return reply.kind === 'pin' ? pinning.pin(reply, spot, signal) : pinning.unpin(reply, spot, signal);
  }

  async function decide(asked: AskedByMessage | AskedByClick, request: CommandRequest, signal: AbortSignal) {
    const work = async () => {
      const reply = await service.answerNow(request, can(request), signal);
      return { reply, outcome: reply && (await pinOrUnpin(reply, asked, signal)) };
    };
    // Of two simultaneous pins, the second sees the first one's card pinned, and replaces it.
    return PINNING.has(request.command) ? turns.take(String(asked.address.chatId), work) : work();
  }

  /** Telegram does not identify an anonymous administrator, so their rights are unknown: a button asks again, and its click names the person. */
  async function askAgain({ request, address }: AskedByMessage, signal: AbortSignal): Promise<void> {
    const { t } = await service.localeOf(request);
    const { command, text, posting } = request;
    const target = Number(posting?.messageId ?? 0);
    const data = toConfirmData(command, text, target) ?? toConfirmData(command, '', target);
    const label = t(command === 'unpin' ? 'unpin.button' : 'pin.button');
    const keyboard = data && renderButton(label, { data });
    const [message] = presenter.plain({ title: t('telegram.anonymous'), lines: [] }, true);
    if (message) await sender.send(address, { ...message, ...(keyboard && { keyboard }) }, signal);
  }

  async function tellOutcome({ text, refused }: PinOutcome, asked: AskedByMessage, signal: AbortSignal): Promise<void> {
    const { chatId, messageId } = asked.address;
    if (!refused && messageId !== undefined) {
      const reacted = await api
        .setMessageReaction(chatId, messageId, [{ type: 'emoji', emoji: DONE }], {}, toApiSignal(signal))
        .catch(() => false);
      if (reacted) return;
    }
    const [message] = presenter.plain({ title: text, lines: [] }, asked.request.chat.kind === 'group');
    if (message && refused) await sender.whisper(asked.address, Number(asked.request.actorId), message, signal);
    else if (message) await sender.send(asked.address, message, signal);
  }

  async function toSettings(reply: Reply, { request, address: { chatId } }: AskedByMessage | AskedByClick) {
    if (reply.kind !== 'panel' || request?.command !== 'settings') return undefined;
    return presenter.settings(reply, request.chat, { chatId, locale: await service.localeOf(request) });
  }

  async function giveKept({ kept }: Reply, chatId: number, signal: AbortSignal): Promise<void> {
    if (kept?.length) await sender.send({ chatId }, presenter.kept(kept), signal);
  }

  return {
    async toMessage(asked, signal) {
      if (asked.request.unreadable) return tellUnreadable(asked, signal);
      const { request, address } = asked;
      const right = service.commands.find(({ name }) => name === request.command)?.right;
      if (request.chat.kind === 'group') {
        // A flood of open commands must not block the commands of moderators.
        if (!mayAnswerOne(`${address.chatId}/${request.actorId}`)) return;
        if (right === undefined && !mayAnswer(address.chatId)) return;
        if (request.command === 'start' && !mayGreet(address.chatId)) return;
      }
      if (asked.anonymous && right === 'pin') return askAgain(asked, signal);
      const { reply, outcome } = await decide(asked, request, signal);
      if (!reply) return;
      if (outcome) return tellOutcome(outcome, asked, signal);
      const isGroup = request.chat.kind === 'group';
      if (!isGroup) await giveKept(reply, address.chatId, signal);
      // A report is long and for the asker alone: the card's button opens it in private.
      if (reply.kind === 'details' && isGroup) return;
      const settings = await toSettings(reply, asked);
      if (settings) return void (await sender.send(address, settings, signal));
      if (reply.kind === 'cards') {
        await sender.send(address, await presenter.cards(reply, { chatId: address.chatId }), signal);
      } else if (
        reply.kind !== 'pin' &&
        reply.kind !== 'unpin' &&
        !(reply.kind === 'notice' && reply.quiet && isGroup)
      ) {
        const isRefusal = reply.kind === 'notice' && reply.tone === 'refusal';
        for (const message of presenter.plain(reply, isGroup)) {
          if (isRefusal) await sender.whisper(address, Number(request.actorId), message, signal);
          else await sender.send(address, message, signal);
        }
      }
    },

    async greet({ request, seesAll }, signal) {
      const chatId = Number(request.chat.id);
      if (!mayGreet(chatId)) return;
      const reply = await service.answerNow(request, async () => false, signal);
      if (reply?.kind !== 'notice') return;
      const { t } = await service.localeOf(request);
      const lines = [...reply.lines, t(seesAll ? 'telegram.sees.all' : 'telegram.sees.asked')];
      const [message] = presenter.plain({ ...reply, lines }, true);
      if (message) await sender.send({ chatId }, message, signal);
    },

    async toClick(asked, signal) {
      const { request, address, callbackId } = asked;
      if (!request) return answerClick(api, callbackId, undefined, signal);
      const { reply, outcome } = await decide(asked, request, signal);
      if (!reply) return answerClick(api, callbackId, undefined, signal);
      if (outcome) return answerClick(api, callbackId, { text: outcome.text, isAlert: outcome.refused }, signal);
      const isGroup = request.chat.kind === 'group';
      if (!isGroup) await giveKept(reply, address.chatId, signal);
      if (reply.kind === 'notice' && reply.tone === 'refusal') {
        return answerClick(api, callbackId, { text: [reply.title, ...reply.lines].join('\n'), isAlert: true }, signal);
      }
      await answerClick(api, callbackId, undefined, signal);
      if (reply.kind === 'details' && !isGroup) {
        for (const message of presenter.plain(reply, isGroup)) await sender.send(address, message, signal);
      } else if (reply.kind === 'cards' && !isGroup) {
        await sender.send(address, await presenter.cards(reply, { chatId: address.chatId }), signal);
      } else if ((reply.kind === 'panel' || reply.kind === 'notice') && address.messageId !== undefined) {
        // A panel's button updates the panel itself.
        const { chatId, messageId } = address;
        const message = (await toSettings(reply, asked)) ?? presenter.plain(reply, isGroup)[0];
        if (message) await sender.edit({ chatId, messageId }, message, signal);
      }
    },
  };
}
