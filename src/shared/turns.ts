/** Lets pieces of work of the same name follow each other; those of different names run side by side. */
export function createTurns(): { take<T>(name: string, work: () => Promise<T>): Promise<T> } {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(name, work) {
      const turn = (last.get(name) ?? Promise.resolve()).then(work, work);
      const end = turn
        .catch(() => undefined)
        .finally(() => {
          if (last.get(name) === end) last.delete(name);
        });
      last.set(name, end);
      return turn;
    },
  };
}
