import { fill } from './answers.ts';
import type { Call } from './call.ts';
import { readMessage } from './forms.ts';
import { countOldEdit } from './old-edits.ts';
import { EPHEMERAL, toApiChannel, toApiMessage } from './payloads.ts';
import { may, type PermissionName } from './permissions.ts';
import { refuse, refuseForm } from './refusal.ts';
import { type Channel, createMessage, known, type Message, toMoment, type World } from './world.ts';

/** Discord's type of the notice that something was pinned. */
const PINNED_NOTICE = 6;
/** How long a nonce names its message; Discord says "a few minutes". */
const NONCE_LIFE_MS = 5 * 60_000;
const INTENT = { guilds: 1, guildMessages: 1 << 9, directMessages: 1 << 12 } as const;

/** The channel, if the bot can see it. */
export function seenChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id) ?? never(10_003);
  if (channel.people || !may(world, world.bot.id, channel, 'viewChannel')) throw refuse(50_001);
  return channel;
}

/** The channel's messages as everybody sees them, oldest first. */
export function seenMessages(world: World, channel: Channel): Message[] {
  return [...world.messages.values()].filter(
    ({ channelId, ephemeralTo, deleted }) => channelId === channel.id && !ephemeralTo && !deleted,
  );
}

/** A message, if the bot can read back to it. */
export function seenMessage(world: World, channel: Channel, id: string): Message {
  need(world, channel, 'readMessageHistory', 50_001);
  return ownOrSeen(world, channel, id);
}

/** POST /channels/:channel/messages */
export function sendMessage({ world, body }: Call, id: string): unknown {
  const channel = seenChannel(world, id);
  need(world, channel, channel.thread ? 'sendMessagesInThreads' : 'sendMessages', 50_013);
  wake(world, channel);
  const recipient = channel.recipientId === undefined ? undefined : known(world.users, channel.recipientId);
  if (recipient?.closed) throw refuse(50_007);
  if (recipient && !isReachable(world, recipient.id)) throw refuse(50_278);
  const form = readMessage(world, body, { mayBeEmpty: false });
  if (form.embeds?.length) need(world, channel, 'embedLinks', 50_013);
  if (((form.flags ?? 0) & EPHEMERAL) !== 0)
    throw refuseForm([{ path: ['flags'], message: 'not on a message of its own' }]);
  const nonce = form.nonce === undefined ? undefined : String(form.nonce);
  const before = form.enforce_nonce && nonce !== undefined ? findByNonce(world, nonce) : undefined;
  if (before) return toApiMessage(world, before);
  const referenceId = form.message_reference?.message_id;
  const referenced = world.messages.get(referenceId ?? '');
  if (
    referenceId !== undefined &&
    (!referenced || referenced.deleted) &&
    form.message_reference?.fail_if_not_exists !== false
  )
    throw refuseForm([{ path: ['message_reference'], message: 'Unknown message' }]);
  const message = createMessage(world, {
    channelId: channel.id,
    authorId: world.bot.id,
    type: referenced && !referenced.deleted ? 19 : 0,
    ...(nonce === undefined ? {} : { nonce }),
    ...(referenceId === undefined ? {} : { referenceId }),
  });
  fill(message, form);
  return toApiMessage(world, message);
}

/** Of the bot's, wherever it is: Discord's documentation names no channel. */
function findByNonce(world: World, nonce: string): Message | undefined {
  const isFresh = ({ id }: Message) => world.now() - toMoment(id) < NONCE_LIFE_MS;
  return [...world.messages.values()].find(
    (one) => one.authorId === world.bot.id && one.nonce === nonce && isFresh(one),
  );
}

/** PATCH /channels/:channel/messages/:message: one's own messages, without any right but to see the channel. */
export function editMessage({ world, body }: Call, channelId: string, id: string): unknown {
  const channel = seenChannel(world, channelId);
  const message = ownOrSeen(world, channel, id);
  if (message.authorId !== world.bot.id) throw refuse(50_005);
  needAwake(channel);
  const form = readMessage(world, body, { mayBeEmpty: true });
  countOldEdit(world, message);
  message.edits += 1;
  fill(message, form);
  return toApiMessage(world, message);
}

/** DELETE /channels/:channel/messages/:message */
export function deleteMessage({ world }: Call, channelId: string, id: string): undefined {
  const channel = seenChannel(world, channelId);
  const message = ownOrSeen(world, channel, id);
  // Discord's notices count as somebody else's here, which is the stricter reading.
  if (message.authorId !== world.bot.id || message.type === PINNED_NOTICE)
    need(world, channel, 'manageMessages', 50_013);
  removeMessage(world, message);
}

/** Takes a message away, and tells it. */
export function removeMessage(world: World, message: Message): void {
  message.deleted = true;
  const { guildId } = known(world.channels, message.channelId);
  const intent = guildId === undefined ? INTENT.directMessages : INTENT.guildMessages;
  if (message.ephemeralTo === undefined)
    world.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channelId, guild_id: guildId }, intent);
}

/** PUT /channels/:channel/messages/pins/:message; everybody is told by a notice in the channel. */
export function pinMessage({ world }: Call, channelId: string, messageId: string): undefined {
  const channel = seenChannel(world, channelId);
  const message = seenMessage(world, channel, messageId);
  need(world, channel, 'pinMessages', 50_013);
  needAwake(channel);
  if (message.type === PINNED_NOTICE) throw refuse(50_021);
  if (message.pinned) return undefined;
  if (seenMessages(world, channel).filter(({ pinned }) => pinned).length >= world.pinLimit) throw refuse(30_003);
  message.pinned = true;
  const { bot } = world;
  createMessage(world, { channelId, authorId: bot.id, type: PINNED_NOTICE, referenceId: message.id });
  world.dispatch('CHANNEL_PINS_UPDATE', { channel_id: channel.id, guild_id: channel.guildId }, INTENT.guilds);
  return undefined;
}

/** DELETE /channels/:channel/messages/pins/:message */
export function unpinMessage({ world }: Call, channelId: string, messageId: string): undefined {
  const channel = seenChannel(world, channelId);
  const message = seenMessage(world, channel, messageId);
  need(world, channel, 'pinMessages', 50_013);
  needAwake(channel);
  message.pinned = false;
}

/** POST /users/@me/channels: the private chat with somebody. */
export function openDirect({ world, body }: Call): unknown {
  const userId = String((body as { recipient_id?: unknown } | undefined)?.recipient_id ?? '');
  if (!world.users.has(userId)) throw refuse(10_013);
  return toApiChannel(world, directChannel(world, userId));
}

/** The private chat of a person and the bot; there is one. */
export function directChannel(world: World, userId: string): Channel {
  const there = [...world.channels.values()].find(({ recipientId }) => recipientId === userId);
  if (there) return there;
  const channel = { id: world.nextId(), name: `@${userId}`, recipientId: userId, overwrites: new Map() };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Bots write only to people with whom they share a server, or who installed them. */
function isReachable(world: World, userId: string): boolean {
  return sharesGuild(world, userId) || known(world.users, userId).installed === true;
}

/** Whether there is a server with both in it. */
export function sharesGuild(world: World, userId: string): boolean {
  return [...world.guilds.values()].some(({ members }) => members.has(userId) && members.has(world.bot.id));
}

function ownOrSeen(world: World, channel: Channel, id: string): Message {
  return seenMessages(world, channel).find((message) => message.id === id) ?? never(10_008);
}

/** Writing in a thread brings it back, unless it is locked. */
function wake(world: World, { id, thread }: Channel): void {
  if (!thread) return;
  const channel = known(world.channels, id);
  if (thread.locked && !may(world, world.bot.id, channel, 'manageThreads')) throw refuse(160_005);
  thread.archived = false;
}

function needAwake({ thread }: Channel): void {
  if (thread?.archived) throw refuse(50_083);
}

function need(world: World, channel: Channel, right: PermissionName, code: number): void {
  const isPrivate = channel.guildId === undefined;
  if (!isPrivate && !may(world, world.bot.id, channel, right)) throw refuse(code);
}

function never(code: number): never {
  throw refuse(code);
}
