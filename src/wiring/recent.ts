/** The last few names, to know them again. */
export interface Recent {
  /** @returns false if it is known already */
  add(name: string): boolean;
  remove(name: string): void;
}

/** @param most the oldest beyond this many are forgotten */
export function createRecent(most: number): Recent {
  const names = new Set<string>();
  return {
    add(name) {
      if (names.has(name)) return false;
      names.add(name);
      if (names.size > most) for (const oldest of names.values().take(1)) names.delete(oldest);
      return true;
    },
    remove: (name) => void names.delete(name),
  };
}
