/** A part of something that one process has at a time. */
export interface Lease {
  /** Names this one lease for ever: whoever takes the part again has another. */
  id: string;
  /** From 0 on. */
  part: number;
  /** How many parts there are. */
  count: number;
}

/** What processes share out among them. Everything goes by the store's clock: no clock of one machine decides for another. */
export interface LeaseStore {
  /**
   * Renews what `owner` has, and takes what is free, up to a fair part of what there is. Of several processes no two have a part at the same time.
   *
   * @param name of what is shared out
   * @param count how many parts it has; while somebody has one of them, the count they were taken by stays
   * @param ttlMs how long a lease holds from now on
   * @returns what the owner has now. What it had, and is not among them, is to be ended and then let go: others wait for it
   */
  hold(name: string, owner: string, count: number, ttlMs: number): Promise<Lease[]>;
  /** Whoever waits for it may have it. A lease that has run out meanwhile stays whoever's it is now. */
  letGo(leaseIds: readonly string[]): Promise<void>;
  /** The owner is counted no more, and has nothing. */
  leave(name: string, owner: string): Promise<void>;
  /** Gives out turns that are `everyMs` apart over all processes. @returns in how many ms this one's comes */
  nextTurn(name: string, everyMs: number): Promise<number>;
}
