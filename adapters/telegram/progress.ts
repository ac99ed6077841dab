import type { Api } from 'grammy';
import type { Job } from '../../src/bot/job.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { type Address, toAddress, toHanging, toPlaceholder } from './address.ts';
import { GROUP_PACE } from './limits.ts';
import { type MessageSender, type Sent, toApiSignal } from './message-sender.ts';
import type { Pace } from './pace.ts';
import { type RenderedMessage, renderNotice } from './render.ts';

export interface PlaceholderOptions {
  api: Api;
  sender: MessageSender;
  /** Stores the placeholder, before anything else happens with it. */
  note(job: Job, placeholder: number): Promise<void>;
  /** The typing indicator is shown after this, in ms. */
  typingAfterMs: number;
  /** “Checking…” is sent after this, in ms. */
  afterMs: number;
  /** Whether there is room for optional messages. */
  hasRoom: Pace['hasRoom'];
  /** The least interval between two edits of one placeholder, in ms. */
  progressEveryMs: number;
  signal: AbortSignal;
}

/** The messages that stand in for an answer until it arrives. Never rejects, except `send`. */
export interface Placeholders {
  /** The answer is awaited from now on. */
  open(job: Job): void;
  /** @param line the progress in words */
  progress(job: Job, line: string): void;
  /** The answer has arrived: nothing more is sent. @returns the placeholder's message, if there is one */
  close(job: Job): Promise<Sent | undefined>;
  /** Sends a placeholder at once, to be edited into the answer. Rejects as sending does. */
  send(job: Job, signal: AbortSignal): Promise<Sent>;
  /** The answer was sent as this message: another delivery of it edits this message. */
  keep(job: Job, sent: Sent): Promise<void>;
  /** The answer was delivered; until then a second attempt finds the same placeholder. */
  forget(job: Job): void;
  /** Stops everything: nothing more is sent for any job. */
  clear(): void;
}

/** With more jobs waiting than are answered before the typing indicator is due, it is shown at once. */
const QUICKLY_ANSWERED = 4;

interface Waiting {
  address: Address;
  /** The latest send or edit of the placeholder. */
  sending: Promise<Sent | undefined>;
  /** The typing indicator, while it is still due. */
  typing?: { timer: NodeJS.Timeout; type(): void } | undefined;
  beginning?: NodeJS.Timeout;
  progressing?: NodeJS.Timeout | undefined;
  shownAt: number;
  line?: string;
  /** The line that the placeholder shows. */
  shown?: string | undefined;
  closed: boolean;
}

export function createPlaceholders(options: PlaceholderOptions): Placeholders {
  const { api, sender, note, hasRoom, typingAfterMs, afterMs, progressEveryMs, signal } = options;
  const waiting = new Map<string, Waiting>();

  async function send(job: Job, one: Waiting, until: AbortSignal): Promise<Sent> {
    one.shown = one.line;
    const sent = await sender.send(toHanging(job), toText(job, one.line), until);
    one.shownAt = performance.now();
    await keep(job, one, sent);
    return sent;
  }

  /** Remembers the sent message, even if storing fails. A message id is meaningless in another chat than the asking one. */
  async function keep(job: Job, one: Waiting, sent: Sent): Promise<void> {
    if (sent.chatId === one.address.chatId) await note(job, sent.messageId).catch(() => undefined);
    one.sending = Promise.resolve(sent);
  }

  function add(job: Job): Waiting {
    const one: Waiting = { address: toAddress(job), sending: Promise.resolve(toSent(job)), shownAt: 0, closed: false };
    waiting.set(job.id, one);
    return one;
  }

  async function show(job: Job, one: Waiting): Promise<void> {
    const sent = await one.sending;
    if (!sent || one.closed || one.shown === one.line) return;
    // Retried once the chat's bucket has gained a token: no further line may arrive before the answer.
    if (!hasRoom(sent.chatId)) return showAfter(GROUP_PACE.everyMs, job, one);
    one.shownAt = performance.now();
    one.shown = one.line;
    // The answer waits for this edit, so that it is never overwritten by it.
    one.sending = sender.edit(sent, toText(job, one.line), signal).then(
      () => sent,
      () => sent,
    );
  }

  /** Lines that arrive while a timer is pending are shown by it. */
  function showAfter(waitMs: number, job: Job, one: Waiting): void {
    one.progressing ??= setTimeout(() => {
      one.progressing = undefined;
      void show(job, one);
    }, waitMs);
  }

  function end(one: Waiting): void {
    one.closed = true;
    clearTimeout(one.typing?.timer);
    one.typing = undefined;
    clearTimeout(one.beginning);
    clearTimeout(one.progressing);
  }

  return {
    open(job) {
      const one = add(job);
      const { chatId, topicId } = one.address;
      const topic = defined({ message_thread_id: topicId });
      const type = () => {
        one.typing = undefined;
        api.sendChatAction(chatId, 'typing', topic, toApiSignal(signal)).catch(() => undefined);
      };
      one.typing = { timer: setTimeout(type, typingAfterMs), type };
      if (waiting.size > QUICKLY_ANSWERED) for (const { typing } of waiting.values()) typeNow(typing);
      if (toSent(job)) return;
      one.beginning = setTimeout(() => {
        // Without a placeholder the answer is a message of its own, and a permanent fault surfaces then.
        if (hasRoom(chatId)) one.sending = send(job, one, signal).catch(() => undefined);
      }, afterMs);
    },
    progress(job, line) {
      const one = waiting.get(job.id) ?? (toSent(job) ? add(job) : undefined);
      if (!one || one.closed || one.line === line || signal.aborted) return;
      one.line = line;
      showAfter(Math.max(0, one.shownAt + progressEveryMs - performance.now()), job, one);
    },
    async close(job) {
      const one = waiting.get(job.id);
      if (!one) return toSent(job);
      end(one);
      return one.sending;
    },
    send: (job, until) => send(job, waiting.get(job.id) ?? add(job), until),
    keep: (job, sent) => keep(job, waiting.get(job.id) ?? add(job), sent),
    forget: (job) => void waiting.delete(job.id),
    clear() {
      for (const one of waiting.values()) end(one);
      waiting.clear();
    },
  };
}

function toSent(job: Job): Sent | undefined {
  const messageId = toPlaceholder(job);
  return messageId === undefined ? undefined : { chatId: toAddress(job).chatId, messageId };
}

function toText(job: Job, line: string | undefined): RenderedMessage {
  const { t } = toLocale(job.request.locale);
  return renderNotice({ title: t('telegram.checking'), lines: line === undefined ? [] : [line] }, { commands: [] });
}

function typeNow(typing: Waiting['typing']): void {
  clearTimeout(typing?.timer);
  typing?.type();
}
