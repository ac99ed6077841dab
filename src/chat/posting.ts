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
