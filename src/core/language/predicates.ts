import verbs from './data/english-verbs.json' with { type: 'json' };
import { type Facts, onceForFacts } from './facts.ts';
import { LIGHT_WORDS, NEGATORS } from './lexicon.ts';
import { toPlace } from './places.ts';
import { STOP_WORDS, type Token } from './tokens.ts';
import { isBaseVerb, isNounToo, isParticiple, isVerbLike } from './verbs.ts';
import { likeness, SAID } from './word-similarity.ts';

/** The words after which an English base form is a verb: "to open", "they open". */
const BEFORE_BASE = new Set(verbs.beforeBase.split(' '));
/** The words after which a form of a verb is an adjective or a noun: "the deleted files", "of burning". */
const BEFORE_NOUN = new Set(verbs.beforeNoun.split(' '));
const BE = /^(?:is|are|was|were|been|being)$/;

/**
 * The verbs of two English statements that say different things of the same subject: "the bridge opened to traffic", "the bridge collapsed". The
 * subject is the same if the telling word before both verbs is.
 */
export function findOtherPredicate(asked: Facts, prior: Facts): Record<'asked' | 'prior', Token> | undefined {
  if (![asked, prior].every(({ languages }) => languages.length === 0 || languages.includes('en'))) return undefined;
  const [here, there] = [toVerbs(asked), toVerbs(prior)];
  if (here.some((verb) => isDone(verb, prior)) || there.some((verb) => isDone(verb, asked))) return undefined;
  for (const mine of here) {
    const subject = toSubject(mine, asked);
    const theirs = subject && there.find((verb) => toSubject(verb, prior)?.stem === subject.stem);
    if (theirs) return { asked: mine, prior: theirs };
  }
  return undefined;
}

/** The doers in two English statements that have swapped deeds: "a woman sings and a man dances", "a man sings and a woman dances". */
export function findTurnedDoers(asked: Facts, prior: Facts): Record<'asked' | 'prior', Token> | undefined {
  const there = toDeeds(prior);
  const changed = toDeeds(asked).flatMap(({ verb, doer }) =>
    there
      .filter((old) => areSame(verb, old.verb) && !areSame(doer, old.doer))
      .map((old) => ({ asked: doer, prior: old.doer })),
  );
  return changed.find((one) =>
    changed.some((other) => areSame(one.asked, other.prior) && areSame(one.prior, other.asked)),
  );
}

const toDeeds = (facts: Facts) =>
  toVerbs(facts).flatMap((verb) => {
    const doer = toSubject(verb, facts);
    return doer ? [{ verb, doer }] : [];
  });

/** Whether the other statement has the verb too, and not as a mere noun: "eats slices" is no slicing. */
const isDone = (verb: Token, by: Facts) =>
  by.tokens.some(
    (token, at) =>
      areSame(token, verb) && (token.word.endsWith('ing') || by.tokens[at - 1]?.word === 'to' || isVerb(token, by)),
  );

const areSame = (one: Token, other: Token) => likeness(one.stem, other.stem) >= SAID;

const toSubject = (verb: Token, { tokens }: Facts) =>
  tokens
    .slice(0, tokens.indexOf(verb))
    .findLast(({ word, sentence }) => sentence === verb.sentence && !STOP_WORDS.has(word) && !NEGATORS.has(word));

/**
 * The actors in two English statements with the same verb, if nothing of either actor is in the other statement: "a dairy company recalled 300
 * batches", "the health ministry of Alba recalled 300 batches".
 */
export function findOtherActor(asked: Facts, prior: Facts): Record<'asked' | 'prior', string> | undefined {
  const [mine] = toVerbs(asked);
  const [theirs] = toVerbs(prior);
  if (!mine || !theirs || likeness(mine.stem, theirs.stem) < SAID) return undefined;
  const [here, there] = [toActor(mine, asked), toActor(theirs, prior)];
  const isIn = (words: readonly Token[], by: Facts) =>
    words.some(({ word, stem }) => {
      const place = toPlace(word);
      return (
        by.tokens.some((other) => likeness(other.stem, stem) >= SAID) || (place !== undefined && by.places.has(place))
      );
    });
  if (!here[0] || !there[0] || isIn(here, prior) || isIn(there, asked)) return undefined;
  return { asked: here.map(({ shown }) => shown).join(' '), prior: there.map(({ shown }) => shown).join(' ') };
}

const toActor = (verb: Token, { tokens }: Facts) =>
  tokens
    .slice(0, tokens.indexOf(verb))
    .filter(({ word, stem }) => !STOP_WORDS.has(word) && !NEGATORS.has(word) && !LIGHT_WORDS.has(stem));

const toVerbs = onceForFacts((facts): Token[] => facts.tokens.filter((token) => isVerb(token, facts)));

/** Whether a word of an English text is a verb there, and not an auxiliary. */
export function isVerb(token: Token, { tokens }: Facts): boolean {
  const { word, stem } = token;
  const at = tokens.indexOf(token);
  const before = tokens[at - 1]?.word ?? '';
  if (at === 0 || BEFORE_NOUN.has(before) || STOP_WORDS.has(word) || NEGATORS.has(word) || LIGHT_WORDS.has(stem))
    return false;
  if (word.endsWith('ing')) return BE.test(before);
  if (isBaseVerb(word)) return BEFORE_BASE.has(before);
  // "Works", "causes": just as often a plural.
  if (/[^s]s$/.test(word) && (isNounToo(word.slice(0, -1)) || isNounToo(word.slice(0, -2)))) return false;
  return isVerbLike(word) || isParticiple(word) || (word !== stem && isBaseVerb(stem));
}
