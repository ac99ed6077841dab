/**
 * Caches results for the newest texts: a message is read by several rules, and each asks for the same words and languages.
 *
 * @param most how many texts are kept; the oldest is dropped first, even if it was asked for again
 * @param make a pure function; a result of `undefined` is not cached
 *
 * @example
 * const lengthOf = createMemo(2, (text) => text.length);
 * lengthOf('wall'); // counted
 * lengthOf('wall'); // remembered
 */
export function createMemo<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = make(text);
    if (known.size >= most) known.delete(known.keys().next().value ?? '');
    known.set(text, fresh);
    return fresh;
  };
}
