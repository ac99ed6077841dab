import { isBaseVerb, isNounToo, isParticiple, toPast, toThirdPerson } from '../language/verbs.ts';
import data from './data/english-questions.json' with { type: 'json' };

type Kind = keyof typeof data;
const WORDS = new Map(Object.entries(data).map(([kind, words]) => [kind, new Set(words.split(' '))]));
const isOf = (kind: Kind, word = '') => WORDS.get(kind)?.has(word) === true;
/** A clause inside the subject. */
const CLAUSE = /^(?:who|which|that|what|when|where|how|if|because|once|while|although|is|are|was|were|has|does|did)$/;
/** Longer questions are not rearranged: too much can go wrong. */
const MOST_WORDS = 30;

/**
 * The statement that an English yes/no question asks about, if a simple and safe rearrangement gives it.
 *
 * @param words the question's words as written, without the mark at its end; the first is an auxiliary
 * @param bare the same words in lower case, without marks around them
 */
export function toEnglishStatement(words: readonly string[], bare: readonly string[]): string | undefined {
  const aux = bare[0] ?? '';
  const kept = words.map((word, at) => ({ word: word === 'u' ? 'you' : word, bare: bare[at] ?? '' })).slice(1);
  const rest = kept.filter((word) => word.bare !== 'ever');
  const plain = rest.map((word) => word.bare);
  if (rest.length < 2 || rest.length > MOST_WORDS || plain.some((word) => isOf('askingOnly', word))) return undefined;
  if (aux === 'do') return rest.map(({ word }) => word).join(' ');
  const at = /^(?:is|are|was|were)$/.test(aux) ? complementAt(plain) : verbAt(plain, aux);
  if (at === undefined || at < 1 || rest[at - 1]?.word.endsWith(',')) return undefined;
  if (plain.slice(0, at).some((word, place) => CLAUSE.test(word) && (place > 0 || word !== 'that'))) return undefined;
  const said = rest.map(({ word }) => word);
  if (aux !== 'does' && aux !== 'did') return [...said.slice(0, at), aux, ...said.slice(at)].join(' ');
  // "Did she win and still lose": the second verb would have to be inflected too.
  if (plain.some((word, place) => place > at && /^(?:and|but)$/.test(plain[place - 1] ?? '') && canBend(word)))
    return undefined;
  const verb = plain.findIndex((word, place) => place >= at && !isOf('adverbs', word));
  const base = plain[verb] ?? '';
  said[verb] = (said[verb] ?? '').toLowerCase().replace(base, aux === 'does' ? toThirdPerson(base) : toPast(base));
  return said.join(' ');
}

function canBend(word: string): boolean {
  return isBaseVerb(word) || isOf('adverbs', word);
}

/** Where the verb begins, with its adverbs, in the words behind another auxiliary than "is". */
function verbAt(words: readonly string[], aux: string): number | undefined {
  const fits = /^(?:has|have|had)$/.test(aux)
    ? isParticiple
    : (word: string) => isBaseVerb(word) && (word !== 'be' || !/^d/.test(aux));
  const isVerb = (word: string, at: number) => at >= toFirst(words) && fits(word) && !opensNoun(words[at - 1]);
  if (isOf('pronouns', words[0])) {
    const verb = words.findIndex((word, at) => at > 0 && !isOf('adverbs', word));
    return fits(words[verb] ?? '') ? 1 : undefined;
  }
  const found = words.findIndex(isVerb);
  // "Does work stress cause …": which of them is the verb cannot be told.
  if (isNounToo(words[found] ?? '') && words.some((word, at) => at > found && isVerb(word, at))) return undefined;
  return backOver(words, found, 'adverbs', 1);
}

/** Where the complement of "is" begins. */
function complementAt(words: readonly string[]): number | undefined {
  const first = toFirst(words);
  if (isOf('pronouns', words[0])) return 1;
  if (words.length === first + 1) return first;
  const adverb = words.findIndex((word, at) => at >= first && isOf('adverbs', word));
  if (adverb > 0) return adverb === words.length - 1 ? undefined : backOver(words, adverb, 'more', first);
  const found = words.findIndex((_, at) => at >= first && !opensNoun(words[at - 1]) && opensComplement(words, at));
  return found > 0 ? backOver(words, found, 'more', first) : undefined;
}

function opensComplement(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  if (isOf('articles', word)) return at < words.length - 1;
  const next = words[at + 1];
  const isLast =
    next === undefined || isOf('prepositions', next) || isOf('articles', next) || /^(?:enough|\d.*)$/.test(next);
  return isLast && (isOf('adjectives', word) || isParticiple(word) || /\p{L}{2}ing$/u.test(word));
}

/** Where the subject can end at the earliest. */
function toFirst(words: readonly string[]): number {
  return isOf('determiners', words[0]) ? 2 : 1;
}

function backOver(words: readonly string[], at: number, over: Kind, least: number): number {
  let start = at;
  while (start > least && isOf(over, words[start - 1])) start -= 1;
  return start;
}

function opensNoun(before: string | undefined): boolean {
  return isOf('determiners', before) || isOf('prepositions', before);
}
