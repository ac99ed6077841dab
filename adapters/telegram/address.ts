import { z } from 'zod';
import { toCheckedMessage } from '../../commands/request.ts';
import type { Job } from '../../src/bot/job.ts';
import { defined } from '../../src/core/defined.ts';
import type { Target } from './message-sender.ts';

const ADDRESS = z.object({
  chatId: z.number(),
  /** The message to answer or, for a click, the card with the button; absent if the answer replies to nothing. */
  messageId: z.number().exactOptional(),
  /** When the message was last changed, in seconds since 1970, as Telegram counts. */
  at: z.number().exactOptional(),
  /** Set only in a forum's topic: elsewhere Telegram refuses the number of a mere reply thread. */
  topicId: z.number().exactOptional(),
  /** Set for a click, whose answer replaces the card. */
  callbackId: z.string().exactOptional(),
});

/** Where the answer to a job goes. */
export type Address = z.output<typeof ADDRESS>;

/** @throws ZodError if no version of this adapter wrote the address */
export function toAddress({ address }: Pick<Job, 'address'>): Address {
  return ADDRESS.parse(address);
}

/** What a card replies to: the checked message, or the asking one if the checked message is gone. */
export function toHanging(job: Pick<Job, 'address' | 'request'>): Target {
  const { chatId, messageId, topicId } = toAddress(job);
  const asking = defined({ messageId, topicId });
  const checked = Number(toCheckedMessage(job.request) ?? messageId);
  return { chatId, ...asking, ...(messageId !== undefined && checked !== messageId && { aboutId: checked }) };
}

/** Private chats and plain groups have no addresses. Source: https://core.telegram.org/api/links#message-links */
export function toMessageLink(chatId: string, messageId: string): string | undefined {
  const [, channel] = /^-100(\d+)$/.exec(chatId) ?? [];
  return channel && `https://t.me/c/${channel}/${messageId}`;
}

/** The placeholder's message id, if the job has one. */
export function toPlaceholder({ placeholder }: Pick<Job, 'placeholder'>): number | undefined {
  return typeof placeholder === 'number' ? placeholder : undefined;
}

/** The key of a message in the ask log, and of its turn. */
export function toMessageKey({ chatId, messageId }: Address): string {
  return `${chatId}/${messageId ?? ''}`;
}

/** Whether the chat awaits the answer, as it does for a message; a click is acknowledged separately. Never throws. */
export function isAwaited({ address }: Pick<Job, 'address'>): boolean {
  const { data } = ADDRESS.safeParse(address);
  return data !== undefined && data.callbackId === undefined;
}
