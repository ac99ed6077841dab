import type { CanonicalWord } from './canonical-words.ts';
import deixis from './data/deixis.json' with { type: 'json' };
import { pointsOutside } from './english-pronouns.ts';
import type { Language } from './language-of.ts';
import { createPhrases, expand, type Phrases } from './phrases.ts';

interface Lists {
  anywhere: Phrases;
  start: Phrases;
  end: Phrases;
  /** What begins like one of `start` and points at nothing: "il y a". */
  fine: Phrases;
}

const LISTS: ReadonlyMap<string, Lists> = new Map(
  Object.entries(deixis).map(([language, { slots, anywhere, start, end, fine }]) => {
    const create = (texts: readonly string[]) => createPhrases(texts.flatMap((each) => expand(each, slots)));
    const lists = { anywhere: create(anywhere), start: create(start), end: create(end), fine: create(fine) };
    return [language, lists];
  }),
);

/**
 * Whether a sentence says what it claims only together with who says it, when, where, or what stands before it: "this photo", "he", "here", "yesterday".
 *
 * @param words the sentence without filler
 */
export function isDeictic(words: readonly CanonicalWord[], language: Language): boolean {
  const lists = LISTS.get(language);
  if (lists) {
    if (lists.start.startingAt(words, 0) > 0 && lists.fine.startingAt(words, 0) === 0) return true;
    if (lists.end.endingAt(words, words.length) > 0) return true;
    for (let at = 0; at < words.length; at += 1) if (lists.anywhere.startingAt(words, at) > 0) return true;
  }
  return language === 'en' && pointsOutside(words);
}
