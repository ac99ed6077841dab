import type { Message } from 'grammy/types';
import type { Callers } from '../callers.ts';
import { createGuests, type Summoning } from './guests.ts';
import { createMethods } from './methods.ts';
import { createPeople, type People } from './people.ts';
import { createPeerServer, type Fault, type JournalEntry } from './server.ts';
import { createUpdateQueue } from './update-queue.ts';
import { createWebhooks } from './webhook.ts';
import {
  type CallbackAnswer,
  createWorld,
  type PeerChat,
  type PeerUser,
  type Standing,
  type Whisper,
  type World,
} from './world.ts';

export { linksOf } from './reading.ts';
export type { PeerChat, PeerUser };

export interface TelegramPeerOptions {
  /** Without "@". */
  botUsername?: string;
  /** Privacy mode, on by default as with BotFather: in groups the bot hears commands and replies to it, no more. */
  privacy?: boolean;
  /** Inline mode, off by default as with BotFather. */
  inline?: boolean;
  /** Whether it can be added to groups, as it can by default. */
  groups?: boolean;
  /** Guest mode, off by default. */
  guests?: boolean;
  /** Messages that one person sees in a group (Bot API 10.2); a server from before shows them to all, and is the default. */
  ephemeral?: boolean;
  now?: () => Date;
  /** Added to the ids of people, chats and updates: a bot's store remembers those of a Telegram before. */
  idsAfter?: number;
}

interface GroupOptions {
  title?: string;
  creator?: PeerUser;
  admins?: { user: PeerUser; rights: Exclude<Standing, string>['rights'] }[];
  members?: PeerUser[];
  /** How the bot stands there; an ordinary member by default, and so without the right to pin. */
  bot?: Standing;
  forum?: boolean;
}

/** A Telegram on loopback: one bot, people, and chats; it talks to the real client and refuses what Telegram refuses. */
export interface TelegramPeer extends People, Summoning, Callers {
  apiRoot: string;
  token: string;
  bot: World['bot'];
  addUser(options?: { firstName?: string; languageCode?: string; isBot?: boolean }): PeerUser;
  /** A chat of a person with the bot, which the person has begun unless told otherwise. */
  addPrivateChat(user: PeerUser, options?: { started?: boolean }): PeerChat;
  addGroup(options?: GroupOptions): PeerChat;
  /** A topic of a forum. @returns its thread id */
  addTopic(place: PeerChat): number;
  /** How somebody stands in a chat from now on, the bot included. */
  setStanding(place: PeerChat, user: PeerUser, standing: Standing): void;
  messages(place: PeerChat): Message[];
  /** What lies behind a file's id. */
  fileOf(fileId: string): Uint8Array | undefined;
  /** What the bot wrote there. */
  answers(place: PeerChat): Message[];
  pins(place: PeerChat): { messageId: number; silent: boolean }[];
  callbackAnswers: readonly CallbackAnswer[];
  /** The menus' commands by `scope/language`; without a language it holds for all others. */
  commands: ReadonlyMap<string, { command: string; description: string }[]>;
  /** What the bot says of itself, by language. */
  descriptions: ReadonlyMap<string, string>;
  reactions(place: PeerChat): ReadonlyMap<number, string[]>;
  /** What one person alone has seen in a group. */
  whispers(place: PeerChat, to: PeerUser): string[];
  /** What one person alone sees in a group, past or future. */
  waitForWhisper(place: PeerChat, to: PeerUser): Promise<string>;
  /** The bot's reaction to a message, past or future. */
  waitForReaction(to: Message): Promise<void>;
  /** Every call, in the order they came. */
  requests: readonly JournalEntry[];
  /** The first message that fits, past or future. */
  waitForMessage(fits: (message: Message, place: PeerChat) => boolean): Promise<Message>;
  /** The bot's answer to a message, past or future: it hangs on it, or below it on what it replies to. */
  waitForAnswer(to: Message): Promise<Message>;
  /** The first call that fits, past or future. */
  waitForRequest(fits: (request: Pick<JournalEntry, 'method' | 'payload'>) => boolean): Promise<void>;
  /** Told of every call as it comes in, before it is answered. */
  onRequest(heard: (request: Pick<JournalEntry, 'method' | 'payload'>) => void): void;
  fail(method: string, fault: Fault, times?: number): void;
  /** Told after everything that somebody could see, until the world ends. */
  onChange(heard: () => void): void;
  setWebhook(url: string): void;
  /** Messages that lead to this host are refused from now on. */
  harm(host: string): void;
  /** Updates that the bot has not confirmed, and polls it holds open. */
  pending(): { updates: number; polls: number };
  close(): Promise<void>;
}

/** Starts an empty Telegram on a free port. */
export async function createTelegramPeer(options: TelegramPeerOptions = {}): Promise<TelegramPeer> {
  const { botUsername = 'claimcheck_bot', privacy = true, inline = false, groups = true } = options;
  const { guests = false, ephemeral = false, now = () => new Date(), idsAfter = 0 } = options;
  const world = createWorld({ botUsername, now, privacy, inline, groups, guests, ephemeral, idsAfter });
  const updates = createUpdateQueue(idsAfter);
  const webhooks = createWebhooks(updates);
  const token = `${world.bot.id}:AAE-loopback_token_loopback_token_0`;
  const summoning = createGuests(world, updates);
  const server = await createPeerServer(world, token, createMethods(world, updates, webhooks, summoning));
  const people = createPeople(world, updates);

  function addChat(id: number, chat: PeerChat['chat'], standings: [number, Standing][]): PeerChat {
    const place: PeerChat = {
      id,
      chat,
      standings: new Map(standings),
      messages: new Map(),
      pins: [],
      topics: new Set(),
      nextMessageId: 1,
      reactions: new Map(),
    };
    world.chats.set(id, place);
    return place;
  }

  function waitForMessage(fits: (message: Message, place: PeerChat) => boolean): Promise<Message> {
    for (const place of world.chats.values()) {
      for (const message of place.messages.values()) if (fits(message, place)) return Promise.resolve(message);
    }
    return new Promise((resolve) => {
      const heard = (message: Message, place: PeerChat) => {
        if (!fits(message, place)) return;
        world.events.off('message', heard);
        resolve(message);
      };
      world.events.on('message', heard);
    });
  }

  return {
    ...people,
    ...summoning,
    apiRoot: server.apiRoot,
    token,
    bot: world.bot,
    callbackAnswers: world.answers,
    commands: world.commands,
    descriptions: world.descriptions,
    reactions: (place) => place.reactions,
    waitForReaction(to) {
      const has = () => world.chats.get(to.chat.id)?.reactions.has(to.message_id) ?? false;
      if (has()) return Promise.resolve();
      return new Promise((resolve) => {
        const heard = () => {
          if (!has()) return;
          world.events.off('reaction', heard);
          resolve();
        };
        world.events.on('reaction', heard);
      });
    },
    whispers: (place, to) =>
      world.whispers
        .filter(({ chatId, receiverId }) => chatId === place.id && receiverId === to.id)
        .map(({ text }) => text),
    waitForWhisper(place, to) {
      const fits = ({ chatId, receiverId }: Whisper) => chatId === place.id && receiverId === to.id;
      const before = world.whispers.find(fits);
      if (before) return Promise.resolve(before.text);
      return new Promise((resolve) => {
        const heard = (whisper: Whisper) => {
          if (!fits(whisper)) return;
          world.events.off('whisper', heard);
          resolve(whisper.text);
        };
        world.events.on('whisper', heard);
      });
    },
    requests: server.journal,
    addUser({ firstName = 'Ann', languageCode, isBot = false } = {}) {
      const id = world.nextId();
      const user = { id, is_bot: isBot, first_name: firstName, ...(languageCode && { language_code: languageCode }) };
      world.users.set(id, user);
      return user;
    },
    addPrivateChat: (user, { started = true } = {}) =>
      world.chats.get(user.id) ??
      addChat(user.id, { id: user.id, type: 'private', first_name: user.first_name }, [
        [user.id, 'member'],
        ...(started ? [[world.bot.id, 'member'] satisfies [number, Standing]] : []),
      ]),
    addGroup({ title = 'Friends', creator, admins = [], members = [], bot = 'member', forum = false } = {}) {
      const id = -1_001_000_000_000 - world.nextId();
      return addChat(id, { id, type: 'supergroup', title, ...(forum && { is_forum: true as const }) }, [
        ...members.map(({ id: member }): [number, Standing] => [member, 'member']),
        ...admins.map(({ user, rights }): [number, Standing] => [user.id, { rights }]),
        ...(creator ? [[creator.id, 'creator'] satisfies [number, Standing]] : []),
        [world.bot.id, bot],
      ]);
    },
    addTopic(place) {
      const id = place.nextMessageId++;
      place.topics.add(id);
      return id;
    },
    setStanding: (place, user, standing) => void place.standings.set(user.id, standing),
    messages: (place) => [...place.messages.values()],
    fileOf: (fileId) => world.files.get(fileId)?.bytes,
    answers: (place) => [...place.messages.values()].filter(({ from }) => from?.id === world.bot.id),
    pins: (place) => place.pins,
    waitForMessage,
    waitForAnswer: (to) =>
      waitForMessage(
        (message, place) => place.id === to.chat.id && message.from?.id === world.bot.id && hangsOn(message, to),
      ),
    waitForRequest(fits) {
      if (server.journal.some(fits)) return Promise.resolve();
      return new Promise((resolve) => {
        const heard = (request: Pick<JournalEntry, 'method' | 'payload'>) => {
          if (!fits(request)) return;
          world.events.off('request', heard);
          resolve();
        };
        world.events.on('request', heard);
      });
    },
    onRequest: (heard) => void world.events.on('request', heard),
    fail: server.fail,
    onChange: (heard) => void world.events.on('change', heard),
    gone: server.gone,
    setWebhook(url) {
      world.webhookUrl = url;
    },
    harm: (host) => void world.harmful.add(host),
    pending: () => ({ updates: updates.size(), polls: updates.held() }),
    async close() {
      webhooks.stop();
      updates.close();
      await server.close();
    },
  };
}

/** Whether a message of the bot's answers this one: as a reply to it or, after it, to the one that it is about. */
function hangsOn({ message_id: id, reply_to_message: replied }: Message, to: Message): boolean {
  if (replied === undefined) return false;
  const isAbout = replied.message_id === to.reply_to_message?.message_id && id > to.message_id;
  return isAbout || replied.message_id === to.message_id;
}
