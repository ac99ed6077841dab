/** Work that waits for the next commit, with the callbacks of its promise. */
interface Waiting {
  work(): unknown;
  resolve(result: never): void;
  reject(error: unknown): void;
}

/**
 * Commits all work of one turn of the event loop in a single transaction. If that fails, each gets its own transaction.
 *
 * @param transaction runs work atomically
 */
export function createGroupCommit(transaction: <T>(work: () => T) => T): <T>(work: () => T) => Promise<T> {
  let waiting: Waiting[] = [];

  function commit(): void {
    const all = waiting;
    waiting = [];
    try {
      const results = transaction(() => all.map(({ work }) => work()));
      for (const [place, { resolve }] of all.entries()) resolve(results[place] as never);
    } catch (error) {
      if (all.length === 1) for (const { reject } of all) reject(error);
      else for (const one of all) commitAlone(one);
    }
  }

  function commitAlone({ work, resolve, reject }: Waiting): void {
    try {
      resolve(transaction(work) as never);
    } catch (error) {
      reject(error);
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ work, resolve, reject });
    });
}
