import { z } from 'zod';
import { toCheckedMessage } from '../../commands/request.ts';
import type { Job } from '../../src/bot/job.ts';
import { defined } from '../../src/core/defined.ts';
import type { Target } from './message-sender.ts';

const ADDRESS = z.object({
  chatId: z.number(),
  /** The message that is answered or, for a click, the card its button stands on; absent where the answer stands alone. */
  messageId: z.number().exactOptional(),
  /** When the message was last changed, in Telegram's seconds. */
  at: z.number().exactOptional(),
  /** Only in a forum's topic: elsewhere Telegram refuses the number of a mere thread of replies. */
  topicId: z.number().exactOptional(),
  /** A click; its answer takes the place of the card. */
  callbackId: z.string().exactOptional(),
});

/** Where the answer to a job goes. */
export type Address = z.output<typeof ADDRESS>;

/** @throws ZodError for what no version of this adapter wrote */
export function toAddress({ address }: Pick<Job, 'address'>): Address {
  return ADDRESS.parse(address);
}

/** Where a card hangs: on the message that is checked and, where that one is gone, on the one that asked. */
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

/** By which a message is known again. */
export function toMessageKey({ chatId, messageId }: Address): string {
  return `${chatId}/${messageId ?? ''}`;
}

/** Whether its answer is awaited in the chat, as that to a message is. A click is acknowledged by itself; never throws. */
export function isAwaited({ address }: Pick<Job, 'address'>): boolean {
  const { data } = ADDRESS.safeParse(address);
  return data !== undefined && data.callbackId === undefined;
}
