/** A map that forgets its oldest entries. */
export function createRecentMap<V>(most: number): Pick<Map<string, V>, 'get' | 'set' | 'delete'> {
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
