import { dateCovers, datesAgree } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { areOpposites, areRivals, areUnlike, LIGHT_WORDS, NEGATORS } from '../language/lexicon.ts';
import { comparePolarity, deniesAll } from '../language/negation.ts';
import { ORDINALS } from '../language/number-words.ts';
import { areComparable, areEqual, isUnit, type Quantity } from '../language/numbers.ts';
import { findOtherActor, findOtherPredicate, findTurnedDoers } from '../language/predicates.ts';
import { findOtherQuantifier } from '../language/quantifiers.ts';
import type { Token } from '../language/tokens.ts';
import { likeness, SAID } from '../language/word-similarity.ts';
import type { Difference, DifferenceKind } from '../types.ts';
import { findOtherReason } from './reasons.ts';
import { reportDifferences } from './reports.ts';
import { findOtherScope } from './scopes.ts';
import { findWordSwap, type Unshared } from './word-swaps.ts';

/**
 * How two similar statements differ: a number, date, place, person or thing that one names instead of the other's, or a negation. Only what
 * *contradicts* is a difference; what only one of them says is left to the probability.
 *
 * @param asked the part of the message that is about the claim
 * @param prior one wording of the prior claim: what another wording says excuses nothing
 * @returns at most one difference of each kind
 */
export function findDifferences(asked: Facts, prior: Facts): Difference[] {
  const pair = toUnshared(asked, prior);
  const named: Difference[] = [
    ...dateDifferences(asked, prior),
    ...numberDifferences(asked, prior),
    ...ordinalDifferences(asked, prior),
    ...quantifierDifferences(asked, prior),
    ...placeDifferences(asked, prior),
  ];
  const whole = [
    ...oppositeDifferences(pair),
    ...negationDifferences(asked, prior),
    ...reportDifferences(asked, prior),
    ...reasonDifferences(asked, prior),
  ];
  // If they say the opposite, or name another speaker or reason, the words that say so are not a second difference.
  const words = whole.length > 0 ? [] : [findOtherEvent(pair) ?? findOtherThing(pair) ?? []].flat();
  const found = [...named, ...whole, ...words];
  return found.filter(({ kind }, at) => found.findIndex((other) => other.kind === kind) === at);
}

function dateDifferences(asked: Facts, prior: Facts): Difference[] {
  const there = prior.dates.find((date) => !asked.dates.some((other) => datesAgree(date, other)));
  const here = there && asked.dates.find((date) => !prior.dates.some((other) => dateCovers(other, date)));
  return here ? [{ kind: 'date', asked: here.raw, prior: there.raw }] : [];
}

/** What only the prior claim names, with what only the message names instead. */
function findRivals<T>(
  { asked, prior }: Record<'asked' | 'prior', readonly T[]>,
  isSame: (one: T, other: T) => boolean,
  areRivals: (one: T, other: T) => boolean = () => true,
): { asked: T; prior: T }[] {
  return prior
    .filter((old) => !asked.some((one) => isSame(one, old)))
    .flatMap((old) => {
      const here = asked.find((one) => areRivals(one, old) && !prior.some((other) => isSame(one, other)));
      return here === undefined ? [] : [{ asked: here, prior: old }];
    });
}

function numberDifferences(asked: Facts, prior: Facts): Difference[] {
  const [found] = findRivals({ asked: asked.quantities, prior: prior.quantities }, areEqual, areComparable);
  return found ? [{ kind: 'number', asked: withUnit(found.asked), prior: withUnit(found.prior) }] : [];
}

/** "The second album" against "the first", "the 50th floor" against "the second". */
function ordinalDifferences(asked: Facts, prior: Facts): Difference[] {
  const [found] = findRivals(
    { asked: toOrdinals(asked), prior: toOrdinals(prior) },
    (one, other) => one.value === other.value,
  );
  return found ? [{ kind: 'number', asked: found.asked.shown, prior: found.prior.shown }] : [];
}

const toOrdinals = ({ tokens }: Facts) =>
  tokens.flatMap(({ word, shown }, at) => {
    const digits = /^(?:st|nd|rd|th)$/.test(word) ? tokens[at - 1]?.word : undefined;
    const value = digits === undefined ? ORDINALS.get(word) : `${digits}${word}`;
    return value === undefined ? [] : [{ value, shown: digits === undefined ? shown : value }];
  });

function withUnit({ raw, unit }: Quantity): string {
  const shown = raw.replace(/([$€£¥]) /g, '$1');
  return unit === '' || shown !== raw ? shown : `${shown} ${unit}`;
}

function quantifierDifferences(asked: Facts, prior: Facts): Difference[] {
  const found = findOtherQuantifier(asked, prior);
  return found ? [{ kind: 'quantifier', ...found }] : [];
}

function reasonDifferences(asked: Facts, prior: Facts): Difference[] {
  const found = findOtherReason(asked, prior);
  return found ? [{ kind: 'reason', ...found }] : [];
}

function placeDifferences(asked: Facts, prior: Facts): Difference[] {
  const of = ({ places }: Facts) => Array.from(places, ([place, { shown }]) => ({ place, shown }));
  // "American" can be more than the United States, and mostly is not.
  const isAmerica = ({ place }: { place: string }) => place === 'us' || place === 'america';
  const [found] = findRivals(
    { asked: of(asked), prior: of(prior) },
    (one, other) => one.place === other.place,
    (one, other) => !(isAmerica(one) && isAmerica(other)),
  );
  return found ? [{ kind: 'place', asked: found.asked.shown, prior: found.prior.shown }] : [];
}

/** A word of the message alone that is the opposite of a word of the prior claim alone. */
function oppositeDifferences({ asked, prior, here }: Unshared): Difference[] {
  for (const fresh of here) {
    const old = prior.tokens.find(
      (token) => areOpposites(token.stem, fresh.stem) && !asked.tokens.some(({ stem }) => stem === token.stem),
    );
    if (old && comparePolarity(asked, prior).turned)
      return [{ kind: 'negation', asked: fresh.shown, prior: old.shown }];
  }
  return [];
}

/** The two say opposite things, or the message denies the wording as a whole. */
function negationDifferences(asked: Facts, prior: Facts): Difference[] {
  const { turned, asked: here, prior: there } = comparePolarity(asked, prior);
  const isDenied = deniesAll(asked.text) && !deniesAll(prior.text);
  return turned || isDenied ? [{ kind: 'negation', asked: here, prior: there }] : [];
}

function findOtherEvent({ asked, prior, here, there }: Unshared): Difference | undefined {
  const verbs = findPair(here, there, areUnlike) ?? findOtherPredicate(asked, prior);
  return verbs && { kind: 'what-happened', asked: verbs.asked.shown, prior: verbs.prior.shown };
}

/** One word of each that rule each other out. */
function findPair(here: readonly Token[], there: readonly Token[], are: (one: string, other: string) => boolean) {
  for (const prior of there) {
    const asked = here.find(({ stem }) => are(stem, prior.stem));
    if (asked) return { asked, prior };
  }
  return undefined;
}

/** A word, role, denied clause or actor that differs between the two. */
function findOtherThing(pair: Unshared): Difference | undefined {
  const { asked, prior, here, there } = pair;
  const swap = findWordSwap(pair);
  if (swap) return swap;
  const things = findPair(here, there, areRivals) ?? findTurnedDoers(asked, prior);
  const found =
    (things && { asked: things.asked.shown, prior: things.prior.shown }) ??
    findOtherScope(asked, prior) ??
    findOtherActor(asked, prior);
  return found && { kind: 'other', ...found };
}

/** The words that only one of the two has. */
function toUnshared(asked: Facts, prior: Facts): Unshared {
  const isPlain = ({ word, stem }: Token) => !NEGATORS.has(word) && !LIGHT_WORDS.has(stem) && !isUnit(word);
  // A place's name can be a person's ("Venus", "Wellington"), so unshared places stand with the words.
  const isRomance = asked.languages.some((language) => ROMANCE.includes(language));
  const onlyIn = (one: Facts, other: Facts) => {
    const places = new Map(Array.from(one.places, ([place, { word }]) => [word, place]));
    return one.tokens.filter((token) =>
      places.has(token.word)
        ? !other.places.has(places.get(token.word) ?? '') && !other.tokens.some(({ word }) => word === token.word)
        : one.content.includes(token) && isPlain(token) && !isSaid(token, other, isRomance),
    );
  };
  return { asked, prior, here: onlyIn(asked, prior), there: onlyIn(prior, asked) };
}

function isSaid(token: Token, by: Facts, isRomance: boolean): boolean {
  return by.content.some(
    (other) => likeness(token.stem, other.stem) >= SAID || (isRomance && areVerbForms(token.word, other.word)),
  );
}

const ROMANCE = ['es', 'pt', 'fr', 'it', 'ca'];

const INFINITIVE = /^[aei]r$/;
/** Endings of the commonest other forms of a Romance verb. */
const VERB_ENDING = /^(?:[aeo]|[ae]m|[ae]n|[aei]ndo|[ai]d[oa]|[aei]ram|[eio]u)$/;

/** "Mede" and "medir": an infinitive and another form of one Romance verb. */
function areVerbForms(one: string, other: string): boolean {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  const [rest, otherRest] = [one.slice(shared), other.slice(shared)];
  const fits = (infinitive: string, form: string) => INFINITIVE.test(infinitive) && VERB_ENDING.test(form);
  return shared >= 3 && (fits(rest, otherRest) || fits(otherRest, rest));
}

/** The kinds of difference that no confirmation can overrule: a claim that differs in one of them is another claim. */
const VETOES: ReadonlySet<DifferenceKind> = new Set(['number', 'quantifier', 'date', 'place', 'negation']);

/**
 * The number, quantifier, date, place or negation in which a sentence contradicts one of these wordings: no model and no button may then call it the
 * same.
 *
 * @param wordings the prior claim, and the wording that the sentence was measured against
 */
export function findVeto(asked: string, wordings: readonly string[]): Difference | undefined {
  const known = wordings.map(toFacts);
  const facts = toFacts(asked);
  return known.flatMap((prior) => findVetoAgainst(facts, prior, known) ?? [])[0];
}

/**
 * The same for one wording that is read already. One claim can be told as "you won't catch a cold" and as "it prevents colds", so a "not" is no veto
 * if the sentence agrees with another wording, unless it has this wording's very words.
 */
export function findVetoAgainst(asked: Facts, prior: Facts, known: readonly Facts[]): Difference | undefined {
  const { here, there } = toUnshared(asked, prior);
  const isSame = here.length + there.length === 0;
  const denies = (other: Facts) => findDifferences(asked, other).some(({ kind }) => kind === 'negation');
  return findDifferences(asked, prior)
    .filter(({ kind }) => VETOES.has(kind))
    .find(({ kind }) => kind !== 'negation' || isSame || !known.some((other) => other !== prior && !denies(other)));
}
