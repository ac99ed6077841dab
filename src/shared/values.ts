/** An object without the fields that are undefined: for options that may be left out. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** A map that forgets its oldest entries. */
export type BoundedMap<V> = Pick<Map<string, V>, 'get' | 'set' | 'delete'>;

/** @param most what was set longest ago beyond this many is forgotten */
export function createBoundedMap<V>(most: number): BoundedMap<V> {
  const entries = new Map<string, V>();
  return {
    get: (key) => entries.get(key),
    delete: (key) => entries.delete(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > most) for (const oldest of entries.keys().take(1)) entries.delete(oldest);
      return entries;
    },
  };
}

/** The last few names, to know them again. */
export interface Recent {
  has(name: string): boolean;
  /** @returns false if it is known already */
  add(name: string): boolean;
  remove(name: string): void;
}

/** @param most the oldest beyond this many are forgotten */
export function createRecent(most: number): Recent {
  const names = createBoundedMap<true>(most);
  const has = (name: string) => names.get(name) !== undefined;
  return {
    has,
    add(name) {
      if (has(name)) return false;
      names.set(name, true);
      return true;
    },
    remove: (name) => void names.delete(name),
  };
}
