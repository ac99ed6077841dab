import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { CommandRequest } from '../../commands/request.ts';
import type { Answers, ChatEvents, JobIntake } from '../../src/bot/chat-adapter.ts';
import type { Job } from '../../src/bot/job.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { type Address, toMessageKey } from './address.ts';
import { createAlbums, type Gathered, withSiblings } from './albums.ts';
import type { QuickAnswers } from './answer-now.ts';
import { type AskLog, isLater, toDigest, toMoment } from './ask-log.ts';
import { answerClick } from './deliver.ts';
import type { Inline } from './inline.ts';
import type { MessageSender } from './message-sender.ts';
import type { Self } from './message-text.ts';
import type { Presenter } from './presenter.ts';
import type { Placeholders } from './progress.ts';
import { type Asked, type AskedByClick, type AskedByMessage, toAsked, toMove, toPinNotice } from './request.ts';
import { askOnce, isThere } from './rights.ts';

/** Whoever mends a slip of the pen asks at once; a change of something old is no question. Ours. */
const FRESH_EDIT_MS = 10 * 60_000;
/** How often a job is tried to be written down before its asker is told. */
const ACCEPT_TRIES = 3;

export interface ReceiverOptions {
  api: Api;
  service: JobIntake & Pick<Answers, 'localeOf'> & Pick<ChatEvents, 'moveChat' | 'noteMembership'>;
  self: Self;
  sender: MessageSender;
  presenter: Presenter;
  placeholders: Placeholders;
  quick: QuickAnswers;
  inline: Inline;
  asks: AskLog;
  can(request: { actorId: string; chat: { id: string } }): Parameters<JobIntake['accept']>[2];
  isMember(actorId: string, chatId: string): Promise<boolean>;
  onFault(error: unknown, asked: Asked | undefined, update: Update): void;
  /** How long the next picture of an album is waited for, in ms. */
  albumPauseMs: number;
  /** Between two tries to write a job down, in ms. */
  retryPauseMs: number;
  /** How long Telegram is tried with an answer, pauses it asks for included, in ms. */
  patienceMs: number;
  signal: AbortSignal;
}

/** Updates come in two steps, so that nothing is lost between them. Neither rejects. */
export interface Receiver {
  /** Writes down what takes time. Only then may the updates be confirmed to Telegram. */
  take(updates: readonly Update[]): Promise<void>;
  /** Answers an update that was taken. */
  handle(update: Update): Promise<void>;
  /** Takes and answers at once what is waited with, of albums. */
  flush(): Promise<void>;
}

type Ask = ReceiverOptions['can'];
type Taken = { asked: Asked; job?: Job; failed?: boolean } | { work(signal: AbortSignal): Promise<void> };

export function createReceiver(options: ReceiverOptions): Receiver {
  const { api, service, self, sender, presenter, placeholders, quick, inline, asks, can, isMember, onFault, signal } =
    options;
  const albums = createAlbums(options.albumPauseMs, async (album) => {
    await takeSafely(album, askOnce(can));
    await handle(album.update);
  });
  const taken = new Map<number, Taken>();

  async function acceptPatiently(request: CommandRequest, address: Address, ask: Ask): Promise<Job | undefined> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await service.accept(request, address, ask(request));
      } catch (error) {
        // A Telegram that does not say who may what would keep everybody waiting once more.
        const isTelegrams = error instanceof HttpError || error instanceof GrammyError;
        if (tried >= ACCEPT_TRIES || signal.aborted || isTelegrams) throw error;
        await sleep(options.retryPauseMs, undefined, { signal });
      }
    }
  }

  /** A changed message changes its answer; what only looks changed, or is old, asks nothing. @returns whether it asks */
  function noteAsk({ request, address, editedAfterMs }: AskedByMessage): { answer?: number } | undefined {
    const key = toMessageKey(address);
    const words = toDigest(`${request.command} ${request.text}`);
    const before = asks.get(key);
    // It comes again after what was changed; the bot service knows it.
    const moment = toMoment(request, address);
    if (before && isLater(before, moment)) return {};
    if (editedAfterMs !== undefined && (before ? before.asked === words : editedAfterMs > FRESH_EDIT_MS))
      return undefined;
    asks.note(key, moment, words);
    return defined({ answer: before?.answer?.messageId });
  }

  async function takeMessage(asked: AskedByMessage, update: Update, ask: Ask): Promise<void> {
    const { request, editedAfterMs } = asked;
    const isNothing = request.unreadable && !request.about;
    if (isNothing || !service.isSlow(request.command)) {
      // Only what is checked is worth doing again.
      if (editedAfterMs === undefined) taken.set(update.update_id, { asked });
      return;
    }
    // What was overheard asks nothing that an edit could change.
    const known = request.overheard ? {} : noteAsk(asked);
    if (!known) return;
    const job = await acceptPatiently(request, asked.address, ask);
    if (!job) return;
    taken.set(update.update_id, { asked, job });
    // A refusal does not take the place of an answer that stands.
    if (known.answer !== undefined && !job.refusal) await service.notePlaceholder(job, known.answer);
  }

  async function takeClick(asked: AskedByClick, update: Update, ask: Ask): Promise<void> {
    const { request, address } = asked;
    if (!request || !service.isSlow(request.command)) return void taken.set(update.update_id, { asked });
    const isElsewhere = request.chat.id !== String(address.chatId);
    // Who has left a group does not write there by an old button.
    if (isElsewhere && !(await isMember(request.actorId, request.chat.id))) {
      return void taken.set(update.update_id, { asked: toSilent(asked) });
    }
    const to = isElsewhere ? { chatId: Number(request.chat.id), callbackId: asked.callbackId } : address;
    const job = await acceptPatiently(request, to, ask);
    taken.set(update.update_id, job ? { asked, job } : { asked: toSilent(asked) });
  }

  async function takeOne({ update, siblings }: Gathered, ask: Ask): Promise<void> {
    const { message, my_chat_member: membership, inline_query: query } = update;
    if (query) return void taken.set(update.update_id, { work: (patience) => inline.answer(query, patience) });
    const notice = toPinNotice(message, self);
    if (notice)
      return void taken.set(update.update_id, {
        work: (patience) => sender.remove(notice, patience).catch(() => undefined),
      });
    const move = toMove(message);
    if (move) return service.moveChat(String(move.from), String(move.to));
    if (membership && membership.chat.type !== 'private') {
      sender.noteStanding(membership.chat.id);
      return service.noteMembership(String(membership.chat.id), isThere(membership.new_chat_member));
    }
    const asked = withSiblings(toAsked(update, self), siblings);
    try {
      if (asked?.kind === 'message') await takeMessage(asked, update, ask);
      else if (asked) await takeClick(asked, update, ask);
    } catch (error) {
      onFault(error, asked, update);
      if (asked) taken.set(update.update_id, { asked, failed: true });
    }
  }

  /** Where the store is in the way, the group's language is not known. */
  const localeOf = async (request: CommandRequest | undefined) =>
    (request && (await service.localeOf(request).catch(() => undefined))) ?? toLocale(request?.locale);

  async function tellFailed(asked: Asked, patience: AbortSignal): Promise<void> {
    const { t } = await localeOf(asked.request);
    const notice = { title: t('router.fault.title'), lines: [t('router.fault.body')] };
    if (asked.kind === 'click') {
      return answerClick(api, asked.callbackId, { text: notice.lines.join(' '), isAlert: true }, patience);
    }
    const [message] = presenter.plain(notice, asked.request.chat.kind === 'group');
    if (message) await sender.send(asked.address, message, patience);
  }

  async function begin(asked: Asked, job: Job, patience: AbortSignal): Promise<void> {
    const { request, refusal } = job;
    if (asked.kind === 'message' && (request.chat.kind === 'private' || self.mentions)) {
      if (!(await service.standsAlone(job, signal))) return;
    }
    const isWhispered = request.chat.kind === 'group' && request.private === true;
    if (asked.kind === 'message' && !refusal && !isWhispered) placeholders.open(job);
    service.begin(job);
    // What comes of the others is said by their answer.
    if (asked.kind !== 'click' || refusal || request.command === 'post') return;
    const text = toLocale(request.locale).t('telegram.checking');
    await answerClick(api, asked.callbackId, { text, isAlert: false }, patience);
  }

  const takeSafely = (one: Gathered, ask: Ask) =>
    takeOne(one, ask).catch((error: unknown) => onFault(error, undefined, one.update));

  async function handle(update: Update): Promise<void> {
    const one = taken.get(update.update_id);
    taken.delete(update.update_id);
    if (!one || signal.aborted) return;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(options.patienceMs)]);
    const asked = 'asked' in one ? one.asked : undefined;
    try {
      if ('work' in one) await one.work(patience);
      else if (one.failed) await tellFailed(one.asked, patience);
      else if (one.job) await begin(one.asked, one.job, patience);
      else if (one.asked.kind === 'click') await quick.toClick(one.asked, patience);
      else await quick.toMessage(one.asked, patience);
    } catch (error) {
      if (signal.aborted) return;
      onFault(error, asked, update);
      // A job says itself what became of it.
      if (asked && 'asked' in one && !one.job && !one.failed) await tellFailed(asked, patience).catch(() => undefined);
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
          for (const update of lane) await takeSafely({ update, siblings: [] }, ask);
        }),
      );
    },
    handle,
    flush: albums.flush,
  };
}

/** A click that asks for nothing any more; it still has to be answered. */
function toSilent({ kind, callbackId, address }: AskedByClick): AskedByClick {
  return { kind, callbackId, address };
}

function toChatId({ message, edited_message, callback_query, my_chat_member }: Update): number | undefined {
  return (message ?? edited_message ?? callback_query?.message ?? my_chat_member)?.chat.id;
}
