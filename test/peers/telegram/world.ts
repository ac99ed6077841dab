import { EventEmitter } from 'node:events';
import type {
  Chat,
  ChatAdministratorRights,
  ChatMember,
  ChatPermissions,
  Message,
  MessageEntity,
  User,
} from 'grammy/types';

/** A person or a bot. */
export type PeerUser = User;

/** How somebody stands in a chat; for an administrator, with the rights that were given. */
export type Standing = 'creator' | 'member' | 'left' | 'kicked' | { rights: Partial<ChatAdministratorRights> };

/** A chat with everything that is in it. */
export interface PeerChat {
  id: number;
  chat: Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat;
  standings: Map<number, Standing>;
  messages: Map<number, Message>;
  /** Ids of pinned messages, the newest last. */
  pins: { messageId: number; silent: boolean }[];
  /** Ids of a forum's topics. */
  topics: Set<number>;
  nextMessageId: number;
  /** The bot's reactions by message. */
  reactions: Map<number, string[]>;
  /** Nobody but administrators may write, and the bot is none. */
  muted?: boolean;
  /** Telegram does not say who is in it, but to administrators. */
  hidden?: boolean;
  /** What every member may do. */
  permissions?: ChatPermissions;
  /** The supergroup that this group has become. */
  movedTo?: number;
  /** The bot that spoke last: commands without a name are for it. */
  lastBotId?: number;
}

/** Something that happened, for those who wait for it. */
interface PeerEvents {
  message: [message: Message, chat: PeerChat];
  request: [request: { method: string; payload: Record<string, unknown> }];
  answer: [answer: CallbackAnswer];
  inline: [answer: InlineAnswer];
  guest: [];
  whisper: [whisper: Whisper];
  reaction: [messageId: number, chat: PeerChat];
  /** Something somebody could see is different now. */
  change: [];
}

/** What somebody sees who types after the bot's name. */
export interface InlineAnswer {
  queryId: string;
  results: {
    id: string;
    title: string;
    description?: string;
    message: { text: string; entities?: MessageEntity[] };
  }[];
  button: string | undefined;
}

/** What one person alone sees in a group. */
export interface Whisper {
  chatId: number;
  receiverId: number;
  text: string;
}

/** What a click was answered with. */
export interface CallbackAnswer {
  callbackId: string;
  text?: string;
  showAlert: boolean;
}

/** Everything that stands between the methods of the API and the people in the chats. */
export interface World {
  bot: User & { username: string };
  users: Map<number, PeerUser>;
  chats: Map<number, PeerChat>;
  /** Clicks that have not been answered yet. */
  openCallbacks: Map<string, { from: PeerUser; message: Message }>;
  answers: CallbackAnswer[];
  openInlineQueries: Set<string>;
  commands: Map<string, { command: string; description: string }[]>;
  descriptions: Map<string, string>;
  shortDescriptions: Map<string, string>;
  /** Files by id. */
  files: Map<string, { path: string; size: number; bytes: Uint8Array }>;
  /** Privacy mode, and inline mode, as set with BotFather. */
  privacy: boolean;
  inline: boolean;
  groups: boolean;
  /** Guest mode, as set with BotFather. */
  guests: boolean;
  /** Whether the server knows messages for one person (Bot API 10.2). */
  ephemeral: boolean;
  whispers: Whisper[];
  /** Hosts that no message may lead to. */
  harmful: Set<string>;
  webhookUrl: string;
  events: EventEmitter<PeerEvents>;
  /** Unix time in seconds, as Telegram dates messages. */
  now(): number;
  nextId(): number;
}

/** An empty world with one bot in it. */
export function createWorld(options: {
  botUsername: string;
  now: () => Date;
  privacy: boolean;
  inline: boolean;
  groups: boolean;
  guests: boolean;
  ephemeral: boolean;
  idsAfter: number;
}): World {
  const { botUsername, now, privacy, inline, groups, guests, ephemeral, idsAfter } = options;
  // As long as people’s ids are today: a short number stands in any log.
  let last = 5_000_001_000 + idsAfter;
  const bot = { id: 700_000_001, is_bot: true, first_name: 'Claimcheck', username: botUsername };
  return {
    bot,
    users: new Map([[bot.id, bot]]),
    chats: new Map(),
    openCallbacks: new Map(),
    answers: [],
    openInlineQueries: new Set(),
    commands: new Map(),
    descriptions: new Map(),
    shortDescriptions: new Map(),
    files: new Map(),
    privacy,
    inline,
    groups,
    guests,
    ephemeral,
    whispers: [],
    harmful: new Set(),
    webhookUrl: '',
    events: new EventEmitter<PeerEvents>().setMaxListeners(2000),
    now: () => Math.floor(now().getTime() / 1000),
    nextId: () => ++last,
  };
}

/** A message before its chat has given it an id and a date; in Telegram's field names. */
export type MessageDraft = { from: PeerUser } & Readonly<Record<string, unknown>>;

/** Puts a message into a chat, and tells those who wait for one. */
export function addMessage(world: World, place: PeerChat, draft: MessageDraft): Message {
  const message: unknown = { message_id: place.nextMessageId++, date: world.now(), chat: place.chat, ...draft };
  const complete = message as Message;
  place.messages.set(complete.message_id, complete);
  if (draft.from.is_bot && draft.sender_chat === undefined) place.lastBotId = draft.from.id;
  world.events.emit('message', complete, place);
  world.events.emit('change');
  return complete;
}

/** A message as a reply to it shows it: without the one that it itself replies to. */
export function toReplied({ reply_to_message: _deeper, ...message }: Message): Omit<Message, 'reply_to_message'> {
  return message;
}

const NO_RIGHTS: ChatAdministratorRights = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: false,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: false,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_send_welcome_messages: false,
};

/** The ChatMember object that Telegram answers for a standing. */
export function toChatMember(user: PeerUser, standing: Standing): ChatMember {
  if (typeof standing === 'object') {
    return {
      ...NO_RIGHTS,
      ...standing.rights,
      status: 'administrator',
      user,
      can_be_edited: false,
      is_anonymous: false,
    };
  }
  switch (standing) {
    case 'creator':
      return { status: 'creator', user, is_anonymous: false };
    case 'member':
      return { status: 'member', user };
    case 'left':
      return { status: 'left', user };
    case 'kicked':
      return { status: 'kicked', user, until_date: 0 };
  }
}

/** Whether a standing allows to delete what others wrote. */
export function mayDelete(place: PeerChat, userId: number): boolean {
  const standing = place.standings.get(userId);
  return standing === 'creator' || (typeof standing === 'object' && standing.rights.can_delete_messages === true);
}

/** Whether a standing allows to pin: creators may, administrators with the right. */
export function mayPin(place: PeerChat, userId: number): boolean {
  if (place.chat.type === 'private') return true;
  const standing = place.standings.get(userId);
  return standing === 'creator' || (typeof standing === 'object' && standing.rights.can_pin_messages === true);
}
