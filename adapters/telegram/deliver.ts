import type { Api } from 'grammy';
import type { CardsReply, NoticeReply, Reply } from '../../commands/reply.ts';
import type { Job } from '../../src/bot/job.ts';
import type { Delivered, Posting } from '../../src/chat/posting.ts';
import { defined } from '../../src/core/defined.ts';
import { type Locale, toLocale } from '../../src/core/text/locale.ts';
import { createTurns } from '../../src/shared/async.ts';
import { createBoundedMap } from '../../src/shared/bounded-map.ts';
import { type Address, toAddress, toHanging, toMessageKey } from './address.ts';
import { type AskLog, isLater, toMoment } from './ask-log.ts';
import { toDeliveryFault } from './errors.ts';
import { renderButton, toDeepLink } from './keyboard.ts';
import { type MessageSender, type Sent, type Target, toApiSignal } from './message-sender.ts';
import { START_PLAIN } from './message-text.ts';
import { isStranger, isTooLate, isUnheard } from './outcomes.ts';
import type { Presenter } from './presenter.ts';
import type { Placeholders } from './progress.ts';
import { type RenderedMessage, renderCallbackText } from './render.ts';

export interface CourierOptions {
  api: Api;
  token: string;
  username: string;
  sender: MessageSender;
  presenter: Presenter;
  placeholders: Placeholders;
  asks: AskLog;
}

/** Delivers the answers of jobs. See `ChatAdapter.deliver` and `ChatAdapter.update`. */
export interface Deliverer {
  deliver(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered>;
  update(posting: Posting, reply: CardsReply, signal: AbortSignal): Promise<'done' | 'gone' | 'later'>;
}

export function createDeliverer(options: CourierOptions): Deliverer {
  const { api, token, username, sender, presenter, placeholders, asks } = options;
  /** Jobs whose kept results were sent before the answer itself. */
  const given = createBoundedMap<true>(1000);
  /** Jobs that may have a message nobody knows of: it was sent, and Telegram's response was lost. */
  const doubtful = createBoundedMap<true>(1000);
  /** Serialises the answers to one message: the next one edits the message of the last one. */
  const turns = createTurns();

  async function put(
    to: Target,
    standing: Sent | undefined,
    message: RenderedMessage,
    signal: AbortSignal,
  ): Promise<Sent> {
    if (standing && (await sender.edit(standing, message, signal))) return standing;
    return sender.send(to, message, signal);
  }

  /**
   * The message to edit into the answer, if an earlier attempt may have sent one already: each crash between a send and its record would add another.
   * Telegram has no nonce, so the next message at risk is a placeholder, and the card never appears more than twice.
   */
  async function placeAnew(job: Job, signal: AbortSignal): Promise<Sent | undefined> {
    const isDoubtful = job.attempts > 1 || doubtful.get(job.id) === true;
    return isDoubtful ? placeholders.send(job, signal) : undefined;
  }

  async function giveKept(job: Job, { kept }: Reply, chatId: number, signal: AbortSignal): Promise<void> {
    if (!kept?.length || given.get(job.id)) return;
    await sender.send({ chatId }, presenter.kept(kept), signal);
    given.set(job.id, true);
  }

  /** Whether a newer question replaced this one because its message was edited; the newer one then takes over the placeholder. */
  async function isOvertaken(job: Job, key: string, standing: Sent | undefined, signal: AbortSignal): Promise<boolean> {
    const ask = asks.get(key);
    if (!ask || !isLater(ask, toMoment(job.request, toAddress(job)))) return false;
    if (standing && ask.answer && ask.answer.messageId !== standing.messageId) {
      await sender.remove(standing, signal).catch(() => undefined);
    } else if (standing) asks.answered(key, standing);
    return true;
  }

  async function toNotice(
    job: Job,
    reply: NoticeReply,
    standing: Sent | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { request } = job;
    const to = toAddress(job);
    const isClick = to.callbackId !== undefined;
    if (isClick && (job.refusal || request.command === 'post')) {
      await answerClick(api, to.callbackId, { text: [reply.title, ...reply.lines].join('\n'), isAlert: true }, signal);
    } else if (reply.quiet && request.chat.kind === 'group') {
      if (standing) await sender.remove(standing, signal).catch(() => undefined);
    } else if (reply.asksBack && request.chat.kind === 'group') {
      if (standing) await sender.remove(standing, signal).catch(() => undefined);
      const message = presenter.asking(reply.title, toLocale(request.locale));
      await placeholders.keep(job, await sender.send(to, message, signal));
    } else {
      const [message] = presenter.plain(reply, request.chat.kind === 'group');
      if (!message) return;
      // Whoever asked too often is present now; a whisper might not reach anyone else.
      if (job.refusal && !standing) return sender.whisper(to, Number(request.actorId), message, signal);
      const sent = await put(to, standing, message, signal);
      if (sent !== standing) await placeholders.keep(job, sent);
    }
  }

  /** A private answer never appears in the group, and the bot can write only to people who began a chat with it. */
  async function toAsker(job: Job, reply: CardsReply, signal: AbortSignal): Promise<Delivered> {
    const chatId = Number(job.request.actorId);
    const locale = toLocale(job.request.locale);
    try {
      if (chatId <= 0) return await askWho(job, locale, signal);
      await giveKept(job, reply, chatId, signal);
      const message = await presenter.cards(reply, { chatId, groupId: job.request.chat.id });
      return [toPosting(await sender.send({ chatId }, message, signal), reply, locale, 'asker')];
    } catch (error) {
      if (!isStranger(error)) throw error;
      return offerChat(job, reply, locale, signal);
    }
  }

  /** Whoever writes as the group or as a channel has no private chat, so there is nobody to keep the answer for. */
  async function askWho(job: Job, { t }: Locale, signal: AbortSignal): Promise<Delivered> {
    const notice = { title: t('telegram.nobody.title'), lines: [t('telegram.nobody.body')] };
    const [message] = presenter.plain(notice, true);
    if (message) await put(toAddress(job), await placeholders.close(job), message, signal);
    return [];
  }

  /** Keeps the answer for the asker and tries to whisper it: a whisper may not arrive, and does not last. */
  async function offerChat(job: Job, reply: CardsReply, { t }: Locale, signal: AbortSignal): Promise<'keep'> {
    const url = toDeepLink(username, START_PLAIN.answer);
    const keyboard = url && renderButton(t('telegram.openChat'), { url });
    const withButton = ({ html }: RenderedMessage) => ({ html, ...(keyboard && { keyboard }) });
    const notice = { title: t('telegram.private.title'), lines: [t('telegram.private.body')] };
    const [message] = presenter.plain(notice, true).map(withButton);
    const [to, personId] = [toAddress(job), Number(job.request.actorId)];
    const card = withButton(await presenter.cards({ cards: reply.cards }, { chatId: personId }));
    if (await sender.whisperAlone(to, personId, card, signal)) return 'keep';
    if (message) await sender.whisper(to, personId, message, signal);
    // That message's outcome shows whether a whisper of the card stays private.
    await sender.whisperAlone(to, personId, card, signal).catch(() => false);
    return 'keep';
  }

  async function deliver(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered> {
    const { request } = job;
    const to = toAddress(job);
    const isClick = to.callbackId !== undefined;
    const key = toMessageKey(to);
    const placeholder = await placeholders.close(job);
    if (!isClick && (await isOvertaken(job, key, placeholder, signal))) return [];
    const standing = placeholder ?? (isClick ? toCard(to) : asks.get(key)?.answer);
    if (reply.kind === 'notice') {
      if (request.chat.kind === 'private') await giveKept(job, reply, to.chatId, signal);
      // A refusal leaves the earlier answer as it is.
      await toNotice(job, reply, isClick ? undefined : job.refusal ? placeholder : standing, signal);
      return [];
    }
    if (reply.kind !== 'cards') return [];
    if (request.chat.kind === 'group' && reply.private) return toAsker(job, reply, signal);
    if (request.chat.kind === 'private') await giveKept(job, reply, to.chatId, signal);
    const message = await presenter.cards(reply, { chatId: to.chatId });
    const place = standing ?? (await placeAnew(job, signal));
    const sent = await put(isClick ? toAlone(to) : toHanging(job), place, message, signal);
    // Recorded at once: if the process ends before the rest is written, the next attempt edits this message instead of sending another.
    if (sent !== place) await placeholders.keep(job, sent);
    if (!isClick) asks.answered(key, sent);
    if (request.command === 'post') {
      const text = toLocale(request.locale).t('telegram.posted');
      await answerClick(api, to.callbackId, { text, isAlert: false }, signal);
    }
    return [toPosting(sent, reply, toLocale(request.locale), request.chat.kind === 'group' ? 'chat' : 'asker')];
  }

  return {
    async deliver(job, reply, signal) {
      try {
        const delivered = await turns.take(toMessageKey(toAddress(job)), () => deliver(job, reply, signal));
        placeholders.forget(job);
        return delivered;
      } catch (error) {
        if (isUnheard(error)) doubtful.set(job.id, true);
        signal.throwIfAborted();
        const fault = toDeliveryFault(error, token);
        if ('code' in fault && fault.code === 'platform-gone') placeholders.forget(job);
        throw fault;
      }
    },
    async update(posting, reply, signal) {
      const chatId = Number(posting.chatId);
      try {
        const message = await presenter.cards(reply, { chatId });
        const stands = await sender.edit({ chatId, messageId: Number(posting.messageId) }, message, signal);
        return stands ? 'done' : 'gone';
      } catch (error) {
        signal.throwIfAborted();
        const fault = toDeliveryFault(error, token);
        return 'code' in fault && fault.code === 'platform-gone' ? 'gone' : 'later';
      }
    },
  };
}

/** The same chat, without a message to reply to. */
function toAlone({ chatId, topicId }: Address): Address {
  return { chatId, ...defined({ topicId }) };
}

/** The card with the clicked button. */
function toCard({ chatId, messageId }: Address): Sent | undefined {
  return messageId === undefined ? undefined : { chatId, messageId };
}

function toPosting(sent: Sent, { checkIds = [], said }: CardsReply, { tag }: Locale, visible: Posting['visible']) {
  const { chatId, messageId } = sent;
  const place = { chatId: String(chatId), messageId: String(messageId) };
  return { ...place, checkIds, locale: tag, visible, ...defined({ said }) };
}

/** Answers a click. Every click needs an answer, or its button keeps spinning. */
export async function answerClick(
  api: Api,
  callbackId: string | undefined,
  answer: { text: string; isAlert: boolean } | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (callbackId === undefined) return;
  const shown = answer ? { text: renderCallbackText(answer.text), show_alert: answer.isAlert } : {};
  try {
    await api.answerCallbackQuery(callbackId, shown, toApiSignal(signal));
  } catch (error) {
    // Telegram forgets a click after some minutes. Its command was carried out; only nobody waits for the confirmation any more.
    if (!isTooLate(error)) throw error;
  }
}
