/** A map that drops its oldest entries. */
export type BoundedMap<V> = Pick<Map<string, V>, 'get' | 'set' | 'delete'>;

/** @param most beyond this many entries, the one set longest ago is dropped */
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

/** The latest names, to recognise repetitions. */
export interface Recent {
  has(name: string): boolean;
  /** @returns false if it is known already */
  add(name: string): boolean;
  remove(name: string): void;
}

/** @param most beyond this many, the oldest name is dropped */
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
