/** The updates that are being processed or wait for their turn. */
export interface Underway {
  track(updateId: number, work: () => Promise<void>): Promise<void>;
  /** Resolves as soon as no update is left. */
  idle(): Promise<void>;
  /** The first unfinished id, in order of arrival; undefined if all are finished. */
  oldest(): number | undefined;
}

export function createUnderway(): Underway {
  const ids = new Set<number>();
  let waiting: (() => void)[] = [];
  return {
    async track(updateId, work) {
      ids.add(updateId);
      try {
        await work();
      } finally {
        ids.delete(updateId);
        if (ids.size === 0) {
          for (const resolve of waiting) resolve();
          waiting = [];
        }
      }
    },
    idle: () => (ids.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    oldest: () => ids.values().next().value,
  };
}
