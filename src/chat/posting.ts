/** The part of a card that comes from its asker, not from its check. */
export interface Said {
  /** As in `Answer`. */
  asked?: string;
  /** As in `Answer`. */
  word?: 'same' | 'different';
}

/** A posted card, so that it can follow its verdict. */
export interface Posting {
  platform: string;
  chatId: string;
  messageId: string;
  /** In the order of the cards in the message. */
  checkIds: string[];
  /** By check id; without an entry if the asker said nothing of their own. */
  said?: Readonly<Record<string, Said>>;
  /** The person whose words `said` holds, for `/forget`; stored as a hash, and never returned. */
  saidBy?: string;
  /** BCP 47 tag of the card's language. */
  locale: string;
  /** Who can see the message. */
  visible: 'chat' | 'asker';
  pinned: boolean;
  postedAt: string;
}

/** The result of a delivery. `keep`: the asker cannot be reached now, and gets the answer with the next private one. */
export type Delivered = readonly Omit<Posting, 'platform' | 'postedAt' | 'pinned'>[] | 'keep';
