import type { Posting } from './posting.ts';

/** Some entries of one cache, as Keyv has them, while nobody else can change them. */
export interface Entries {
  /** The server's moment, in ms since 1970, for machines whose clocks differ; absent where the cache is on this machine, whose clock is everybody's. */
  readonly at: number | undefined;
  get(key: string): unknown;
  /** @param ttlMs how long it is kept; absent: for good */
  set(key: string, value: unknown, ttlMs?: number): void;
  delete(key: string): void;
}

/**
 * Runs work on a cache as one step: of two with a key in common, in whichever processes, the second sees all that the first has written. If the work
 * throws, nothing is written. It is run once more where another was quicker, and so does nothing but read and change entries.
 *
 * @param keys of all entries that the work may use; it throws at another
 */
export type Atomically = <T>(keys: readonly string[], work: (entries: Entries) => T) => Promise<T>;

/** Remembers where cards stand. A message has one posting. */
export interface PostingStore {
  /**
   * Adds or replaces the posting of its message. What is said there as it was stays the words of whoever said it, also where `saidBy` is absent or
   * another.
   */
  save(posting: Posting): Promise<void>;
  /** The posting of a message. */
  at(platform: string, chatId: string, messageId: string): Promise<Posting | undefined>;
  /** Where a check stands, newest first. */
  of(checkId: string): Promise<Posting[]>;
  /** Where a person's own `word` on a closest checked claim stands, newest first. */
  saidBy(platform: string, personId: string): Promise<Posting[]>;
  /** Whether a card is pinned in that chat, or was. */
  hasPinned(platform: string, chatId: string): Promise<boolean>;
  /** The message is gone. */
  remove(platform: string, chatId: string, messageId: string): Promise<void>;
}

/** Up to which moments things are kept, all ISO moments. */
export interface PurgeLimits {
  now: string;
  /** For groups that have not chosen. */
  keepDays: number;
  /** Older than this goes: private checks, postings, entries of histories, and what askers said of closest checked claims. */
  before: string;
  /** Groups that the bot was taken out of before this. */
  leftBefore: string;
  doneBefore: string;
  deadBefore: string;
}

/** Lets go of what nobody needs any more. */
export interface RetentionStore {
  /**
   * Removes what is over, in one transaction, cached entries too; then what was removed is in no file any more. A check counts from when
   * it was last asked for. Public checks stay. @returns how many went
   */
  purge(limits: PurgeLimits): Promise<{ checks: number; jobs: number; postings: number }>;
  /**
   * A person's private checks and history, the jobs they asked for, what they said of closest checked claims, and where cards stand in their private
   * chat: out of the tables, then out of the file. What a group asked for together is the group's, and so is what its moderators said: it stays, without
   * the person.
   * @param privateChatId the private chat's own id, where the platform has one and it is known
   */
  forgetPerson(platform: string, personId: string, privateChatId?: string): Promise<void>;
  /** To which group a chat belongs. */
  noteChat(platform: string, chatId: string, groupId: string): Promise<void>;
  /** How long a group keeps its checks (`null`: as all do), or when the bot was taken out of it (`null`: it is there). */
  noteGroup(
    platform: string,
    groupId: string,
    change: { keepDays?: number | null; leftAt?: string | null },
  ): Promise<void>;
  /**
   * The group has a new id (a Telegram group that became a supergroup): postings, checks' visibility, confirmations, history and settings move with
   * it.
   */
  moveChat(platform: string, fromChatId: string, toChatId: string): Promise<void>;
}

/** What one provider, or the model, was asked and cost. */
export interface ProviderSpending {
  provider: string;
  /** Calls of a model, or requests. */
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** 0 for what has no price. */
  money: number;
}

/** Sums of one currency. */
export interface SpendingRow extends Omit<ProviderSpending, 'provider'> {
  /** A day, a provider, a chat by its platform, short code and kind; empty for all, and for what belongs to no chat. */
  name: string;
  checks: number;
  /** ISO 4217; empty where the operator has named none. */
  currency: string;
}

/** Sums up what was spent, by UTC day, chat and provider. It holds no chat's id. */
export interface SpendingStore {
  add(entry: {
    day: string;
    /** Absent: it belongs to no chat. */
    chat?: { platform: string; chatId: string; isGroup: boolean };
    currency?: string;
    checks: number;
    spent: readonly ProviderSpending[];
  }): Promise<void>;
  /** What the chats of a group spent, from a day on; a row a currency. */
  ofGroup(group: { platform: string; groupId: string }, since: string): Promise<SpendingRow[]>;
  /** From a day on: days in their order, all else by what it cost. */
  report(by: 'all' | 'chat' | 'provider' | 'day', since: string): Promise<SpendingRow[]>;
}

/** Who asks, and where: what settings and limits go by. */
export interface Asker {
  /** The platform's own id of the event: each is handled once. */
  id: string;
  platform: string;
  actorId: string;
  /**
   * `groupId` is what the chat belongs to, where settings are kept: a Discord server; absent where the chat itself is that. `topicId` is a
   * part of the chat that can be switched off by itself: a Telegram forum's topic. `parentId` is what the chat is switched off with: the
   * channel of a Discord thread.
   */
  chat: { id: string; kind: 'private' | 'group'; groupId?: string; topicId?: string; parentId?: string };
}
