import { InteractionContextType } from 'discord.js';
import type { CommandRequest } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import { PANEL } from './render.ts';
import { type MessageFacts, toMessageParts } from './words.ts';

/** An interaction as plain data. */
export interface InteractionFacts {
  id: string;
  userId: string;
  /** Null if Discord names none; a direct message to the bot has a channel too. */
  channelId: string | null;
  guildId: string | null;
  /** The parent channel of a thread or forum post. */
  parentId?: string;
  /** Where it was asked; null if Discord does not say. */
  context: InteractionContextType | null;
  /** The person's Discord locale, for example `pt-BR`. */
  locale: string;
  asked: /** `saidAt`: when the text was typed. */
    | {
        kind: 'slash';
        name: string;
        argument: string;
        saidAt?: string;
        private?: boolean;
        picture?: MessageFacts['attachments'][number];
      }
    | { kind: 'menu'; command: string; messageId: string; message: MessageFacts }
    | { kind: 'button'; customId: string; messageId: string; ephemeral: boolean };
}

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * An interaction as a request. A chat is a channel, not the guild: what was asked in a closed channel stays there. A button's `custom_id` is
 * `command:argument`; a click below a private card asks in private.
 */
export function toCommandRequest(facts: InteractionFacts): CommandRequest {
  return {
    id: facts.id,
    platform: 'discord',
    ...toAsked(facts),
    actorId: facts.userId,
    chat: toChat(facts),
    ...defined({ locale: LANGUAGE_TAG.test(facts.locale) ? facts.locale : undefined }),
  };
}

function toAsked({
  asked,
  channelId,
}: InteractionFacts): Pick<CommandRequest, 'command' | 'text'> & Partial<CommandRequest> {
  if (asked.kind === 'slash') {
    const { name: command, argument: text, saidAt, picture } = asked;
    const attachments = picture ? [picture] : [];
    const { pictures } = toMessageParts({ content: '', embeds: [], displays: [], attachments, snapshots: [] });
    return { command, text, ...defined({ saidAt, private: asked.private, pictures }) };
  }
  const place = channelId === null ? {} : { posting: { chatId: channelId, messageId: asked.messageId } };
  if (asked.kind === 'button') {
    const [command, text] = parseCustomId(asked.customId);
    return { command, text, ...place, ...(asked.ephemeral ? { private: true } : {}) };
  }
  if (asked.command !== 'check') return { command: asked.command, text: '', ...place };
  return { command: asked.command, text: '', about: toMessageParts(asked.message) };
}

function toChat({ channelId, guildId, parentId, context, userId }: InteractionFacts): CommandRequest['chat'] {
  const id = channelId ?? userId;
  if (guildId !== null) return { id, kind: 'group', groupId: guildId, ...defined({ parentId }) };
  // Between people, where only the asker installed the bot, others read along. The same is assumed if Discord does not say.
  return { id, kind: context === InteractionContextType.BotDM ? 'private' : 'group' };
}

/** Whether the answer to a click replaces its panel. */
export function isOnPanel(customId: string): boolean {
  return customId.startsWith(PANEL);
}

function parseCustomId(customId: string): [command: string, argument: string] {
  const data = isOnPanel(customId) ? customId.slice(PANEL.length) : customId;
  const colon = data.indexOf(':');
  return colon < 0 ? [data, ''] : [data.slice(0, colon), data.slice(colon + 1)];
}
