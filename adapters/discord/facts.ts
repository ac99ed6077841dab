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

/** False for what this bot never asks for: menus of choices, forms. */
export function isAnswerable(interaction: Interaction): interaction is AnswerableInteraction {
  return interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand() || interaction.isButton();
}

/** Reads discord.js' objects; everything behind it works on plain data. */
export function toFacts(interaction: AnswerableInteraction | AutocompleteInteraction): InteractionFacts {
  const { id, user, channelId, guildId, channel, locale, context } = interaction;
  const asked = toAsked(interaction);
  return { id, userId: user.id, channelId, guildId, ...toParent(channel), context, locale, asked };
}

/**
 * Whether a message may be for the bot; looked at before anything is done for it, since a busy server has a thousand a second. In private all is; in a
 * server what names the bot (a reply to it counts as a mention for Discord, and is none), and a forward, which may belong to that.
 */
export function isForBot(message: Message, botId: string | undefined): boolean {
  const { author, system, webhookId, type, content, guildId, messageSnapshots } = message;
  const isWritten = type === MessageType.Default || type === MessageType.Reply;
  if (author.bot || webhookId !== null || system || !isWritten) return false;
  return guildId === null || messageSnapshots.size > 0 || new RegExp(`<@!?${botId}>`).test(content);
}

/** The channel of a thread; nothing where it is none. */
export function toParent(channel: Channel | null): { parentId?: string } {
  return channel?.isThread() && channel.parentId !== null ? { parentId: channel.parentId } : {};
}

/** Whether the bot itself is not where this was asked: only the asker has installed it, for themselves. */
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

/** What a message holds. */
export function toMessageFacts(shown: Message): MessageFacts {
  const message = toMeant(shown);
  const { displays, ...parts } = toParts(message);
  // Its answers are what others think of it.
  const asked = message.poll?.question.text ?? '';
  return { ...parts, displays: [...displays, asked], snapshots: [...message.messageSnapshots.values()].map(toParts) };
}

/** A thread begins with an empty message that shows another one. */
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

/** The texts of a component and of those within it, in their order. */
function toDisplays(component: Component | TopLevelComponent): string[] {
  if (component instanceof TextDisplayComponent) return [component.content];
  if (component instanceof ContainerComponent || component instanceof SectionComponent) {
    return component.components.flatMap(toDisplays);
  }
  return [];
}
