import { parseLooseJson } from '../text/loose-json.ts';
import { MAX_RECORD_CHARACTERS, type RawRecord } from './archive-format.ts';

const OPENING = /<script\b([^<>]{0,1000})>/i;
const JSON_LD = /\btype\s*=\s*["']?application\/ld\+json\b/i;
const CLOSING = /<\/script\s*>/i;
/** The longest opening or closing tag that a chunk's end can split, in UTF-16 units. */
const MAX_TAG = 1_100;

/**
 * Reads the JSON-LD of an HTML page, or of a dump that is a series of `<script type="application/ld+json">` elements
 * (Data Commons' `fact_checks_*.txt`), script by script.
 */
export async function* readHtml(chunks: AsyncIterable<string>): AsyncGenerator<RawRecord> {
  let buffer = '';
  let inside: 'json-ld' | 'other' | undefined;
  let count = 0;
  for await (const chunk of chunks) {
    buffer += chunk;
    for (;;) {
      const tag = (inside ? CLOSING : OPENING).exec(buffer);
      if (!tag) {
        if (inside !== 'json-ld') buffer = buffer.slice(-MAX_TAG);
        else if (buffer.length > MAX_RECORD_CHARACTERS) {
          yield { place: `script ${count}`, refused: 'the script is too long for a review', text: '' };
          inside = 'other';
        }
        break;
      }
      const block = buffer.slice(0, tag.index);
      buffer = buffer.slice(tag.index + tag[0].length);
      if (inside === 'json-ld') yield toRecord(`script ${count}`, block);
      if (inside) inside = undefined;
      else {
        inside = JSON_LD.test(tag[1] ?? '') ? 'json-ld' : 'other';
        if (inside === 'json-ld') count += 1;
      }
    }
  }
  if (inside === 'json-ld') {
    yield { place: `script ${count}`, refused: 'the page ends inside this script', text: buffer };
  }
}

function toRecord(place: string, block: string): RawRecord {
  try {
    return { place, value: parseLooseJson(block), mayBeOther: true };
  } catch {
    return { place, refused: 'the script is not valid JSON', text: block };
  }
}
