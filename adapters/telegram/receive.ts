import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { CommandRequest } from '../../commands/request.ts';
import type { Answers, ChatEvents, JobIntake } from '../../src/bot/chat-adapter.ts';
import type { Job } from '../../src/bot/job.ts';
import { createTakeOn } from '../../src/bot/take-on.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { toMessageKey } from './address.ts';
import { createAlbums, type Gathered, withSiblings } from './albums.ts';
import type { QuickAnswers } from './answer-now.ts';
import { type AskLog, isLater, toDigest, toMoment } from './ask-log.ts';
import { answerClick } from './deliver.ts';
import type { Inline } from './inline.ts';
import type { MessageSender } from './message-sender.ts';
import type { Self } from './message-text.ts';
import type { Presenter } from './presenter.ts';
import {
  type Asked,
  type AskedByClick,
  type AskedByMessage,
  toArrival,
  toAsked,
  toMove,
  toPinNotice,
} from './request.ts';
import { askOnce, isThere } from './rights.ts';

/** A correction follows at once; a change of an old message is no question. Our own limit. */
const FRESH_EDIT_MS = 10 * 60_000;
/** How many attempts to store a job precede an apology to its asker. */
const ACCEPT_TRIES = 3;

export interface ReceiverOptions {
  api: Api;
  service: JobIntake & Pick<Answers, 'localeOf'> & Pick<ChatEvents, 'moveChat' | 'noteMembership'>;
  self: Self;
  sender: MessageSender;
  presenter: Presenter;
  quick: QuickAnswers;
  inline: Inline;
  asks: AskLog;
  can(request: { actorId: string; chat: { id: string } }): Parameters<JobIntake['accept']>[2];
  isMember(actorId: string, chatId: string): Promise<boolean>;
  /** @param request the request that was being answered, if any */
  onFault(error: unknown, request?: CommandRequest): void;
  /** How long to wait for the next picture of an album, in ms. */
  albumPauseMs: number;
  /** The pause between two attempts to store a job, in ms. */
  retryPauseMs: number;
  /** How long sending an answer is retried, including the pauses that Telegram asks for, in ms. */
  patienceMs: number;
  signal: AbortSignal;
}

/** Updates are processed in two steps, so that none is lost in between. Neither step rejects. */
export interface Receiver {
  /** Stores what takes time. Only then may the updates be confirmed to Telegram. */
  take(updates: readonly Update[]): Promise<void>;
  /** Answers an update that was taken. */
  handle(update: Update): Promise<void>;
  /** Takes and answers held albums at once. */
  flush(): Promise<void>;
}

type Ask = ReceiverOptions['can'];
type Work = (patience: AbortSignal) => Promise<void>;

export function createReceiver(options: ReceiverOptions): Receiver {
  const { api, service, self, sender, presenter, quick, inline, asks, can, isMember, onFault, signal } = options;
  const albums = createAlbums(options.albumPauseMs, async (album) => {
    await take(album, askOnce(can));
    await handle(album.update);
  });
  const taken = new Map<number, Work>();
  const takeOn = createTakeOn({ ...service, accept: acceptPatiently }, onFault);

  async function acceptPatiently(...request: Parameters<JobIntake['accept']>): Promise<Job | undefined> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await service.accept(...request);
      } catch (error) {
        // If Telegram does not answer about rights, another attempt would keep everybody waiting again.
        const isTelegrams = error instanceof HttpError || error instanceof GrammyError;
        if (tried >= ACCEPT_TRIES || signal.aborted || isTelegrams) throw error;
        await sleep(options.retryPauseMs, undefined, { signal });
      }
    }
  }

  /** Editing a message updates its answer; an edit without a change, or of an old message, asks nothing. @returns undefined if it asks nothing */
  function noteAsk({ request, address, editedAfterMs }: AskedByMessage): { answer?: number } | undefined {
    const key = toMessageKey(address);
    const words = toDigest(`${request.command} ${request.text}`);
    const before = asks.get(key);
    // This older update arrived again after a newer one; the bot service knows it.
    const moment = toMoment(request, address);
    if (before && isLater(before, moment)) return {};
    if (editedAfterMs !== undefined && (before ? before.asked === words : editedAfterMs > FRESH_EDIT_MS))
      return undefined;
    asks.note(key, moment, words);
    return defined({ answer: before?.answer?.messageId });
  }

  async function takeMessage(asked: AskedByMessage, ask: Ask): Promise<Work | undefined> {
    const { request, address, editedAfterMs } = asked;
    const isNothing = request.unreadable && !request.about;
    // Only checks are worth repeating.
    if (isNothing || !service.isSlow(request.command)) return editedAfterMs === undefined ? answer(asked) : undefined;
    // An overheard message asks nothing that an edit could change.
    const known = request.overheard ? {} : noteAsk(asked);
    if (!known) return undefined;
    return takeOn({
      ...{ request, address: { ...address }, can: ask(request), apologise: apologise(asked) },
      isWritten: request.chat.kind === 'private' || self.mentions,
      async acknowledge(job) {
        // A refusal does not replace an existing answer.
        if (known.answer !== undefined && !job.refusal) await service.notePlaceholder(job, known.answer);
        return undefined;
      },
    });
  }

  async function takeClick(asked: AskedByClick, ask: Ask): Promise<Work | undefined> {
    const { request, address, callbackId } = asked;
    if (!request || !service.isSlow(request.command)) return answer(asked);
    const isElsewhere = request.chat.id !== String(address.chatId);
    // Whoever left a group must not write there through an old button.
    if (isElsewhere && !(await isMember(request.actorId, request.chat.id))) return answer(toSilent(asked));
    const to = isElsewhere ? { chatId: Number(request.chat.id), callbackId } : { ...address };
    const goOn = await takeOn({
      ...{ request, address: to, can: ask(request), apologise: apologise(asked), isWritten: false },
      async acknowledge({ refusal, request: { command, locale } }, patience) {
        // Refusals and posts are reported by their answers.
        if (refusal || command === 'post') return undefined;
        const text = toLocale(locale).t('telegram.checking');
        await answerClick(api, callbackId, { text, isAlert: false }, patience);
        return undefined;
      },
    });
    return goOn ?? answer(toSilent(asked));
  }

  async function toWork({ update, siblings }: Gathered, ask: Ask): Promise<Work | undefined> {
    const { message, my_chat_member: membership, inline_query: query } = update;
    if (query) return (patience) => inline.answer(query, patience);
    const notice = toPinNotice(message, self);
    if (notice) return (patience) => sender.remove(notice, patience).catch(() => undefined);
    const move = toMove(message);
    if (move) return void (await service.moveChat(String(move.from), String(move.to)));
    if (membership && membership.chat.type !== 'private') {
      sender.noteStanding(membership.chat.id);
      await service.noteMembership(String(membership.chat.id), isThere(membership.new_chat_member));
      const arrival = toArrival(update, self);
      // If the bot may not write there, greeting fails silently.
      return arrival && ((patience) => quick.greet(arrival, patience).catch(() => undefined));
    }
    const asked = withSiblings(toAsked(update, self), siblings);
    if (asked?.kind === 'message') return takeMessage(asked, ask);
    return (
      asked &&
      takeClick(asked, ask).catch((error: unknown) => {
        onFault(error, asked.request);
        return apologise(asked);
      })
    );
  }

  const apologise =
    (asked: Asked): Work =>
    async (patience) => {
      const { request } = asked;
      // If the store fails, the group's language is unknown.
      const { t } = (request && (await service.localeOf(request).catch(() => undefined))) ?? toLocale(request?.locale);
      const notice = { title: t('router.fault.title'), lines: [t('router.fault.body')] };
      if (asked.kind === 'click') {
        return answerClick(api, asked.callbackId, { text: notice.lines.join(' '), isAlert: true }, patience);
      }
      const [message] = presenter.plain(notice, asked.request.chat.kind === 'group');
      if (message) await sender.send(asked.address, message, patience);
    };

  const answer =
    (asked: Asked): Work =>
    async (patience) => {
      try {
        await (asked.kind === 'click' ? quick.toClick(asked, patience) : quick.toMessage(asked, patience));
      } catch (error) {
        if (signal.aborted) return;
        onFault(error, asked.request);
        await apologise(asked)(patience).catch(() => undefined);
      }
    };

  async function take(one: Gathered, ask: Ask): Promise<void> {
    const { update_id: id } = one.update;
    try {
      const work = await toWork(one, ask);
      if (work) taken.set(id, work);
    } catch (error) {
      onFault(error);
    }
  }

  async function handle({ update_id: id }: Update): Promise<void> {
    const work = taken.get(id);
    taken.delete(id);
    if (!work || signal.aborted) return;
    try {
      await work(AbortSignal.any([signal, AbortSignal.timeout(options.patienceMs)]));
    } catch (error) {
      if (!signal.aborted) onFault(error);
    }
  }

  return {
    async take(updates) {
      const lanes = Map.groupBy(
        updates.filter((update) => !albums.hold(update)),
        toChatId,
      );
      const ask = askOnce(can);
      await Promise.all(
        Array.from(lanes.values(), async (lane) => {
          for (const update of lane) await take({ update, siblings: [] }, ask);
        }),
      );
    },
    handle,
    flush: albums.flush,
  };
}

/** A click without a request; it still has to be answered. */
function toSilent({ kind, callbackId, address }: AskedByClick): AskedByClick {
  return { kind, callbackId, address };
}

function toChatId({ message, edited_message, callback_query, my_chat_member }: Update): number | undefined {
  return (message ?? edited_message ?? callback_query?.message ?? my_chat_member)?.chat.id;
}
