import data from './data/kinds.json' with { type: 'json' };

type Phrases = keyof (typeof data)['en'];

/** Scripts written without spaces: no word's end shows there. */
export const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, 'u');
const WORD_ENDS = "(?![\\p{L}\\p{N}\\p{M}'-])";

/** The phrases of a kind, of every language. */
export function toPhrases(kind: Phrases): string[] {
  return Object.values(data).flatMap((language) => language[kind].split('|').filter((phrase) => phrase !== ''));
}

/**
 * Finds such a phrase at the beginning of a text in lower case, the longest first.
 *
 * @param whole a phrase ends where a word ends, in scripts without spaces too
 */
export function toOpening(kind: Phrases, whole = false): RegExp {
  const phrases = toPhrases(kind).sort((one, other) => other.length - one.length);
  const ended = phrases.map((phrase) => (!whole && ENDS_UNSPACED.test(phrase) ? phrase : `${phrase}${WORD_ENDS}`));
  return new RegExp(`^(?:${ended.join('|')})`, 'u');
}
