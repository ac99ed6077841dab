import { MessageFlags } from 'discord.js';
import type { CardsReply, Reply, ReplyAction } from '../../commands/reply.ts';
import type { Job } from '../../src/bot/job.ts';
import type { Delivered, Posting } from '../../src/chat/posting.ts';
import { defined } from '../../src/core/defined.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import {
  type InteractionAddress,
  isOverCard,
  isWhispered,
  type MessageAddress,
  toAddress,
  toAnchor,
  toPlaceholder,
} from './address.ts';
import type { Calls, SentMessage } from './api.ts';
import { findChecked, withChecked } from './checked-link.ts';
import { toFault, toRefusedError } from './errors.ts';
import type { MessageBody } from './message.ts';
import {
  isChannelGone,
  isMessageGone,
  isNoAccess,
  isNotThere,
  isPersonClosed,
  isRefused,
  isTokenOver,
} from './outcomes.ts';
import type { Progress } from './progress.ts';
import { renderReply, type ShownReply } from './render.ts';

export interface DeliverOptions {
  calls: Calls;
  progress: Pick<Progress, 'end'>;
}

const EPHEMERAL: number = MessageFlags.Ephemeral;
/** The nonce suffix of a second message for the same event. */
const ANEW = '-2';

/** Delivers the answer of a job; see `ChatAdapter.deliver`. */
export function createDeliver({ calls, progress }: DeliverOptions) {
  async function byToken(
    job: Job,
    reply: ShownReply,
    address: InteractionAddress,
    signal: AbortSignal,
  ): Promise<Delivered> {
    const overCard = isOverCard(address, job);
    const whispered = overCard ? address.card?.ephemeral === true : isWhispered(job);
    const bare = renderReply(reply, toAbilities(job, { alone: whispered, byUser: address.byUser }));
    const body = whispered ? bare : withLink(bare, reply, address);
    if (reply.kind === 'notice' && reply.tone === 'refusal' && job.request.chat.kind === 'group' && !whispered) {
      // The placeholder would show it to others: it is removed first, and the asker gets a private message.
      if (overCard) await calls.editOriginal(address, { content: '', allowed_mentions: { parse: [] } }, signal);
      else await ignoring(isMessageGone, calls.deleteOriginal(address, signal));
      await calls.whisper(address, body, signal);
      return [];
    }
    try {
      return toDelivered(job, reply, await calls.editOriginal(address, body, signal));
    } catch (error) {
      if (!isMessageGone(error)) throw error;
      // Somebody deleted the placeholder: nothing more goes to the channel, and the asker still gets the answer.
      const own = renderReply(reply, toAbilities(job, { alone: true, byUser: address.byUser }));
      return toDelivered(job, reply, await calls.whisper(address, own, signal));
    }
  }

  async function withoutToken(
    job: Job,
    reply: ShownReply,
    address: InteractionAddress,
    signal: AbortSignal,
  ): Promise<Delivered> {
    const { channelId, card, byUser, userId } = address;
    // The reason for a refusal is of no use a quarter of an hour later.
    if (job.refusal) return [];
    const isOpen = job.request.private !== true && !byUser && channelId !== undefined && reply.kind === 'cards';
    if (!isOpen) return toAsker(job, reply, userId, signal);
    try {
      const body = withLink(renderReply(reply), reply, address);
      if (card && !card.ephemeral) {
        const edited = await ignoring(isMessageGone, calls.edit(channelId, card.messageId, body, signal));
        if (edited) return toDelivered(job, reply, edited);
      }
      const sent = await calls.send(channelId, body, job.request.id, signal);
      // The placeholder still says that the bot is thinking or got no answer; failing to remove it changes nothing.
      const placeholder = toPlaceholder(job);
      if (placeholder && !card) await calls.remove(channelId, placeholder.messageId).catch(() => undefined);
      return toDelivered(job, reply, sent);
    } catch (error) {
      if (isNoAccess(error)) return toAsker(job, reply, userId, signal);
      throw error;
    }
  }

  /** Sends the answer to the asker alone, in their direct messages with the bot, if they accept any. */
  async function toAsker(job: Job, reply: ShownReply, userId: string, signal: AbortSignal): Promise<Delivered> {
    try {
      const chatId = await calls.openDirect(userId, signal);
      const body = renderReply(reply, toAbilities(job, { alone: true, direct: true }));
      // Not the nonce used in the channel: Discord would take a message already there for this one.
      const sent = await calls.send(chatId, body, `to-${job.request.id}`, signal);
      return toDelivered(job, reply, { ...sent, flags: sent.flags | EPHEMERAL });
    } catch (error) {
      if (!isPersonClosed(error) && !isNoAccess(error)) throw error;
      return reply.kind === 'cards' ? 'keep' : [];
    }
  }

  async function toMessage(
    job: Job,
    reply: ShownReply,
    address: MessageAddress,
    signal: AbortSignal,
  ): Promise<Delivered> {
    const inGroup = job.request.chat.kind === 'group';
    const placeholder = toPlaceholder(job);
    if (inGroup && reply.kind === 'notice' && reply.quiet) {
      // It announces an answer that does not come.
      if (placeholder) await ignoring(isMessageGone, calls.remove(placeholder.channelId, placeholder.messageId));
      return [];
    }
    if (inGroup && job.request.private === true && reply.kind !== 'notice') {
      return toAsker(job, reply, address.userId, signal);
    }
    const body = renderReply(reply, toAbilities(job, { alone: !inGroup }));
    try {
      const { channelId } = address;
      const edited =
        placeholder &&
        (await ignoring(isMessageGone, calls.edit(placeholder.channelId, placeholder.messageId, body, signal)));
      // With the placeholder's nonce, Discord would return the deleted placeholder instead of sending the answer.
      const nonce = placeholder ? `${job.request.id}${ANEW}` : job.request.id;
      const sent = edited ?? (await calls.send(channelId, body, nonce, signal, toAnchor(address, job)));
      // Only a placeholder has no title: an earlier attempt sent it with the same nonce, and its response was lost.
      const isAnswer = sent.embeds.some(({ title }) => title);
      return toDelivered(job, reply, isAnswer ? sent : await calls.edit(channelId, sent.id, body, signal));
    } catch (error) {
      if (isPersonClosed(error)) return reply.kind === 'cards' ? 'keep' : [];
      if (inGroup && isNoAccess(error)) return toAsker(job, reply, address.userId, signal);
      throw error;
    }
  }

  async function deliver(job: Job, reply: ShownReply, signal: AbortSignal): Promise<Delivered> {
    const address = toAddress(job);
    await progress.end(job.id);
    if (address.kind === 'message') return toMessage(job, reply, address, signal);
    try {
      return await byToken(job, reply, address, signal);
    } catch (error) {
      // Only Discord knows whether the 15 minutes are over: the clock here may have been changed.
      if (!isTokenOver(error)) throw error;
    }
    return withoutToken(job, reply, address, signal);
  }

  return {
    async deliver(job: Job, reply: Reply, signal: AbortSignal): Promise<Delivered> {
      if (reply.kind === 'pin' || reply.kind === 'unpin') throw new Error(`a slow command cannot ${reply.kind}`);
      try {
        return await deliver(job, reply, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (isChannelGone(error)) {
          throw new ClaimcheckError(
            'platform-gone',
            'The Discord channel of a request is gone: there is nothing to fix.',
          );
        }
        throw isRefused(error) ? toRefusedError(error) : toFault(error);
      }
    },

    /** @param knows whether the bot still sees that channel */
    async update(posting: Posting, reply: CardsReply, knows: (channelId: string) => boolean, signal: AbortSignal) {
      const { chatId, messageId } = posting;
      try {
        // The card keeps its link to the checked message, if it can be read back.
        const link = await calls.read(chatId, messageId, signal).then(findChecked, () => undefined);
        await calls.edit(chatId, messageId, withChecked(renderReply(reply), link, reply.locale), signal);
        return 'done' as const;
      } catch (error) {
        signal.throwIfAborted();
        if (isMessageGone(error) || isChannelGone(error)) return 'gone' as const;
        return isNotThere(error) && !knows(chatId) ? ('gone' as const) : ('later' as const);
      }
    },
  };
}

/** Adds the link to the checked message to cards that others see. */
function withLink(body: MessageBody, reply: ShownReply, { checked }: InteractionAddress): MessageBody {
  return reply.kind === 'cards' ? withChecked(body, checked, reply.locale) : body;
}

/** Which actions work on a card in the place where it will stand. */
function toAbilities(job: Job, at: { alone: boolean; byUser?: boolean; direct?: boolean }) {
  const inGroup = job.request.chat.kind === 'group';
  const isOwn = !inGroup || job.request.private === true;
  return (kind: ReplyAction['kind']): boolean => {
    if (kind === 'pin' || kind === 'unpin') return inGroup && !at.alone && !at.byUser;
    if (kind === 'post') return inGroup && at.alone && !at.direct;
    // In direct messages, a group's data cannot be found.
    return !at.direct || isOwn;
  };
}

function toDelivered(job: Job, reply: ShownReply, { id, channel_id, flags }: SentMessage): Delivered {
  if (reply.kind !== 'cards') return [];
  const isAlone = job.request.chat.kind === 'private' || (flags & EPHEMERAL) !== 0;
  return [
    {
      chatId: channel_id,
      messageId: id,
      checkIds: reply.checkIds ?? reply.cards.map(({ checkId }) => checkId),
      locale: toLocale(job.request.locale).tag,
      visible: isAlone ? 'asker' : 'chat',
      ...defined({ said: reply.said }),
    },
  ];
}

/** @returns undefined if the work failed in the expected way */
async function ignoring<T>(isExpected: (error: unknown) => boolean, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isExpected(error)) return undefined;
    throw error;
  }
}
