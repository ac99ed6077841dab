import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
} from 'discord.js';
import type { InteractionFacts, MessageFacts } from './request.ts';

/** The interactions this adapter answers. */
export type AnswerableInteraction =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction;

/** False for what this bot never asks for: menus of choices, forms, autocomplete. */
export function isAnswerable(interaction: Interaction): interaction is AnswerableInteraction {
  return interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand() || interaction.isButton();
}

/** Reads discord.js' objects; everything behind it works on plain data. */
export function toFacts(interaction: AnswerableInteraction): InteractionFacts {
  const { id, user, channelId, guildId, locale } = interaction;
  return { id, userId: user.id, channelId, guildId, locale, asked: toAsked(interaction) };
}

function toAsked(interaction: AnswerableInteraction): InteractionFacts['asked'] {
  if (interaction.isButton()) return { kind: 'button', customId: interaction.customId };
  if (interaction.isMessageContextMenuCommand()) {
    return { kind: 'menu', message: toMessageFacts(interaction.targetMessage) };
  }
  const option = interaction.options.data.find(({ type }) => type === ApplicationCommandOptionType.String);
  return { kind: 'slash', name: interaction.commandName, argument: String(option?.value ?? '') };
}

function toMessageFacts({ content, embeds, messageSnapshots }: Message): MessageFacts {
  return {
    content,
    embeds: embeds.map(({ title, description }) => ({ title, description })),
    snapshots: messageSnapshots.map((snapshot) => ({ content: snapshot.content ?? '' })),
  };
}
