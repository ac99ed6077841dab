/** The updates that are being worked on, or wait for their turn. */
export interface Underway {
  track(updateId: number, work: () => Promise<void>): Promise<void>;
  /** Resolves as soon as there is nothing to do. */
  idle(): Promise<void>;
  /** The first id that is not done, in the order they came; nothing if all are. */
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
