import { toPermissions } from './permissions.ts';
import {
  type Attachment,
  type Channel,
  type Guild,
  known,
  type Message,
  toMoment,
  type User,
  type World,
} from './world.ts';

/** Discord's JSON for a person. discord.js reads `public_flags` and `primary_guild` too. */
export function toApiUser({ id, name, bot }: User) {
  return {
    id,
    username: name,
    global_name: name,
    discriminator: '0',
    avatar: null,
    bot,
    public_flags: 0,
    primary_guild: null,
  };
}

export function toApiMember(world: World, guild: Guild, userId: string) {
  const member = known(guild.members, userId);
  return {
    user: toApiUser(known(world.users, userId)),
    nick: null,
    avatar: null,
    roles: member.roles,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    communication_disabled_until: member.timedOutUntil ?? null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function toApiChannel(world: World, channel: Channel) {
  const { id, name, guildId, recipientId } = channel;
  if (channel.people) {
    const recipients = channel.people.map((person) => toApiUser(known(world.users, person)));
    return { id, type: 3, name, recipients, last_message_id: null };
  }
  if (!guildId)
    return { id, type: 1, recipients: [toApiUser(known(world.users, recipientId ?? ''))], last_message_id: null };
  const members = known(world.guilds, guildId).members;
  const permission_overwrites = [...channel.overwrites].map(([of, { allow, deny }]) => ({
    id: of,
    type: members.has(of) ? 1 : 0,
    allow: allow.toString(),
    deny: deny.toString(),
  }));
  const common = { id, guild_id: guildId, name };
  if (!channel.thread) return { ...common, type: 0, position: 0, parent_id: null, permission_overwrites };
  const { parentId, archived, locked } = channel.thread;
  const since = '2026-01-01T00:00:00.000000+00:00';
  const thread_metadata = { archived, locked, auto_archive_duration: 1_440, archive_timestamp: since };
  const counts = { message_count: 0, member_count: 0, total_message_sent: 0, rate_limit_per_user: 0 };
  return { ...common, ...counts, type: 11, parent_id: parentId, owner_id: '1', flags: 0, thread_metadata };
}

/** @param channels the guild's, where they are at hand: of a thousand guilds each would look through the channels of all */
export function toApiGuild(
  world: World,
  guild: Guild,
  channels: readonly Channel[] = [...world.channels.values()].filter(({ guildId }) => guildId === guild.id),
) {
  const everyone = { id: guild.id, name: '@everyone', permissions: guild.permissions };
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    unavailable: false,
    member_count: guild.members.size,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    preferred_locale: 'en-US',
    features: [],
    roles: [everyone, ...guild.roles].map((role, position) => ({
      ...role,
      permissions: role.permissions.toString(),
      position,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      managed: false,
      mentionable: false,
      flags: 0,
    })),
    channels: channels.filter(({ thread }) => !thread).map((channel) => toApiChannel(world, channel)),
    members: [toApiMember(world, guild, world.bot.id)],
    threads: [],
    presences: [],
    voice_states: [],
    emojis: [],
    stickers: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** Discord's flags for "only you can see this" and "… is thinking". */
export const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

/** As the bot may read it: without the MessageContent intent, all that people wrote is taken out of it, and of what it refers to. */
export function toApiMessage(world: World, message: Message, { stripped = false } = {}): Record<string, unknown> {
  const { id, pinned, type, referenceId } = message;
  const at = new Date(toMoment(id)).toISOString();
  const referenced = world.messages.get(referenceId ?? '');
  const hidden = stripped && isHidden(world, message);
  return {
    id,
    channel_id: message.channelId,
    type,
    author: toApiUser(known(world.users, message.authorId)),
    content: hidden ? '' : message.content,
    embeds: hidden ? [] : message.embeds.map(toApiEmbed),
    components: hidden ? [] : message.components.map(toApiRow),
    attachments: hidden ? [] : message.attachments.map((one) => toApiAttachment(world, one)),
    ...(message.poll && !hidden
      ? { poll: { allow_multiselect: false, layout_type: 1, expiry: null, ...message.poll } }
      : {}),
    pinned,
    flags: message.flags | (message.ephemeralTo ? EPHEMERAL : 0) | (message.thinking ? LOADING : 0),
    timestamp: at,
    edited_timestamp: message.edits > 0 ? at : null,
    tts: false,
    mention_everyone: false,
    mentions: message.mentions.map((user) => toApiUser(known(world.users, user))),
    mention_roles: [],
    ...(referenceId === undefined
      ? {}
      : {
          message_reference: { type: 0, channel_id: message.channelId, message_id: referenceId },
          ...(type === 19 || type === 21
            ? {
                referenced_message:
                  referenced && !referenced.deleted ? toApiMessage(world, referenced, { stripped }) : null,
              }
            : {}),
        }),
    ...(message.snapshots.length > 0 && !hidden
      ? {
          message_reference: { type: 1, channel_id: message.channelId, message_id: id },
          message_snapshots: message.snapshots.map(({ content, embeds = [], components = [], attachments = [] }) => ({
            message: {
              content,
              type: 0,
              embeds,
              components,
              attachments: attachments.map((one) => toApiAttachment(world, one)),
              mentions: [],
              mention_roles: [],
              timestamp: at,
              flags: 0,
            },
          })),
        }
      : {}),
  };
}

/** Discord fills in what may be left out. https://discord.com/developers/docs/resources/message#embed-object-embed-field-structure */
function toApiEmbed(embed: Record<string, unknown>) {
  const fields = embed.fields as object[] | undefined;
  return { type: 'rich', ...embed, ...(fields && { fields: fields.map((field) => ({ inline: false, ...field })) }) };
}

/** Every component has a number of its own. https://discord.com/developers/docs/components/reference#anatomy-of-a-component */
function toApiRow({ components, ...row }: Message['components'][number], at: number) {
  const id = at * 6 + 1;
  return { ...row, id, components: components.map((button, place) => ({ ...button, id: id + place + 1 })) };
}

/** The bot always reads what it wrote, what mentions it, and what is written to it alone. */
function isHidden(world: World, { authorId, mentions, channelId }: Message): boolean {
  const isPrivate = known(world.channels, channelId).guildId === undefined;
  return authorId !== world.bot.id && !mentions.includes(world.bot.id) && !isPrivate;
}

/** Discord's JSON for a file. */
export function toApiAttachment(world: World, { url, contentType, size, alt: description }: Attachment) {
  const told = description === undefined ? {} : { description };
  return { id: world.nextId(), filename: 'picture', url, proxy_url: url, content_type: contentType, size, ...told };
}

/** The part of an interaction that says who asks, where, and what they may do there. */
export function toApiAsker(world: World, user: User, channel: Channel, locale: string, byUser: boolean) {
  const common = {
    channel: toApiChannel(world, channel),
    channel_id: channel.id,
    app_permissions: toPermissions(world, world.bot.id, channel).toString(),
    locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
    version: 1,
    application_id: world.bot.id,
  };
  // Who installed the bot for themselves is named, also where the server has it.
  const ofUser = byUser || user.installed ? { 1: user.id } : {};
  if (!channel.guildId) {
    const context = channel.people ? 2 : 1;
    const ofServers = byUser || channel.people ? {} : { 0: '0' };
    return { ...common, user: toApiUser(user), context, authorizing_integration_owners: { ...ofServers, ...ofUser } };
  }
  const guild = known(world.guilds, channel.guildId);
  return {
    ...common,
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...toApiMember(world, guild, user.id), permissions: toPermissions(world, user.id, channel).toString() },
    context: 0,
    authorizing_integration_owners: { ...(byUser ? {} : { 0: guild.id }), ...ofUser },
  };
}
