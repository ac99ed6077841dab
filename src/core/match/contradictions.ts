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
 * What a message names in the stead of what a prior claim names: another number, date, place, person or thing of the same sort. What any wording of the
 * claim says is no contradiction.
 */
export function findContradictions(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  return [
    ...dateDifferences(asked, prior, all),
    ...numberDifferences(asked, prior, all),
    ...placeDifferences(asked, prior, all),
    ...rivalDifferences(asked, prior, all),
  ];
}

/** Whether some wording says the one and not the other: then the claim itself is told with the one in the other's stead. */
function isTold(all: readonly Facts[], says: (form: Facts) => boolean, saysOther: (form: Facts) => boolean): boolean {
  return all.some((form) => says(form) && !saysOther(form));
}

function dateDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const there = prior.dates.find((date) => !asked.dates.some((other) => datesAgree(date, other)));
  if (!there) return [];
  const here = asked.dates.find((date) => !all.some((form) => form.dates.some((other) => dateCovers(other, date))));
  return here ? [{ kind: 'date', asked: here.raw, prior: there.raw }] : [];
}

function numberDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const has = (form: Facts, one: Quantity) => form.quantities.some((other) => areEqual(one, other));
  for (const there of prior.quantities) {
    if (has(asked, there)) continue;
    const here = asked.quantities.find(
      (one) =>
        areComparable(one, there) &&
        !has(prior, one) &&
        !isTold(
          all,
          (form) => has(form, one),
          (form) => has(form, there),
        ),
    );
    if (here) return [{ kind: 'number', asked: withUnit(here), prior: withUnit(there) }];
  }
  return [];
}

function withUnit({ raw, unit }: Quantity): string {
  const shown = raw.replace(/([$€£¥]) /g, '$1');
  return unit === '' || shown !== raw ? shown : `${shown} ${unit}`;
}

function placeDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  for (const [there, named] of prior.places) {
    if (asked.places.has(there)) continue;
    const here = Array.from(asked.places).find(
      ([place]) =>
        !prior.places.has(place) &&
        !isTold(
          all,
          (form) => form.places.has(place),
          (form) => form.places.has(there),
        ),
    );
    if (here) return [{ kind: 'place', asked: here[1].shown, prior: named.shown }];
  }
  return [];
}

function rivalDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const { here, there } = toUnshared(asked, prior, all);
  const found: Difference[] = [];
  for (const old of there) {
    const fresh = here.find((token) => !areOpposites(token.stem, old.stem) && areRivals(token, old, asked, prior));
    if (fresh) found.push({ kind: kindOf(fresh, old, asked, prior), asked: fresh.shown, prior: old.shown });
  }
  const opposite = findOpposite(asked, prior, here);
  return opposite ? [...found, opposite] : found;
}

/** A word that no wording has, opposite to one that the prior claim has in its stead. */
function findOpposite(asked: Facts, prior: Facts, here: readonly Token[]): Difference | undefined {
  for (const fresh of here) {
    const old = prior.tokens.find(
      (token) => areOpposites(token.stem, fresh.stem) && !asked.tokens.some(({ stem }) => stem === token.stem),
    );
    if (old && comparePolarity(asked, prior).turned) return { kind: 'negation', asked: fresh.shown, prior: old.shown };
  }
  return undefined;
}

/** The words that only one of two statements has. */
export interface Unshared {
  asked: Facts;
  prior: Facts;
  here: readonly Token[];
  there: readonly Token[];
}

/** The message's words that no wording has, and the wording's words that the message has not. */
export function toUnshared(asked: Facts, prior: Facts, all: readonly Facts[]): Unshared {
  const isPlain = ({ word, stem }: Token) => !NEGATORS.has(word) && !LIGHT_WORDS.has(stem) && !isUnit(word);
  // A place's name can be a person's ("Venus", "Wellington"), so unshared places stand with the words here.
  const placeWords = new Set(Array.from(asked.places.values(), ({ word }) => word));
  const here = asked.tokens.filter((token) =>
    placeWords.has(token.word)
      ? !all.some((form) => form.tokens.some(({ word }) => word === token.word))
      : asked.content.includes(token) && isPlain(token) && !all.some((form) => isSaid(token, form.content)),
  );
  const there = prior.content.filter((token) => isPlain(token) && !isSaid(token, asked.content));
  return { asked, prior, here, there };
}

function isSaid(token: Token, by: readonly Token[]): boolean {
  return by.some((other) => likeness(token.stem, other.stem) >= SAID);
}

/** Two unshared words that name two things of one sort, or are two names. */
function areRivals(fresh: Token, old: Token, asked: Facts, prior: Facts): boolean {
  const [sort, other] = [toClass(old.stem), toClass(fresh.stem)];
  if (sort !== undefined && (sort === other || (isLiving(sort) && isLiving(other)))) return true;
  if (sort === 'people' && isPersonName(fresh.word)) return true;
  return isName(old, prior) && isName(fresh, asked);
}

/** "Children" and "dogs" are of two classes, and rivals all the same. */
function isLiving(sort: string | undefined): boolean {
  return sort === 'animal' || sort === 'age' || sort === 'people' || sort === 'kin';
}

function isName(token: Token, facts: Facts): boolean {
  return token.name || isPersonName(token.word) || TITLES.has(wordBefore(token, facts));
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
  if (before.some((word) => TITLES.has(word) || isPersonName(word))) return 'person';
  // "Serena Williams", "Venus Williams": a first word before a name is a name, even where a sentence begins.
  const after = prior.tokens[prior.tokens.indexOf(old) + 1];
  if (after?.name && (old.name || old === prior.tokens[0])) return 'person';
  return before.some((word) => BEFORE_PLACES.has(word)) ? 'place' : 'other';
}
