import { z } from 'zod';
import type { Job } from '../../src/bot/job.ts';

/** An interaction: it can be answered through its token for 15 minutes. */
const INTERACTION = z.object({
  kind: z.literal('interaction'),
  applicationId: z.string(),
  token: z.string(),
  userId: z.string(),
  channelId: z.string().exactOptional(),
  /** The asker installed the bot for themselves and the server did not: it can post there only through the token. */
  byUser: z.boolean(),
  /** A link to the checked message, for a card that others see. */
  checked: z.string().exactOptional(),
  /** The message whose button was clicked, if the answer replaces it. */
  card: z.object({ messageId: z.string(), ephemeral: z.boolean() }).exactOptional(),
});

/** A message to the bot, in private or by a mention. */
const MESSAGE = z.object({
  kind: z.literal('message'),
  userId: z.string(),
  channelId: z.string(),
  messageId: z.string(),
  /** The message that this one replies to, if that is the one to check. */
  checkedId: z.string().exactOptional(),
});

const ADDRESS = z.discriminatedUnion('kind', [INTERACTION, MESSAGE]);
const PLACEHOLDER = z.object({ channelId: z.string(), messageId: z.string() });

/** Where the answer to a job goes; plain data that survives a restart. Holds a token: never log it. */
export type Address = z.output<typeof ADDRESS>;
export type InteractionAddress = z.output<typeof INTERACTION>;
export type MessageAddress = z.output<typeof MESSAGE>;

/** The message that is later edited into the answer. */
export type Placeholder = z.output<typeof PLACEHOLDER>;

/** @throws ZodError if no version of this adapter wrote the address */
export function toAddress({ address }: Pick<Job, 'address'>): Address {
  return ADDRESS.parse(address);
}

/** The placeholder, if the job has one. */
export function toPlaceholder({ placeholder }: Pick<Job, 'placeholder'>): Placeholder | undefined {
  return PLACEHOLDER.safeParse(placeholder).data;
}

/** Whether the answer is written over the card whose button was clicked; a refusal never is. */
export function isOverCard({ card }: InteractionAddress, { refusal }: Pick<Job, 'refusal'>): boolean {
  return card !== undefined && refusal === undefined;
}

/** The message that the answer replies to: the checked one; for a refusal the asker's own. */
export function toAnchor({ checkedId, messageId }: MessageAddress, { refusal }: Pick<Job, 'refusal'>): string {
  return refusal === undefined ? (checkedId ?? messageId) : messageId;
}

/** Whether only the asker can see the answer to an interaction. A group needs a flag for that; a private chat does not. */
export function isWhispered({ request }: Pick<Job, 'request'>): boolean {
  return request.private === true && request.chat.kind === 'group';
}
