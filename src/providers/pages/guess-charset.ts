import charsets from './charsets.json' with { type: 'json' };

/** Bytes that are looked at, from the first that is no ASCII on: a few paragraphs tell. */
const SAMPLE_BYTES = 16_384;
/** Where fewer of all letters than this are outside of ASCII, the text is in Latin letters. */
const FOREIGN_SHARE = 0.3;
/** A guess below this share of what is usual for a language is none. */
const LEAST_FIT = 0.45;
/** Begins words in ISO-2022-JP, which has no byte beyond ASCII. */
const TO_KANJI = '\u001b$B';

/** How many of the signs outside of ASCII are frequent ones of the language, as a share; nothing where the bytes do not fit. */
function toShare(sample: Uint8Array, encoding: string, letters: string): number | undefined {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return undefined;
  }
  let all = 0;
  let known = 0;
  for (const sign of text) {
    if (sign <= '\x7f' || sign === '\xa0') continue;
    all += 1;
    if (letters.includes(sign)) known += 1;
  }
  return all === 0 ? undefined : known / all;
}

/** Whether most letters are outside of ASCII, as in a text of another script. */
function isForeign(sample: Uint8Array): boolean {
  let high = 0;
  let plain = 0;
  let inTag = false;
  for (const byte of sample) {
    if (byte === 60) inTag = true;
    else if (byte === 62) inTag = false;
    else if (byte > 127) high += 1;
    else if (!inTag && ((byte > 64 && byte < 91) || (byte > 96 && byte < 123))) plain += 1;
  }
  return high > (high + plain) * FOREIGN_SHARE;
}

/**
 * The encoding of bytes that say nothing of it, and are no UTF-8: the one that makes the most frequent letters of the language out of them.
 * The language comes from the page; without one all are tried, where most letters are no Latin ones.
 *
 * @param language primary subtag
 * @returns nothing where none fits: Western Europe's, as browsers take it
 */
export function guessCharset(bytes: Uint8Array, language: string | undefined): string | undefined {
  const first = bytes.findIndex((byte) => byte > 127);
  if (first < 0) return new TextDecoder('latin1').decode(bytes).includes(TO_KANJI) ? 'iso-2022-jp' : undefined;
  const sample = bytes.subarray(first, first + SAMPLE_BYTES);
  const own = charsets.filter(({ languages }) => language !== undefined && languages.split(' ').includes(language));
  const tried = own.length > 0 ? own : isForeign(sample) ? charsets : [];
  let best: { encoding: string; fit: number } | undefined;
  for (const { letters, usual, encodings } of tried) {
    for (const encoding of encodings) {
      const fit = (toShare(sample, encoding, letters) ?? 0) / usual;
      if (fit > LEAST_FIT && fit > (best?.fit ?? 0)) best = { encoding, fit };
    }
  }
  return best?.encoding;
}
