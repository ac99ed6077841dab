import type { CanonicalWord } from './canonical-words.ts';
import data from './data/english-pronouns.json' with { type: 'json' };
import { isNounToo, isVerbLike } from './verbs.ts';

const toSet = (text: string) => new Set(text.split(' '));
const KINDS: ReadonlyMap<string, 'person' | 'plural' | 'thing' | 'speaker'> = new Map(
  (['person', 'plural', 'thing', 'speaker'] as const).flatMap((kind) =>
    data[kind].split(' ').map((word) => [word, kind] as const),
  ),
);
const SAYING = toSet(data.saying);
const NO_ANTECEDENT = toSet(data.noAntecedent);
const PLURALS = toSet(data.plurals);
const AFTER_IT = toSet(data.afterIt);
const TAKES = toSet(data.takes);
const SEEMS = toSet(data.seems);
const HEADS = toSet(data.heads);
const THOSE_FINE = toSet(data.thoseFine);
const MAY_STAND_BETWEEN = toSet(data.mayStandBetween);
/** "In Paris she died": what a sentence begins with is no antecedent behind one of these. */
const PREPOSITION = /^(?:in|on|at|during|after|before|since|by|from|under|near)$/;

/** Whether a pronoun has nothing before it in its English sentence that it could mean. */
export function pointsOutside(words: readonly CanonicalWord[]): boolean {
  if (!words.some(({ word }) => word === 'those' || KINDS.has(word))) return false;
  let singular = false;
  let plural = false;
  let said = false;
  for (const [at, { word }] of words.entries()) {
    if (word === 'those' && !THOSE_FINE.has(words[at + 1]?.word ?? '')) return true;
    const kind = KINDS.get(word);
    if (kind !== undefined) {
      const isBehindPhrase = at < 5 && PREPOSITION.test(words[0]?.word ?? '') && /^(?:he|she|they)$/.test(word);
      if (kind === 'person' && (!singular || isBehindPhrase)) return true;
      if (kind === 'plural' && ((!singular && !plural) || isBehindPhrase)) return true;
      if (kind === 'speaker' && !((singular || plural) && said)) return true;
      if (kind === 'thing' && !singular && !plural && !(word === 'it' && isExpletive(words, at))) return true;
      continue;
    }
    said ||= SAYING.has(word);
    if (!canBeMeant(word, at)) continue;
    if (PLURALS.has(word) || /[^sui]s$/.test(word)) plural = true;
    else singular = true;
  }
  return false;
}

/** It names somebody or something. */
function canBeMeant(word: string, at: number): boolean {
  if (NO_ANTECEDENT.has(word) || !/^\p{L}{2}/u.test(word)) return false;
  if (isVerbLike(word) && !isNounToo(word)) return false;
  return !(at === 0 && word.endsWith('ing'));
}

/** "It takes seven years to", "it is illegal to", "it was Einstein who": an "it" that stands for nothing before it. */
function isExpletive(words: readonly CanonicalWord[], at: number): boolean {
  // A question has its auxiliary in front: "Is it illegal to".
  const isAsked = at === 1 && MAY_STAND_BETWEEN.has(words[0]?.word ?? '');
  let head = at + 1;
  while (MAY_STAND_BETWEEN.has(words[head]?.word ?? '')) head += 1;
  const word = words[head]?.word ?? '';
  const rest = words.slice(head + 1).map((each) => each.word);
  if (AFTER_IT.has(word)) return true;
  if (TAKES.has(word)) return rest.some((each) => each === 'to' || each === 'for' || each === 'until');
  if (SEEMS.has(word)) return rest.includes('that');
  if (head === at + 1 && !isAsked) return false;
  const isArticle = /^(?:an?|the|against)$/.test(word);
  const heads = isArticle ? rest.slice(0, 2) : [word];
  // "It is safe to eat" is told of a food: what can be done has to be named behind the verb.
  if (heads.some((each) => HEADS.has(each)))
    return rest.includes('that') || (rest.includes('to') && rest.length - rest.indexOf('to') > 3);
  // "It was Einstein who"; but "it is a drug that" and "it is the only country that" are told of something.
  const named = heads[0] ?? '';
  if (/^an?$/.test(word) || /^(?:only|1st|last|most|best|worst|\p{L}+est)$/u.test(named) || isVerbLike(named))
    return false;
  return rest.some((each) => each === 'that' || each === 'who');
}
