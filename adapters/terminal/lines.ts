import type { Readable } from 'node:stream';

/** One line of an input, without its line break. */
export interface Line {
  /** From 1, counting empty lines, like the line number in an editor. */
  number: number;
  /** The line, or only its beginning if `length` exceeds the limit. */
  text: string;
  /** The length of the whole line in UTF-16 units. */
  length: number;
}

/**
 * The lines of a byte stream, each as soon as it is complete. node:readline keeps lines of any length; here the excess of a line over `longest` is only
 * counted, so that no input can fill the memory. Reads UTF-8: a byte order mark is skipped, invalid bytes become U+FFFD. Lines end with `\n` or `\r\n`;
 * the last line needs neither.
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
    // One unit more than allowed: it may be the carriage return of a line that is within the limit.
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
