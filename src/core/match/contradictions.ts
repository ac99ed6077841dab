import type { Difference, DifferenceKind } from '../types.ts';
import { dateCovers, datesAgree } from './dates.ts';
import type { Facts } from './facts.ts';
import { areOpposites, LIGHT_WORDS, NEGATORS, toClass } from './lexicon.ts';
import { likeness, SAID } from './likeness.ts';
import { areComparable, areEqual, isUnit, type Quantity } from './numbers.ts';
import { isPersonName, TITLES } from './persons.ts';
import { comparePolarity } from './polarity.ts';
import type { Token } from './tokens.ts';

/**
 * What a message names in the stead of what a prior claim names: another number, date or place, or a word's opposite.
 */
export function findContradictions(asked: Facts, prior: Facts): Difference[] {
  return [
    ...dateDifferences(asked, prior),
    ...numberDifferences(asked, prior),
    ...ordinalDifferences(asked, prior),
    ...placeDifferences(asked, prior),
    ...oppositeDifferences(asked, prior),
  ];
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
  return (one === 'usa' && other === 'america') || (one === 'america' && other === 'usa');
}

/** A word that the prior claim has not, opposite to one that it has in its stead. */
function oppositeDifferences(asked: Facts, prior: Facts): Difference[] {
  for (const fresh of toUnshared(asked, prior).here) {
    const old = prior.tokens.find(
      (token) => areOpposites(token.stem, fresh.stem) && !asked.tokens.some(({ stem }) => stem === token.stem),
    );
    if (old && comparePolarity(asked, prior).turned)
      return [{ kind: 'negation', asked: fresh.shown, prior: old.shown }];
  }
  return [];
}

/** The words that only one of two statements has. */
export interface Unshared {
  asked: Facts;
  prior: Facts;
  here: readonly Token[];
  there: readonly Token[];
}

/** The words of each that the other one has not. */
export function toUnshared(asked: Facts, prior: Facts): Unshared {
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

function wordBefore(token: Token, facts: Facts): string {
  return facts.tokens[facts.tokens.indexOf(token) - 1]?.word ?? '';
}

const BEFORE_PLACES = new Set(['in', 'at', 'near', 'outside', 'across', 'mount', 'mt', 'lake', 'river', 'city']);

/** Of which sort the thing is that two rival words name. */
export function kindOf(fresh: Token, old: Token, asked: Facts, prior: Facts): DifferenceKind {
  const sort = toClass(old.stem);
  if (sort !== undefined && sort === toClass(fresh.stem)) {
    if (sort === 'direction') return 'place';
    return sort === 'weekday' || sort === 'month' || sort === 'season' ? 'date' : 'other';
  }
  const before = [wordBefore(old, prior), wordBefore(fresh, asked)];
  if ([fresh.word, old.word].some(isPersonName)) return 'person';
  const named = fresh.name || old.name;
  if (before.some((word) => TITLES.has(word) || (named && isPersonName(word)))) return 'person';
  // "Serena Williams", "Venus Williams": a first word before a name is a name, even where a sentence begins.
  const after = prior.tokens[prior.tokens.indexOf(old) + 1];
  if (after?.name && (old.name || old === prior.tokens[0])) return 'person';
  return before.some((word) => BEFORE_PLACES.has(word)) ? 'place' : 'other';
}
