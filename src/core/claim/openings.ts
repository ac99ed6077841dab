import { UNSPACED } from '../language/characters.ts';
import data from './data/kinds.json' with { type: 'json' };

type Phrases = keyof (typeof data)['en'];

const ENDS_UNSPACED = new RegExp(`${UNSPACED.source}$`, 'u');
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
  const isOpen = (phrase: string) => !whole && ENDS_UNSPACED.test(phrase);
  const groups = [
    `(?:${phrases.filter((phrase) => !isOpen(phrase)).join('|')})${WORD_ENDS}`,
    ...phrases.filter(isOpen),
  ];
  return new RegExp(`^(?:${groups.join('|')})`, 'u');
}
