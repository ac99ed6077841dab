/**
 * Reads a response's body in pieces, and aborts if it grows too long.
 *
 * @param mostBytes the limit, after decompression
 * @throws the error from `toTooLarge` as soon as the limit is exceeded; the stream's error if it breaks off
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

/** The same as text; invalid UTF-8 becomes U+FFFD. */
export async function readTextWithin(...what: Parameters<typeof readWithin>): Promise<string> {
  return new TextDecoder().decode(await readWithin(...what));
}
