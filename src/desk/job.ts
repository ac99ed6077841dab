import type { CommandRequest } from './request.ts';

/** Plain data that can be written to JSON and read back unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Why a request was not taken on. `person-…` counts one person, `group-…` a whole group; `recheck-…` one check. */
export interface Refusal {
  why: 'person-pause' | 'group-pause' | 'recheck-pause' | 'person-day' | 'group-day' | 'channel-off' | 'moderators';
  /** ISO moment from which on it can be asked again; absent where time changes nothing. */
  until?: string;
  /** The person was told so within the same pause or day, or a few minutes ago. */
  repeated?: boolean;
  /** The group wants none said where everyone can read it. */
  quiet?: boolean;
}

/** A request that was accepted: it gets its answer, whatever happens in between. */
export interface Job {
  id: string;
  /**
   * As it came, with `role`, the group's language as `locale`, and `private` as it was decided: set before anything is shown, for Discord cannot
   * change it after.
   */
  request: CommandRequest;
  /** Where the answer goes. Only the platform's adapter reads it. */
  address: Json;
  /** The message that holds the answer's place, once it was sent: it is edited, so that no second one appears. */
  placeholder?: Json;
  acceptedAt: string;
  /** How often it was begun. */
  attempts: number;
  /** It was asked too often or too much: this is its answer. Decided once, so that a crash counts nothing twice. */
  refusal?: Refusal;
}

/** A job that was given up. */
export interface DeadJob extends Job {
  diedAt: string;
  /** The last fault's code, for the operator; no text of people. */
  fault: string;
}

/** What of a card is its asker's, and not its check's. */
export interface Said {
  /** As in `Answer`. */
  asked?: string;
  /** As in `Answer`. */
  word?: 'same' | 'different';
}

/** A card that stands in a chat, so that it can follow its verdict. */
export interface Posting {
  platform: string;
  chatId: string;
  messageId: string;
  /** In the order in which they stand in the message. */
  checkIds: string[];
  /** By check id; absent for those whose asker said nothing of their own. */
  said?: Readonly<Record<string, Said>>;
  /** Whose words `said` holds, for `/forget`; kept as a hash, and never given back. */
  saidBy?: string;
  /** BCP 47 tag the card was written in. */
  locale: string;
  /** Who the message can be seen by. */
  visible: 'chat' | 'asker';
  pinned: boolean;
  postedAt: string;
}

/** What bringing an answer made. `keep`: the asker cannot be reached now, and gets it with the next answer that is theirs alone. */
export type Delivered = readonly Omit<Posting, 'platform' | 'postedAt' | 'pinned'>[] | 'keep';
