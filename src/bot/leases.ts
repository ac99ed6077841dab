/** One process' hold on a part of something shared. */
export interface Lease {
  /** Identifies this lease for ever: taking the part again gives another id. */
  id: string;
  /** From 0 on. */
  part: number;
  /** How many parts there are. */
  count: number;
}

/** Shares parts out among processes. All times are by the store's clock, never by a machine's own. */
export interface LeaseStore {
  /**
   * Renews the owner's leases, and takes free parts, up to a fair share. No two processes hold a part at the same time.
   *
   * @param name the name of what is shared out
   * @param count how many parts it has; while anybody holds one of them, the count they were taken with stays
   * @param ttlMs how long a lease lasts from now on
   * @returns the owner's leases now. Work on an earlier lease that is missing must be stopped and the lease let go: others wait for it
   */
  hold(name: string, owner: string, count: number, ttlMs: number): Promise<Lease[]>;
  /** Others may take these parts. A lease that has expired meanwhile stays with its new holder. */
  letGo(leaseIds: readonly string[]): Promise<void>;
  /** The owner no longer counts, and holds nothing. */
  leave(name: string, owner: string): Promise<void>;
  /** Hands out turns that are `everyMs` apart over all processes. @returns the ms until this turn */
  nextTurn(name: string, everyMs: number): Promise<number>;
}
