import type { Facts } from './facts.ts';
import { areOpposites } from './lexicon.ts';
import { toPlace } from './places.ts';
import { STOP_WORDS, type Token } from './tokens.ts';
import { isVerbLike } from './verbs.ts';
import { likeness, SAID } from './word-similarity.ts';

/** The words for two things that have swapped places: as the first statement has them, and the second. */
type Turn = readonly [{ shown: string }, { shown: string }] | undefined;

/**
 * Finds two things that have swapped places between statements of much the same words: in a comparison, a direction, or who does it to whom. Pure.
 */
export function findTurn(asked: Facts, prior: Facts): Turn {
  // A text that repeats its words the other way round is still the same text.
  const [mine, theirs] = [asked, prior].map(({ tokens }) => tokens.map(({ stem }) => stem).join(' '));
  if (mine === theirs) return undefined;
  return (
    findTurnedComparison(asked, prior) ??
    findTurnedDirection(asked, prior) ??
    findTurnedRoles(asked, prior) ??
    findTurnedObject(asked, prior)
  );
}

/** After these a word is neither the doer nor the one it is done to, so its position says little. */
const ASIDE = new Set(['in', 'at', 'on', 'near', 'from', 'during', 'since', 'for', 'about', 'with', 'and', 'or']);
/** How many words before and after the verb can be the doer and the one it is done to. */
const VERB_REACH = 3;

/** "Germany invaded Poland", "Poland invaded Germany". A `by` in only one of them ("was invaded by") explains the other order. */
export function findTurnedRoles(asked: Facts, prior: Facts): Turn {
  const [isPassive, other] = [asked, prior].map(({ tokens }) => tokens.some(({ word }) => word === 'by'));
  if (isPassive !== other) return findKeptRoles(asked, prior);
  const [here, there] = [toWords(asked), toWords(prior)];
  for (const [at, pivot] of there.entries()) {
    const mine = here.findIndex(({ stem }) => stem === pivot.stem);
    if (mine < 0 || !(isVerbLike(pivot.word) || pivot.word.endsWith('ing'))) continue;
    const places = findMovedPlaces(
      [there.slice(0, at), there.slice(at + 1)],
      [here.slice(0, mine), here.slice(mine + 1)],
    );
    if (places) return places;
    const moved = (from: readonly Word[], to: readonly Word[]) =>
      from.filter((word) => !word.aside && to.some((other) => !other.aside && other.stem === word.stem));
    const doers = moved(there.slice(Math.max(0, at - VERB_REACH), at), here.slice(mine + 1, mine + 1 + VERB_REACH));
    const done = moved(there.slice(at + 1, at + 1 + VERB_REACH), here.slice(Math.max(0, mine - VERB_REACH), mine));
    if (!doers[0] || !done[0] || doers[0].stem === done[0].stem) continue;
    const swapped = new Set([...doers, ...done].map(({ stem }) => stem));
    if (inCommon(here, there, swapped) === inCommon(there, here, swapped)) return [done[0], doers[0]];
  }
  return undefined;
}

/** Two countries that have swapped sides of the verb, however far from it: "sent Canada 40 ships", "sent 40 ships to Canada". */
function findMovedPlaces([before, after]: Sides, [mineBefore, mineAfter]: Sides): Turn {
  const findIn = (from: readonly Word[], to: readonly Word[]) =>
    from.find(({ word, stem }) => toPlace(word) !== undefined && to.some((other) => other.stem === stem));
  const [doer, done] = [findIn(before, mineAfter), findIn(after, mineBefore)];
  return doer && done && doer.stem !== done.stem ? [done, doer] : undefined;
}

type Sides = readonly [readonly Word[], readonly Word[]];

/** In the passive as in the active, they stand near the verb. */
const KEPT_REACH = 2;

/** "Petrol cars outnumbered electric cars", "petrol cars were outnumbered by electric cars": one order in active and passive. */
function findKeptRoles(asked: Facts, prior: Facts): Turn {
  const [here, there] = [toWords(asked), toWords(prior)];
  for (const [at, pivot] of there.entries()) {
    const mine = here.findIndex(({ stem }) => stem === pivot.stem);
    if (mine < 0 || ![asked, prior].some((facts) => isBeforeBy(pivot, facts))) continue;
    const same = (one: readonly Word[], others: readonly Word[]) =>
      one.find((word) => !word.aside && others.some((kept) => kept.stem === word.stem));
    const doer = same(there.slice(Math.max(0, at - KEPT_REACH), at), here.slice(Math.max(0, mine - VERB_REACH), mine));
    const done = same(there.slice(at + 1, at + 1 + KEPT_REACH), here.slice(mine + 1, mine + 1 + KEPT_REACH));
    if (doer && done && doer.stem !== done.stem) return [done, doer];
  }
  return undefined;
}

const isBeforeBy = ({ stem }: Token, { tokens }: Facts) =>
  tokens.some(
    (token, at) =>
      token.stem === stem &&
      tokens[at + 1]?.word === 'by' &&
      /^(?:is|are|was|were|been)$/.test(tokens[at - 1]?.word ?? ''),
  );

/** The words that both have and that have not swapped places. */
const inCommon = (words: readonly Word[], others: readonly Word[], swapped: ReadonlySet<string>) =>
  words.flatMap(({ stem }) => (!swapped.has(stem) && others.some((other) => other.stem === stem) ? [stem] : [])).join();

type Word = Token & { aside: boolean };

const toWords = ({ tokens }: Facts): Word[] =>
  tokens
    .map((token, at) => ({ ...token, aside: ASIDE.has(toBefore(tokens, at)?.word ?? '') }))
    .filter(({ word }) => !STOP_WORDS.has(word) && !/^\p{N}/u.test(word));

/** The word before another one and its article. */
const toBefore = (tokens: readonly Token[], at: number) =>
  tokens[/^(?:the|an?)$/.test(tokens[at - 1]?.word ?? '') ? at - 2 : at - 1];

const DEGREE = /^(?:more|less|fewer|better|worse|greater|further|farther|closer|(?!over|under)\p{L}{2,}er|rather)$/u;

/**
 * "Adults have more bones than babies" against "babies have more bones than adults". "Older" against "younger" reverses it again, so it is left
 * alone.
 */
export function findTurnedComparison(asked: Facts, prior: Facts): Turn {
  const [here, there] = [toComparison(asked), toComparison(prior)];
  if (!here || !there) return undefined;
  if (here.degree.some(({ stem }) => there.degree.some((word) => areOpposites(stem, word.stem)))) return undefined;
  // A word on both sides of one of them ("electric cars", "petrol cars") tells neither from the other.
  const mine = shared(onlyIn(here.before, here.after), onlyIn(there.after, there.before));
  const theirs = shared(onlyIn(here.after, here.before), onlyIn(there.before, there.after));
  return mine && theirs && [mine, theirs];
}

function toComparison({ tokens }: Facts) {
  const at = tokens.findLastIndex(({ word }) => word === 'than');
  // "More than 100 times": a bound, not a comparison of two things.
  if (at < 2 || (DEGREE.test(tokens[at - 1]?.word ?? '') && /^\p{N}/u.test(tokens[at + 1]?.word ?? '')))
    return undefined;
  const isTelling = ({ word }: Token) => !STOP_WORDS.has(word) && !DEGREE.test(word);
  const degree = tokens.slice(0, at).filter(({ word }) => DEGREE.test(word));
  // What is compared stands near "than".
  const after = tokens
    .slice(at + 1)
    .filter(isTelling)
    .slice(0, 5);
  return { before: tokens.slice(0, at).filter(isTelling), after, degree };
}

const OF_OBJECTS = new Set(['from', 'by', 'per', 'than', 'before', 'after']);
/** How many telling words after a preposition can be what it is about. */
const OBJECT_REACH = 3;

/** Finds a word that one statement has behind a preposition and the other before it: "Mars is seen from Earth", "Earth is seen from Mars". */
function findTurnedObject(asked: Facts, prior: Facts): Turn {
  for (const preposition of OF_OBJECTS) {
    const [mine, theirs] = [toSides(asked, preposition), toSides(prior, preposition)];
    if (!mine || !theirs) continue;
    const fresh = shared(onlyIn(mine.object, theirs.after), onlyIn(theirs.before, theirs.after));
    const old = shared(onlyIn(theirs.object, mine.after), onlyIn(mine.before, mine.after));
    if (fresh && old) return [fresh, old];
  }
  return undefined;
}

/** The telling words of a sentence before and after its last such preposition, and those right behind it. */
function toSides({ tokens }: Facts, preposition: string) {
  const at = tokens.findLastIndex(({ word }) => word === preposition);
  if (at < 0) return undefined;
  const isTelling = (token: Token) => token.sentence === tokens[at]?.sentence && !STOP_WORDS.has(token.word);
  const after = tokens.slice(at + 1).filter(isTelling);
  return { before: tokens.slice(0, at).filter(isTelling), after, object: after.slice(0, OBJECT_REACH) };
}

/** Finds a place that one statement goes to and the other comes from: "taken to hospital", "released from hospital". */
function findTurnedDirection(asked: Facts, prior: Facts): Turn {
  const there = toDirections(prior);
  for (const mine of toDirections(asked)) {
    const [theirs, ...more] = there.filter(({ stem }) => stem === mine.stem);
    if (theirs && more.length === 0 && theirs.isTowards !== mine.isTowards) return [mine, theirs];
  }
  return undefined;
}

function toDirections({ tokens }: Facts) {
  return tokens.flatMap(({ stem, shown }, at) => {
    const before = toBefore(tokens, at);
    const [, towards] = /^(?:(to|into|onto|towards?)|from|off)$/.exec(before?.word ?? '') ?? [undefined, null];
    return towards === null ? [] : [{ stem, shown: `${before?.shown} ${shown}`, isTowards: towards !== undefined }];
  });
}

const onlyIn = (side: readonly Token[], other: readonly Token[]) => side.filter((token) => !shared([token], other));
const shared = (side: readonly Token[], other: readonly Token[]) =>
  side.find((token) => other.some((one) => isSame(one, token)));
const isSame = (one: Token, other: Token) => likeness(one.stem, other.stem) >= SAID;
