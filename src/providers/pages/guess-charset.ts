import charsets from './charsets.json' with { type: 'json' };

/** The bytes examined from the first non-ASCII byte on; a few paragraphs suffice. */
const SAMPLE_BYTES = 16_384;
/** If no more than this share of all letters is outside ASCII, the text is in the Latin script. */
const FOREIGN_SHARE = 0.3;
/** The lowest accepted fit, as a share of what is usual for the language. */
const LEAST_FIT = 0.45;
/** The escape sequence that starts kanji in ISO-2022-JP, which uses ASCII bytes only. */
const TO_KANJI = '\u001b$B';

/** The share of non-ASCII characters that are frequent in the language; undefined if the bytes are invalid in the encoding. */
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

/** Whether so many letters are outside ASCII that the text must be in another script than Latin. */
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
 * Guesses the encoding of bytes that do not declare one and are not UTF-8: the encoding that yields the most frequent letters of the
 * language. If the page names no language, all are tried, but only if the text is not mainly Latin.
 *
 * @param language the page's primary language subtag
 * @returns undefined if none fits; browsers then assume windows-1252
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
