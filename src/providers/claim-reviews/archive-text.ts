import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClaimcheckError } from '../../shared/errors.ts';

/** First bytes of files that are not text, with what to do about them. */
const PACKED: [number[], string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'The file is a ZIP archive: unpack it, and import the file inside.'],
  [[0x42, 0x5a, 0x68], 'The file is compressed with bzip2: decompress it with bunzip2 first.'],
  [[0xfd, 0x37, 0x7a, 0x58], 'The file is compressed with xz: decompress it with unxz first.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'The file is compressed with Zstandard: decompress it with unzstd first.'],
  [[0x25, 0x50, 0x44, 0x46], 'The file is a PDF. Import an archive in JSON, JSON Lines, CSV or HTML instead.'],
];

const startsWith = (bytes: Uint8Array, start: number[]): boolean => start.every((byte, place) => bytes[place] === byte);

function toEncoding(head: Uint8Array): string {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const zeros = Array.from(head.subarray(0, 4096)).flatMap((byte, at) => (byte === 0 ? at % 2 : []));
  // In UTF-16, every other byte of Latin text is zero.
  if (zeros.length > head.length / 4 && zeros.every((odd) => odd === zeros[0]))
    return zeros[0] === 1 ? 'utf-16le' : 'utf-16be';
  if (zeros.length > 0) {
    throw new ClaimcheckError(
      'import-failed',
      'The file is not a text file. Import an archive in JSON, JSON Lines, CSV or HTML instead.',
    );
  }
  return 'utf-8';
}

/** Puts the chunks that were read ahead back in front of the rest. */
async function* withHead<T>(head: readonly T[], rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    yield* head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Reads ahead until `units` bytes or UTF-16 units have arrived, or the source ends. `all` is the whole source, including the head. */
export async function peek<T extends { length: number }>(
  source: AsyncIterable<T>,
  units: number,
): Promise<{ head: T[]; all: AsyncGenerator<T> }> {
  const rest = source[Symbol.asyncIterator]();
  const head: T[] = [];
  let length = 0;
  while (length < units) {
    const next = await rest.next();
    if (next.done) break;
    head.push(next.value);
    length += next.value.length;
  }
  return { head, all: withHead(head, rest) };
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip();
  // Errors of either stream reach the reader of `unpacked`.
  pipeline(Readable.from(bytes), unpacked, () => {});
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    throw new ClaimcheckError('import-failed', 'The gzip file is cut off or damaged. Get it again.', { cause: error });
  } finally {
    unpacked.destroy();
  }
}

async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  // Strips the byte-order mark.
  let decoder = new TextDecoder(encoding, { fatal: true });
  let hasLetters = false;
  let tail = Buffer.alloc(0);
  for await (const chunk of bytes) {
    try {
      const text = decoder.decode(chunk, { stream: true });
      hasLetters ||= /[^\0-\x7f]/.test(text);
      tail = toUnfinished(chunk);
      yield text;
    } catch {
      // So far the text was plain ASCII, which is the same in both encodings.
      if (hasLetters || encoding !== 'utf-8') throw toEncodingError(encoding);
      decoder = new TextDecoder('windows-1252');
      hasLetters = true;
      yield decoder.decode(Buffer.concat([tail, chunk]), { stream: true });
    }
  }
  try {
    yield decoder.decode();
  } catch {
    if (hasLetters || encoding !== 'utf-8') throw toEncodingError(encoding);
    yield new TextDecoder('windows-1252').decode(tail);
  }
}

/** The non-ASCII bytes at a chunk's end (at most 3), which may begin a character that continues in the next chunk. */
function toUnfinished(chunk: Uint8Array): Buffer<ArrayBuffer> {
  let from = chunk.length;
  while (from > 0 && chunk.length - from < 3 && (chunk[from - 1] ?? 0) >= 0x80) from -= 1;
  return Buffer.from(chunk.subarray(from));
}

const toEncodingError = (encoding: string) =>
  new ClaimcheckError(
    'import-failed',
    `The file begins as ${encoding.toUpperCase()} and continues in another encoding. Save it as UTF-8, and import it again.`,
  );

/**
 * The text of an archive: decompressed if it is gzip; decoded as UTF-16 if its first bytes say so, otherwise as UTF-8, or as
 * Windows-1252 (as Excel saves it) if it is not valid UTF-8.
 * @throws ClaimcheckError `import-failed` for another kind of file, with what to do
 */
export async function* readArchiveText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const { head, all } = await peek(bytes, 4_096);
  const first = Buffer.concat(head);
  if (startsWith(first, [0x1f, 0x8b])) {
    yield* readArchiveText(gunzip(all));
    return;
  }
  const packed = PACKED.find(([start]) => startsWith(first, start));
  if (packed) {
    await all.return(undefined);
    throw new ClaimcheckError('import-failed', packed[1]);
  }
  yield* decode(all, toEncoding(first));
}
