import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { ColourOutput } from './colours.ts';

/** A stream to print to: `process.stdout`, or any writable stream. */
export type OutputStream = Writable & ColourOutput & { columns?: number };

/** Printing that waits for its reader and survives the reader's exit. */
export interface Output {
  /** Waits while the reader is behind. Never rejects: text that nobody reads any more is dropped. */
  write(text: string): Promise<void>;
  /** Aborted when nobody reads any more, as after `| head`. */
  gone: AbortSignal;
}

/** Creates an output of a stream. Its error listener is never removed: a late EPIPE must not end the process with a stack trace. */
export function createOutput(stream: OutputStream): Output {
  const gone = new AbortController();
  stream.on('error', () => gone.abort());
  stream.on('close', () => gone.abort());
  return {
    gone: gone.signal,
    async write(text) {
      if (text === '' || gone.signal.aborted || stream.write(text)) return;
      await once(stream, 'drain', { signal: gone.signal }).catch(() => undefined);
    },
  };
}
