/** Remembers what was made of the newest `most` texts. */
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
