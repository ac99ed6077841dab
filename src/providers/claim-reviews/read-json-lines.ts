import { MAX_RECORD_CHARACTERS, type RawRecord } from './archive-format.ts';

/** The lines of a text, numbered from 1. `line` is undefined if it exceeds the limit. */
async function* toLines(chunks: AsyncIterable<string>): AsyncGenerator<{ number: number; line: string | undefined }> {
  let number = 1;
  let parts: string[] = [];
  let length = 0;
  const flush = () => {
    const line = length > MAX_RECORD_CHARACTERS ? undefined : parts.join('');
    parts = [];
    length = 0;
    return { number: number++, line };
  };
  const add = (part: string) => {
    length += part.length;
    if (length > MAX_RECORD_CHARACTERS) parts = [];
    else parts.push(part);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      add(chunk.slice(from, end));
      from = end + 1;
      yield flush();
    }
    add(chunk.slice(from));
  }
  if (length > 0) yield flush();
}

/** Reads JSON Lines: one record per line. Empty lines are skipped; a broken line is refused, and the rest is still read. */
export async function* readJsonLines(chunks: AsyncIterable<string>): AsyncGenerator<RawRecord> {
  for await (const { number, line } of toLines(chunks)) {
    const place = `line ${number}`;
    if (line === undefined) {
      yield { place, refused: `the line is longer than ${MAX_RECORD_CHARACTERS / 1e6} million characters`, text: '' };
      continue;
    }
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      yield { place, refused: 'the line is not valid JSON', text: line };
      continue;
    }
    yield { place, value, mayBeOther: false };
  }
}
