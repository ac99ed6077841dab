import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { OutOfReach } from '../../core/out-of-reach.ts';

/** The most bytes of a body, as sent and after decompression. */
export interface BodyLimits {
  sent: number;
  unpacked: number;
  /** Truncates the body at a limit instead of throwing. */
  cut?: true;
}

// Like browsers, yields what arrived of a body that ends early.
const LENIENT = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

function toUnpacker(encoding: string): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip(LENIENT);
    case 'deflate':
      return createInflate(LENIENT);
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new OutOfReach('bad-answer', 'the page uses an unknown compression');
  }
}

/** Ends the stream without an error for the caller (`cut`). */
class Enough extends Error {}

/**
 * Reads and decompresses a response body, and stops the stream as soon as a limit is exceeded.
 *
 * @throws OutOfReach `too-large`, or `bad-answer` if the body cannot be decompressed; the stream's errors, and the abort's
 */
export async function readBody(
  body: Readable,
  encoding: string,
  limits: BodyLimits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let sent = 0;
  let unpacked = 0;
  const stop = (): never => {
    throw limits.cut ? new Enough() : new OutOfReach('too-large', 'the page is too large');
  };
  const unpacker = toUnpacker(encoding);
  async function* count(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      sent += chunk.length;
      if (sent > limits.sent) stop();
      yield chunk;
    }
  }
  async function collect(source: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of source) {
      unpacked += chunk.length;
      chunks.push(chunk);
      if (unpacked > limits.unpacked) stop();
    }
  }
  try {
    if (unpacker) await pipeline(body, count, unpacker, collect, { signal });
    else await pipeline(body, count, collect, { signal });
  } catch (error) {
    if (!(error instanceof Enough)) {
      if (error instanceof Error && 'code' in error && /^(Z_|ERR__ERROR|ERR_BROTLI|ZSTD_)/.test(String(error.code))) {
        throw new OutOfReach('bad-answer', 'the page cannot be decompressed', { cause: error });
      }
      throw error;
    }
  }
  return Buffer.concat(chunks).subarray(0, limits.unpacked);
}
