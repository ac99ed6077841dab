const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/**
 * The beginning of a text; what is longer ends with a whole word and an ellipsis.
 *
 * @param limit UTF-16 units, the ellipsis and its space not counted
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half of a character is none.
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  // Where words are not parted by spaces, the last space may stand far back: the sign itself is the border there.
  if (UNSPACED.test(start.at(-1) ?? '')) return `${start} …`;
  return `${start.replace(/\s+\S*$/u, '')} …`;
}

/** Marks that go over and under any letter; no language piles up more of them on one than three. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each is looked for by itself
const ANY_MARK = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/u;
const MOST_ANY = 3;
/** The scripts that write syllables with marks have seven on one letter at most. */
const MARK = /\p{M}/u;
const MOST = 8;
/** Shows nothing, so that what stands behind it is piled up all the same. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each is looked for by itself
const UNSEEN = /[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]/u;
/** Most texts have no pile at all. */
const MAYBE = /[\p{M}\u200b-\u200f\u2060-\u2064]{4}/u;

/**
 * The text without marks piled up on a letter beyond what any language writes: they are drawn over the lines above and below, and
 * could hide a verdict. Pure, linear in the text's length.
 */
export function withoutPiles(text: string): string {
  if (!MAYBE.test(text)) return text;
  let kept = '';
  let any = 0;
  let all = 0;
  // By hand: a pattern that looks past what is unseen would begin anew at each of it.
  for (const character of text) {
    if (UNSEEN.test(character)) kept += character;
    else if (!MARK.test(character)) {
      any = 0;
      all = 0;
      kept += character;
    } else {
      all += 1;
      if (ANY_MARK.test(character)) any += 1;
      if (all <= MOST && (any <= MOST_ANY || !ANY_MARK.test(character))) kept += character;
    }
  }
  return kept;
}
