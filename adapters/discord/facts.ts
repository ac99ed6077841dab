import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type Attachment,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type Channel,
  type ChatInputCommandInteraction,
  type Component,
  ContainerComponent,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type MessageSnapshot,
  MessageType,
  SectionComponent,
  TextDisplayComponent,
  type TopLevelComponent,
} from 'discord.js';
import { defined } from '../../src/core/defined.ts';
import { PRIVATE_OPTION, toMenuCommand } from './register.ts';
import type { InteractionFacts } from './request.ts';
import type { MessageFacts } from './words.ts';

/** The interactions this adapter answers. */
export type AnswerableInteraction =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction;

/** False for interactions this bot never asks for: select menus and modals. */
export function isAnswerable(interaction: Interaction): interaction is AnswerableInteraction {
  return interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand() || interaction.isButton();
}

/** Reads discord.js' objects, so that the code after it works on plain data. */
export function toFacts(interaction: AnswerableInteraction | AutocompleteInteraction): InteractionFacts {
  const { id, user, channelId, guildId, channel, locale, context } = interaction;
  const asked = toAsked(interaction);
  return { id, userId: user.id, channelId, guildId, ...toParent(channel), context, locale, asked };
}

/**
 * Whether a message may be for the bot; checked before any other work, since a busy server sends a thousand a second. In private every message is. In a
 * server: one that names the bot in its text (Discord counts a reply as a mention, this does not), and a forward, which may belong to such a message.
 */
export function isForBot(message: Message, botId: string | undefined): boolean {
  const { author, system, webhookId, type, content, guildId, messageSnapshots } = message;
  const isWritten = type === MessageType.Default || type === MessageType.Reply;
  if (author.bot || webhookId !== null || system || !isWritten) return false;
  return guildId === null || messageSnapshots.size > 0 || new RegExp(`<@!?${botId}>`).test(content);
}

/** The parent channel of a thread; empty for other channels. */
export function toParent(channel: Channel | null): { parentId?: string } {
  return channel?.isThread() && channel.parentId !== null ? { parentId: channel.parentId } : {};
}

/** Whether the asker installed the bot only for themselves, so that it is not a member of this server. */
export function isByUser(interaction: AnswerableInteraction): boolean {
  const owners: Partial<Record<ApplicationIntegrationType, string>> = interaction.authorizingIntegrationOwners;
  return owners[ApplicationIntegrationType.GuildInstall] === undefined;
}

function toAsked(interaction: AnswerableInteraction | AutocompleteInteraction): InteractionFacts['asked'] {
  if (interaction.isButton()) {
    const { customId, message } = interaction;
    return { kind: 'button', customId, messageId: message.id, ephemeral: message.flags.has(MessageFlags.Ephemeral) };
  }
  if (interaction.isMessageContextMenuCommand()) {
    const { targetMessage, targetId, commandName } = interaction;
    const message = toMessageFacts(targetMessage);
    return { kind: 'menu', command: toMenuCommand(commandName), messageId: targetId, message };
  }
  const { data } = interaction.options;
  const argument = data.find(({ type }) => type === ApplicationCommandOptionType.String);
  const isPrivate = data.find(({ name }) => name === PRIVATE_OPTION)?.value;
  const picture = data.find(({ type }) => type === ApplicationCommandOptionType.Attachment)?.attachment;
  return {
    kind: 'slash',
    name: interaction.commandName,
    argument: String(argument?.value ?? ''),
    saidAt: new Date(interaction.createdTimestamp).toISOString(),
    ...defined({ private: typeof isPrivate === 'boolean' ? isPrivate : undefined }),
    ...defined({ picture: picture ? toAttachment(picture) : undefined }),
  };
}

/** The checkable parts of a message. */
export function toMessageFacts(shown: Message): MessageFacts {
  const message = toMeant(shown);
  const { displays, ...parts } = toParts(message);
  // Only the poll's question is checked: its answers are opinions of others.
  const asked = message.poll?.question.text ?? '';
  return { ...parts, displays: [...displays, asked], snapshots: [...message.messageSnapshots.values()].map(toParts) };
}

/** A thread begins with an empty message that refers to another one. */
function toMeant(message: Message): Message {
  const { type, reference, channel } = message;
  if (type !== MessageType.ThreadStarterMessage || reference?.messageId === undefined) return message;
  return channel?.messages.cache.get(reference.messageId) ?? message;
}

function toParts({
  createdTimestamp,
  content,
  embeds,
  components,
  attachments,
}: Message | MessageSnapshot): Omit<MessageFacts, 'snapshots'> {
  return {
    ...defined({ saidAt: createdTimestamp === null ? undefined : new Date(createdTimestamp).toISOString() }),
    content: content ?? '',
    embeds: (embeds ?? []).map(({ title, description, fields, footer, image, thumbnail }) => ({
      title,
      description,
      fields,
      footer: footer?.text ?? null,
      pictureUrl: image?.proxyURL ?? thumbnail?.proxyURL ?? null,
    })),
    displays: (components ?? []).flatMap(toDisplays),
    attachments: [...(attachments?.values() ?? [])].map(toAttachment),
  };
}

function toAttachment({ url, contentType, size, description }: Attachment): MessageFacts['attachments'][number] {
  return { url, contentType, size, alt: description };
}

/** The texts of a component and of its children, in order. */
function toDisplays(component: Component | TopLevelComponent): string[] {
  if (component instanceof TextDisplayComponent) return [component.content];
  if (component instanceof ContainerComponent || component instanceof SectionComponent) {
    return component.components.flatMap(toDisplays);
  }
  return [];
}
