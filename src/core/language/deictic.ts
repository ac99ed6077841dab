import type { CanonicalWord } from './canonical-words.ts';
import deixis from './data/deixis.json' with { type: 'json' };
import pronouns from './data/english-pronouns.json' with { type: 'json' };
import type { Language } from './language-of.ts';
import { createPhrases, expand, type Phrases } from './phrases.ts';
import { isNounToo, isVerbLike } from './verbs.ts';

interface Lists {
  anywhere: Phrases;
  start: Phrases;
  end: Phrases;
  /** Phrases that begin like one of `start`, or hold one of `anywhere`, but point at nothing: "il y a", "出现在". */
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
 * Whether a sentence says what it claims only together with its speaker, time, place or context: "this photo", "he", "here", "yesterday".
 *
 * @param words the sentence without filler
 */
export function isDeictic(words: readonly CanonicalWord[], language: Language): boolean {
  const lists = LISTS.get(language);
  if (lists) {
    if (lists.start.startingAt(words, 0) > 0 && lists.fine.startingAt(words, 0) === 0) return true;
    if (lists.end.endingAt(words, words.length) > 0) return true;
    for (let at = 0, fine = 0; at < words.length; at += fine || 1) {
      fine = lists.fine.startingAt(words, at);
      if (fine === 0 && lists.anywhere.startingAt(words, at) > 0) return true;
    }
  }
  return language === 'en' && pointsOutside(words);
}

type List = keyof typeof pronouns;
const KINDS = ['person', 'plural', 'thing', 'speaker'] as const;
const PRONOUNS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(pronouns).map(([list, words]) => [list, new Set(words.split(' '))]),
);
const is = (list: List, word: string): boolean => PRONOUNS.get(list)?.has(word) ?? false;
/** "In Paris she died": behind one of these, a sentence's first phrase is no antecedent. */
const PREPOSITION = /^(?:in|on|at|during|after|before|since|by|from|under|near)$/;

/** Whether a pronoun has nothing before it in its English sentence that it could mean. */
function pointsOutside(words: readonly CanonicalWord[]): boolean {
  if (!words.some(({ word }) => word === 'those' || KINDS.some((kind) => is(kind, word)))) return false;
  let singular = false;
  let plural = false;
  let said = false;
  for (const [at, { word }] of words.entries()) {
    if (word === 'those' && !is('thoseFine', words[at + 1]?.word ?? '')) return true;
    const kind = KINDS.find((each) => is(each, word));
    if (kind !== undefined) {
      const isBehindPhrase = at < 5 && PREPOSITION.test(words[0]?.word ?? '') && /^(?:he|she|they)$/.test(word);
      if (kind === 'person' && (!singular || isBehindPhrase)) return true;
      if (kind === 'plural' && ((!singular && !plural) || isBehindPhrase)) return true;
      if (kind === 'speaker' && !((singular || plural) && said)) return true;
      if (kind === 'thing' && !singular && !plural && !(word === 'it' && isExpletive(words, at))) return true;
      continue;
    }
    said ||= is('saying', word);
    if (!canBeMeant(word, at)) continue;
    if (is('plurals', word) || /[^sui]s$/.test(word)) plural = true;
    else singular = true;
  }
  return false;
}

/** Whether a word can be a pronoun's antecedent. */
function canBeMeant(word: string, at: number): boolean {
  if (is('noAntecedent', word) || !/^\p{L}{2}/u.test(word)) return false;
  if (isVerbLike(word) && !isNounToo(word)) return false;
  return !(at === 0 && word.endsWith('ing'));
}

/** "It takes seven years to", "it is illegal to", "it was Einstein who": an "it" that stands for nothing before it. */
function isExpletive(words: readonly CanonicalWord[], at: number): boolean {
  // A question has its auxiliary in front: "Is it illegal to".
  const isAsked = at === 1 && is('mayStandBetween', words[0]?.word ?? '');
  let head = at + 1;
  while (is('mayStandBetween', words[head]?.word ?? '')) head += 1;
  const word = words[head]?.word ?? '';
  const rest = words.slice(head + 1).map((each) => each.word);
  if (is('afterIt', word)) return true;
  if (is('takes', word)) return rest.some((each) => each === 'to' || each === 'for' || each === 'until');
  if (is('seems', word)) return rest.includes('that');
  if (head === at + 1 && !isAsked) return false;
  const isArticle = /^(?:an?|the|against)$/.test(word);
  const heads = isArticle ? rest.slice(0, 2) : [word];
  // "It is safe to eat" speaks of some food: only with more words behind the verb is it named.
  if (heads.some((each) => is('heads', each)))
    return rest.includes('that') || (rest.includes('to') && rest.length - rest.indexOf('to') > 3);
  // "It was Einstein who"; but "it is a drug that" and "it is the only country that" speak of something before them.
  const named = heads[0] ?? '';
  if (/^an?$/.test(word) || /^(?:only|1st|last|most|best|worst|\p{L}+est)$/u.test(named) || isVerbLike(named))
    return false;
  return rest.some((each) => each === 'that' || each === 'who');
}
