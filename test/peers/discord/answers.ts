import type { Call } from './call.ts';
import { type MessageForm, readCallback, readChoices, readMessage } from './forms.ts';
import { countOldEdit } from './old-edits.ts';
import { EPHEMERAL, toApiMessage } from './payloads.ts';
import { may } from './permissions.ts';
import { refuse, refuseForm } from './refusal.ts';
import { type Button, createMessage, type Interaction, known, type Message, type World } from './world.ts';

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response */
const ANSWER_WITHIN_MS = 3_000;
const TOKEN_LIFE_MS = 15 * 60_000;
const CALLBACK = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8 } as const;
/** Where the bot is only by a person's own installation. */
const MOST_FOLLOW_UPS = 5;
/** What a bot may set on an answer: SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS. */
const SETTABLE = (1 << 2) | EPHEMERAL | (1 << 12);

/** POST /interactions/:id/:token/callback: one answer each, within 3 s. */
export function answerInteraction({ world, query, body }: Call, id: string, token: string): unknown {
  const interaction = world.interactions.get(id);
  if (!interaction || interaction.token !== token) throw refuse(10_062);
  if (interaction.answered) throw refuse(40_060);
  if (world.now() - interaction.createdAt > ANSWER_WITHIN_MS) throw refuse(10_062);
  const { type, data = {} } = readCallback(body);
  const isTyping = interaction.kind === 'typing';
  if (isTyping !== (type === CALLBACK.choices))
    throw refuseForm([{ path: ['type'], message: 'not for this interaction' }]);
  const ephemeral = (Number(data.flags ?? 0) & EPHEMERAL) !== 0 || mustWhisper(world, interaction);
  let original: Message | undefined;
  if (type === CALLBACK.choices) interaction.choices = readChoices(data);
  else if (type === CALLBACK.deferredMessage) {
    original = createAnswer(world, interaction, { ephemeral, thinking: true });
  } else if (type === CALLBACK.message) {
    const form = readMessage(world, data, { mayBeEmpty: false });
    original = createAnswer(world, interaction, { ephemeral, thinking: false });
    fill(original, form);
  } else if (type === CALLBACK.deferredUpdate && interaction.messageId !== undefined) {
    original = known(world.messages, interaction.messageId);
  } else {
    throw refuseForm([{ path: ['type'], message: `the stand-in does not know callback type ${type} here` }]);
  }
  interaction.answered = { at: world.now(), type, ephemeral };
  if (original) interaction.originalId = original.id;
  if (query.get('with_response') !== 'true') return undefined;
  // The message itself is only told where it is complete, which a deferred one is not.
  const message = type === CALLBACK.message && original ? { message: toApiMessage(world, original) } : {};
  const said = {
    response_message_id: original?.id ?? null,
    response_message_loading: type === CALLBACK.deferredMessage,
    response_message_ephemeral: ephemeral,
  };
  return { interaction: { id, type: interaction.kind === 'typing' ? 4 : 2, ...said }, resource: { type, ...message } };
}

/** Who may not use apps from outside there, uses them for themselves alone. */
function mustWhisper(world: World, { userId, channelId, byUser }: Interaction): boolean {
  const channel = known(world.channels, channelId);
  return byUser === true && channel.guildId !== undefined && !may(world, userId, channel, 'useExternalApps');
}

/**
 * POST /webhooks/:app/:token: a further message. While the acknowledgement still "thinks", the message takes its place, and
 * is as public or private as that was, whatever its own flags say.
 */
export function followUp({ world, body }: Call, app: string, token: string): unknown {
  const interaction = toInteraction(world, app, token);
  const form = readMessage(world, body, { mayBeEmpty: false });
  const original = world.messages.get(interaction.originalId ?? '');
  if (original?.thinking && !original.deleted) {
    fill(original, form);
    return toApiMessage(world, original);
  }
  interaction.followUps += 1;
  if (interaction.byUser && interaction.followUps > MOST_FOLLOW_UPS) throw refuse(40_094);
  const message = createAnswer(world, interaction, {
    ephemeral: ((form.flags ?? 0) & EPHEMERAL) !== 0,
    thinking: false,
  });
  fill(message, form);
  return toApiMessage(world, message);
}

export function getReply({ world }: Call, app: string, token: string, id: string): unknown {
  return toApiMessage(world, toReply(world, app, token, id));
}

export function editReply({ world, body }: Call, app: string, token: string, id: string): unknown {
  const message = toReply(world, app, token, id);
  const form = readMessage(world, body, { mayBeEmpty: !message.thinking });
  countOldEdit(world, message);
  if (!message.thinking) message.edits += 1;
  fill(message, form);
  return toApiMessage(world, message);
}

export function deleteReply({ world }: Call, app: string, token: string, id: string): undefined {
  toReply(world, app, token, id).deleted = true;
}

function toInteraction(world: World, app: string, token: string): Interaction {
  const interaction = [...world.interactions.values()].find((one) => one.token === token);
  if (app !== world.bot.id || !interaction) throw refuse(50_027);
  if (world.now() - interaction.createdAt > TOKEN_LIFE_MS) throw refuse(50_027);
  if (!interaction.answered) throw refuse(10_015);
  return interaction;
}

function toReply(world: World, app: string, token: string, id: string): Message {
  const interaction = toInteraction(world, app, token);
  const isOriginal = id === '@original' || id === interaction.originalId;
  const message = world.messages.get(id === '@original' ? (interaction.originalId ?? '') : id);
  if (!message || message.deleted || (!isOriginal && message.interactionId !== interaction.id)) throw refuse(10_008);
  return message;
}

function createAnswer(world: World, from: Interaction, how: { ephemeral: boolean; thinking: boolean }): Message {
  return createMessage(world, {
    channelId: from.channelId,
    authorId: world.bot.id,
    type: 20,
    thinking: how.thinking,
    interactionId: from.id,
    ...(how.ephemeral ? { ephemeralTo: from.userId } : {}),
  });
}

/** Puts what was sent into a message. */
export function fill(message: Message, form: MessageForm): void {
  if (((form.flags ?? 0) & ~SETTABLE) !== 0)
    throw refuseForm([{ path: ['flags'], message: 'a flag that cannot be set' }]);
  if (form.content !== undefined) message.content = form.content ?? '';
  if (form.embeds !== undefined) message.embeds = form.embeds ?? [];
  if (form.components !== undefined) {
    message.components = (form.components ?? []) as { type: number; components: Button[] }[];
  }
  message.thinking = false;
}
