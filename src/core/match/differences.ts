import { dateCovers, datesAgree } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { areOpposites, LIGHT_WORDS, NEGATORS } from '../language/lexicon.ts';
import { comparePolarity, deniesAll } from '../language/negation.ts';
import { areComparable, areEqual, isUnit, type Quantity } from '../language/numbers.ts';
import type { Token } from '../language/tokens.ts';
import { likeness, SAID } from '../language/word-similarity.ts';
import type { Difference, DifferenceKind } from '../types.ts';
import { findWordSwap, type Unshared } from './word-swaps.ts';

/**
 * In what two alike statements differ: a number, date, place, person or thing that one names in the other's stead, or a negation. Only what
 * *contradicts* is a difference; what merely one of them says is left to the probability.
 *
 * @param asked the part of the message that is about the claim
 * @param prior one wording of the prior claim: what another one says excuses nothing
 * @returns at most one difference of each kind
 */
export function findDifferences(asked: Facts, prior: Facts): Difference[] {
  const pair = toUnshared(asked, prior);
  const found: Difference[] = [
    ...dateDifferences(asked, prior),
    ...numberDifferences(asked, prior),
    ...ordinalDifferences(asked, prior),
    ...placeDifferences(asked, prior),
    ...oppositeDifferences(pair),
    ...negationDifferences(asked, prior),
    findWordSwap(pair) ?? [],
  ].flat();
  return found.filter(({ kind }, at) => found.findIndex((other) => other.kind === kind) === at);
}

function dateDifferences(asked: Facts, prior: Facts): Difference[] {
  const there = prior.dates.find((date) => !asked.dates.some((other) => datesAgree(date, other)));
  if (!there) return [];
  const here = asked.dates.find((date) => !prior.dates.some((other) => dateCovers(other, date)));
  return here ? [{ kind: 'date', asked: here.raw, prior: there.raw }] : [];
}

function numberDifferences(asked: Facts, prior: Facts): Difference[] {
  const has = (form: Facts, one: Quantity) => form.quantities.some((other) => areEqual(one, other));
  for (const there of prior.quantities) {
    if (has(asked, there)) continue;
    const here = asked.quantities.find((one) => areComparable(one, there) && !has(prior, one));
    if (here) return [{ kind: 'number', asked: withUnit(here), prior: withUnit(there) }];
  }
  return [];
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** "The second album" where the other one says "the first": both name a place in an order, and none the other's. */
function ordinalDifferences(asked: Facts, prior: Facts): Difference[] {
  const of = ({ tokens }: Facts) => tokens.filter(({ word }) => ORDINALS.includes(word));
  const [here, there] = [of(asked), of(prior)];
  const isShared = here.some(({ word }) => there.some((other) => other.word === word));
  const [fresh] = here;
  const [old] = there;
  return fresh && old && !isShared ? [{ kind: 'number', asked: fresh.shown, prior: old.shown }] : [];
}

function withUnit({ raw, unit }: Quantity): string {
  const shown = raw.replace(/([$€£¥]) /g, '$1');
  return unit === '' || shown !== raw ? shown : `${shown} ${unit}`;
}

function placeDifferences(asked: Facts, prior: Facts): Difference[] {
  for (const [there, named] of prior.places) {
    if (asked.places.has(there)) continue;
    const here = Array.from(asked.places).find(([place]) => !prior.places.has(place) && !areOnePlace(place, there));
    if (here) return [{ kind: 'place', asked: here[1].shown, prior: named.shown }];
  }
  return [];
}

/** "American" can be more than the United States, and mostly is not. */
function areOnePlace(one: string, other: string): boolean {
  return (one === 'us' && other === 'america') || (one === 'america' && other === 'us');
}

/** A word that the prior claim has not, opposite to one that it has in its stead. */
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

/** The words of each that the other one has not. */
function toUnshared(asked: Facts, prior: Facts): Unshared {
  const isPlain = ({ word, stem }: Token) => !NEGATORS.has(word) && !LIGHT_WORDS.has(stem) && !isUnit(word);
  // A place's name can be a person's ("Venus", "Wellington"), so unshared places stand with the words.
  const isRomance = asked.languages.some((language) => ROMANCE.includes(language));
  const onlyIn = (one: Facts, other: Facts) => {
    const places = new Set(Array.from(one.places.values(), ({ word }) => word));
    return one.tokens.filter((token) =>
      places.has(token.word)
        ? !other.tokens.some(({ word }) => word === token.word)
        : one.content.includes(token) && isPlain(token) && !isSaid(token, other, isRomance),
    );
  };
  const here = onlyIn(asked, prior);
  const there = onlyIn(prior, asked);
  return { asked, prior, here, there };
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

/** The kinds of difference that nobody's word outweighs: what differs in one of them is another claim. */
const VETOES: ReadonlySet<DifferenceKind> = new Set(['number', 'date', 'place', 'negation']);

/**
 * The number, date, place or negation in which a sentence contradicts one of these wordings: no model and no button may call it the same then.
 *
 * @param wordings the prior claim, and the wording that the sentence was measured against
 */
export function findVeto(asked: string, wordings: readonly string[]): Difference | undefined {
  const known = wordings.map(toFacts);
  const facts = toFacts(asked);
  for (const prior of known) {
    const found = findVetoAgainst(facts, prior, known);
    if (found) return found;
  }
  return undefined;
}

/**
 * The same for one wording that is read already. One claim is told as "you won't catch a cold" and as "it prevents colds": a "not" is no veto to who
 * says as another of the wordings does, unless it stands in this one's very words.
 */
export function findVetoAgainst(asked: Facts, prior: Facts, known: readonly Facts[]): Difference | undefined {
  const isSame = hasSameWords(asked, prior);
  const denies = (other: Facts) => findDifferences(asked, other).some(({ kind }) => kind === 'negation');
  return findDifferences(asked, prior)
    .filter(({ kind }) => VETOES.has(kind))
    .find(({ kind }) => kind !== 'negation' || isSame || !known.some((other) => other !== prior && !denies(other)));
}

/** The two have the same telling words, so that a "not" can only deny. */
function hasSameWords(asked: Facts, prior: Facts): boolean {
  const { here, there } = toUnshared(asked, prior);
  return here.length === 0 && there.length === 0;
}
