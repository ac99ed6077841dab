import { InteractionContextType } from 'discord.js';
import type { CommandRequest, Picture } from '../../commands/command.ts';
import { PICTURE_BYTES } from './limits.ts';
import { isOfDiscord } from './pictures.ts';
import { PANEL } from './render.ts';

interface AttachmentFacts {
  url: string;
  contentType?: string | null;
  size: number;
}

interface EmbedFacts {
  title?: string | null;
  description?: string | null;
  /** Where Discord itself keeps a copy of the embed's picture. */
  pictureUrl?: string | null;
}

/** A message as far as it can be checked. */
export interface MessageFacts {
  content: string;
  embeds: EmbedFacts[];
  attachments: AttachmentFacts[];
  /** The forwarded messages it carries; Discord does not say who wrote them. */
  snapshots: Omit<MessageFacts, 'snapshots'>[];
}

/** What an interaction says, as plain data. */
export interface InteractionFacts {
  id: string;
  userId: string;
  /** Null where Discord names none; a direct message to the bot has one as well. */
  channelId: string | null;
  guildId: string | null;
  /** Where it was asked; null in what old versions of the interface send. */
  context: InteractionContextType | null;
  /** Discord's locale of the person, for example `pt-BR`. */
  locale: string;
  asked:
    | { kind: 'slash'; name: string; argument: string; private?: boolean }
    | { kind: 'menu'; command: string; messageId: string; message: MessageFacts }
    | { kind: 'button'; customId: string; messageId: string; ephemeral: boolean };
}

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const LINK = /<?https?:\/\/\S+/gi;

/**
 * An interaction as a request. A chat is a channel, not the guild: what was asked in a closed channel stays there. A button's
 * `custom_id` is `command:argument`; a click below a private card asks in private.
 */
export function toCommandRequest(facts: InteractionFacts): CommandRequest {
  return {
    id: facts.id,
    platform: 'discord',
    ...toAsked(facts),
    actorId: facts.userId,
    chat: toChat(facts),
    ...(LANGUAGE_TAG.test(facts.locale) ? { locale: facts.locale } : {}),
  };
}

function toAsked({
  asked,
  channelId,
}: InteractionFacts): Pick<CommandRequest, 'command' | 'text'> & Partial<CommandRequest> {
  if (asked.kind === 'slash') {
    const { name: command, argument: text } = asked;
    return { command, text, ...(asked.private === undefined ? {} : { private: asked.private }) };
  }
  const place = channelId === null ? {} : { posting: { chatId: channelId, messageId: asked.messageId } };
  if (asked.kind === 'button') {
    const [command, text] = parseCustomId(asked.customId);
    return { command, text, ...place, ...(asked.ephemeral ? { private: true } : {}) };
  }
  if (asked.command !== 'check') return { command: asked.command, text: '', ...place };
  return { command: asked.command, ...toMessageParts(asked.message) };
}

function toChat({ channelId, guildId, context, userId }: InteractionFacts): CommandRequest['chat'] {
  const id = channelId ?? userId;
  if (guildId !== null) return { id, kind: 'group', groupId: guildId };
  // Between people, where the bot is only by the asker's installation, others read along.
  return { id, kind: context === InteractionContextType.PrivateChannel ? 'group' : 'private' };
}

/** What is to be checked of a message: its words and its pictures. */
export function toMessageParts(message: MessageFacts): Pick<CommandRequest, 'text' | 'pictures'> {
  const pictures = [message, ...message.snapshots].flatMap(toPictures);
  return { text: toMessageText(message), ...(pictures.length > 0 ? { pictures } : {}) };
}

/** What its author wrote; with what a link in it shows, where there is nothing but the link; else what was forwarded. */
function toMessageText({ content, embeds, snapshots }: Pick<MessageFacts, 'content' | 'embeds' | 'snapshots'>): string {
  const hasWords = content.replace(LINK, '').trim() !== '';
  const embedded = hasWords ? [] : embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']);
  const own = joinTexts([content, ...embedded]);
  return own || joinTexts(snapshots.map((snapshot) => toMessageText({ ...snapshot, snapshots: [] })));
}

function toPictures({ attachments, embeds }: Omit<MessageFacts, 'snapshots'>): Picture[] {
  const attached = attachments
    .filter(({ contentType, size }) => /^image\/[\w.+-]{1,40}/.test(contentType ?? '') && size <= PICTURE_BYTES)
    .map(({ url, contentType, size }) => ({ ref: url, mediaType: contentType?.split(';')[0] ?? '', size }));
  const shown = embeds.flatMap(({ pictureUrl }) => (pictureUrl ? [{ ref: pictureUrl, mediaType: 'image/*' }] : []));
  return [...attached, ...shown].filter(({ ref }) => isOfDiscord(ref));
}

function joinTexts(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n');
}

/** Whether a click asks for what takes the place of its panel. */
export function isOnPanel(customId: string): boolean {
  return customId.startsWith(PANEL);
}

function parseCustomId(customId: string): [command: string, argument: string] {
  const data = isOnPanel(customId) ? customId.slice(PANEL.length) : customId;
  const colon = data.indexOf(':');
  return colon < 0 ? [data, ''] : [data.slice(0, colon), data.slice(colon + 1)];
}
