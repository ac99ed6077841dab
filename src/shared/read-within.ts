/**
 * Reads an answer's body piece by piece, and leaves it where it grows too long.
 *
 * @param mostBytes of what was unpacked
 * @throws what `toTooLarge` makes, as soon as there are more; what the stream throws where it breaks off
 */
export async function readWithin(
  { body }: Pick<Response, 'body'>,
  mostBytes: number,
  toTooLarge: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the body, and with it the connection.
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > mostBytes) throw toTooLarge();
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The same as text; what is no UTF-8 becomes U+FFFD. */
export async function readTextWithin(...what: Parameters<typeof readWithin>): Promise<string> {
  return new TextDecoder().decode(await readWithin(...what));
}
