import { toLikelyLanguages } from '../language/message-language.ts';
import { NEGATION_LANGUAGES } from './lexicon.ts';
import type { Rarity } from './rarity.ts';
import type { Window } from './window.ts';

/** So many of a message's stems the background knows where it is English: "Vaccines cause autism" has no function word. */
const MOSTLY = 0.7;

/**
 * Whether a message is in a language whose "not" is known: in another one its denial of a claim would look like the claim. Where several languages are as
 * probable, one of them is enough.
 */
export function isDenialTold(text: string, windows: readonly Window[], rarity: Rarity): boolean {
  if (toLikelyLanguages(text).some((language) => NEGATION_LANGUAGES.has(language))) return true;
  const stems = new Set(windows.flatMap(({ reading }) => Array.from(reading.terms.keys())));
  return Array.from(stems).filter((stem) => rarity.knows(stem)).length >= MOSTLY * stems.size;
}
