import type { Posting } from './posting.ts';

/** Some entries of one cache, as Keyv stores them, locked for the current step. */
export interface Entries {
  /** The server's time, in ms since 1970, for machines whose clocks differ; absent if the cache is on this machine. */
  readonly at: number | undefined;
  get(key: string): unknown;
  /** @param ttlMs how long it is kept; absent: for ever */
  set(key: string, value: unknown, ttlMs?: number): void;
  delete(key: string): void;
}

/**
 * Runs work on a cache atomically: of two calls with a key in common, in any processes, the second sees everything that the first has written. If the
 * work throws, nothing is written. It may run again after a conflict, so it must do nothing but read and change entries.
 *
 * @param keys of all entries that the work may use; it throws for any other
 */
export type Atomically = <T>(keys: readonly string[], work: (entries: Entries) => T) => Promise<T>;

/** Remembers the messages with posted cards. A message has one posting. */
export interface PostingStore {
  /**
   * Adds or replaces the posting of its message. An unchanged `said` entry stays attributed to the person it came from, even if `saidBy` is absent or
   * names another.
   */
  save(posting: Posting): Promise<void>;
  /** The posting of a message. */
  at(platform: string, chatId: string, messageId: string): Promise<Posting | undefined>;
  /** The postings of a check, newest first. */
  of(checkId: string): Promise<Posting[]>;
  /** The postings with a person's own `word` on a closest checked claim, newest first. */
  saidBy(platform: string, personId: string): Promise<Posting[]>;
  /** Whether a card is or was pinned in that chat. */
  hasPinned(platform: string, chatId: string): Promise<boolean>;
  /** The message is gone. */
  remove(platform: string, chatId: string, messageId: string): Promise<void>;
}

/** The limits of retention, all ISO timestamps except `keepDays`. */
export interface PurgeLimits {
  now: string;
  /** For groups without their own setting. */
  keepDays: number;
  /** Older rows go: private checks, postings, history entries, spending, and askers' words on closest checked claims. */
  before: string;
  /** Groups that the bot left before this go. */
  leftBefore: string;
  doneBefore: string;
  deadBefore: string;
}

/** Deletes what nobody needs any more. */
export interface RetentionStore {
  /**
   * Deletes what has expired, in pieces, including cached entries; then it erases the deleted data from the store's files. A check's age counts from when
   * it was last asked for. Public checks stay. @returns how many rows went
   */
  purge(limits: PurgeLimits): Promise<{ checks: number; jobs: number; postings: number }>;
  /**
   * Deletes a person's private checks and history, the jobs they asked for, their words on closest checked claims, and the postings in their private
   * chat: from the tables, then from the file. What a group asked for belongs to the group, and so do its moderators' words: they stay, without the
   * person.
   * @param privateChatId the private chat's own id, if the platform has one and it is known
   */
  forgetPerson(platform: string, personId: string, privateChatId?: string): Promise<void>;
  /** Records the group that a chat belongs to. */
  noteChat(platform: string, chatId: string, groupId: string): Promise<void>;
  /** Sets how long a group keeps its checks (`null`: the default), or when the bot left it (`null`: it is there). */
  noteGroup(
    platform: string,
    groupId: string,
    change: { keepDays?: number | null; leftAt?: string | null },
  ): Promise<void>;
  /**
   * The group has a new id (a Telegram group became a supergroup): postings, checks' visibility, confirmations, history and settings move with it.
   */
  moveChat(platform: string, fromChatId: string, toChatId: string): Promise<void>;
}

/** The use and cost of one provider or model. */
export interface ProviderSpending {
  provider: string;
  /** Model calls, or requests. */
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** 0 without a price. */
  money: number;
}

/** The sums of one currency. */
export interface SpendingRow extends Omit<ProviderSpending, 'provider'> {
  /** A day, a provider, or a chat as its platform, short code and kind; empty for the total, and for spending outside chats. */
  name: string;
  checks: number;
  /** ISO 4217; empty if the operator has set none. */
  currency: string;
}

/** Sums up spending by UTC day, chat and provider. It holds no chat's id. */
export interface SpendingStore {
  add(entry: {
    day: string;
    /** Absent: it belongs to no chat. */
    chat?: { platform: string; chatId: string; isGroup: boolean };
    currency?: string;
    checks: number;
    spent: readonly ProviderSpending[];
  }): Promise<void>;
  /** What a group's chats have spent since a day; one row per currency. */
  ofGroup(group: { platform: string; groupId: string }, since: string): Promise<SpendingRow[]>;
  /** The report since a day: days in order, everything else by cost. */
  report(by: 'all' | 'chat' | 'provider' | 'day', since: string): Promise<SpendingRow[]>;
}

/** Who asks, and where: the basis of settings and limits. */
export interface Asker {
  /** The platform's id of the event: each event is handled once. */
  id: string;
  platform: string;
  actorId: string;
  /**
   * `groupId` is the group that the chat belongs to and that has the settings (a Discord server); absent if the chat itself is the group. `topicId` is a
   * part of the chat that can be switched off separately (a Telegram forum's topic). `parentId` is what the chat is switched off with (the channel of a
   * Discord thread).
   */
  chat: { id: string; kind: 'private' | 'group'; groupId?: string; topicId?: string; parentId?: string };
}
