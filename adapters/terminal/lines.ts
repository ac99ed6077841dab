import type { Readable } from 'node:stream';

/** One line of an input, without its line break. */
export interface Line {
  /** From 1, empty lines counted: the number an editor shows. */
  number: number;
  /** The line; only its beginning if `length` is more than the longest allowed. */
  text: string;
  /** UTF-16 units of the whole line. */
  length: number;
}

/**
 * The lines of a byte stream, each as soon as it is complete. node:readline keeps a line however long it is; here a
 * line over `longest` is counted on, but not kept, so that no input can fill the memory. Reads UTF-8: a byte order mark
 * is skipped, broken bytes become U+FFFD. Ends with `\n` or `\r\n`; the last line needs none.
 *
 * @param longest UTF-16 units
 */
export async function* readLines(input: Readable, longest: number): AsyncGenerator<Line, void, undefined> {
  const decoder = new TextDecoder();
  let number = 1;
  let kept = '';
  let length = 0;
  const take = (part: string): void => {
    length += part.length;
    // One unit more than allowed: it may be the carriage return of an allowed line.
    kept += part.slice(0, Math.max(0, longest + 1 - kept.length));
  };
  const end = (): Line => {
    const returned = kept.length === length && kept.endsWith('\r') ? 1 : 0;
    const line = { number, text: kept.slice(0, kept.length - returned), length: length - returned };
    number += 1;
    kept = '';
    length = 0;
    return line;
  };
  for await (const chunk of input as AsyncIterable<string | Uint8Array>) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      take(text.slice(from, to));
      yield end();
      from = to + 1;
    }
    take(text.slice(from));
  }
  take(decoder.decode());
  if (length > 0) yield end();
}
