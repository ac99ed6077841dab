import { HIDDEN } from '../../core/language/characters.ts';

/** Operators at the start of a word: exclusion, bangs (SearXNG), language (SearXNG), home directory (`~`). */
const LEADING_OPERATORS = /(?<=^|\s)[-+!:<>~&|]+(?=\S)/gu;
/** `site:`, `intitle:`, `insource:` and the like, but not a time such as 10:30. */
const FIELD = /(?<=\p{L}):(?=\S)/gu;
/** Phrase quotes, wildcards, groups and escapes. */
const SYNTAX = /["*\\|~^(){}[\]]/g;
const LOGIC = /(?<=^|\s)(?:AND|OR|NOT)(?=\s|$)/g;

/** The longest query that a provider accepts. */
export interface TextLimits {
  /** In UTF-16 units. */
  characters: number;
  words?: number;
}

/**
 * A claim as plain words without search operators, so that a message cannot steer the search (`site:`, `-word`, SearXNG's `!!`).
 * Too long a text is cut between words.
 *
 * @returns an empty string if there are no words
 */
export function toSearchText(text: string, { characters, words: most = Number.POSITIVE_INFINITY }: TextLimits): string {
  const plain = text
    .toWellFormed()
    .replace(HIDDEN, ' ')
    .replace(SYNTAX, ' ')
    .replace(LEADING_OPERATORS, '')
    .replace(FIELD, ' ')
    .replace(LOGIC, (word) => word.toLowerCase());
  const words = plain.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  let kept = '';
  for (const word of words.slice(0, most)) {
    const longer = kept ? `${kept} ${word}` : word;
    if (longer.length > characters) break;
    kept = longer;
  }
  // A text in a script without spaces is one long word.
  if (!kept && words[0])
    kept = words[0]
      .slice(0, characters)
      .toWellFormed()
      .replace(/\ufffd$/, '');
  return kept;
}
