import type { Difference, DifferenceKind } from '../types.ts';
import { datesAgree } from './dates.ts';
import type { Facts } from './facts.ts';
import { areOpposites, NEGATORS, toClass } from './lexicon.ts';
import { likeness, SAID } from './likeness.ts';
import { areComparable, areEqual } from './numbers.ts';
import { isPersonName, TITLES } from './persons.ts';
import { comparePolarity } from './polarity.ts';
import { findSwap } from './roles.ts';
import type { Token } from './tokens.ts';

/**
 * In what two alike statements differ: a number, date, place, person or thing that one names in the other's stead, or a negation. Only what
 * *contradicts* is a difference; what merely one of them says is left to the probability.
 *
 * @param asked the part of the message that is about the claim
 * @param prior the wording of the prior claim that is nearest to it
 * @param forms all wordings of the prior claim, its own first: what any of them says is no difference
 */
export function findDifferences(asked: Facts, prior: Facts, forms: readonly Facts[]): Difference[] {
  const all = [prior, ...forms];
  const found = [
    ...dateDifferences(asked, prior, all),
    ...numberDifferences(asked, prior, all),
    ...placeDifferences(asked, prior, all),
    ...wordDifferences(asked, prior, all),
  ];
  // The nearest wording may leave out a number that the claim itself has: another number is still another claim.
  const own = forms[0];
  if (own !== undefined) {
    found.push(
      ...dateDifferences(asked, own, all),
      ...numberDifferences(asked, own, all),
      ...placeDifferences(asked, own, all),
    );
  }
  return found.filter(({ kind }, at) => found.findIndex((other) => other.kind === kind) === at);
}

function dateDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const here = asked.dates.find((date) => !all.some((form) => form.dates.some((other) => datesAgree(date, other))));
  const there = prior.dates.find((date) => !asked.dates.some((other) => datesAgree(date, other)));
  return here && there ? [{ kind: 'date', asked: here.raw, prior: there.raw }] : [];
}

function numberDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const fresh = asked.quantities.filter(
    (one) => !all.some((form) => form.quantities.some((other) => areEqual(one, other))),
  );
  for (const there of prior.quantities) {
    if (asked.quantities.some((one) => areEqual(one, there))) continue;
    const here = fresh.find((one) => areComparable(one, there));
    if (here) return [{ kind: 'number', asked: withUnit(here), prior: withUnit(there) }];
  }
  return [];
}

function withUnit({ raw, unit }: { raw: string; unit: string }): string {
  return unit === '' || /[$€£¥]/.test(raw) ? raw : `${raw} ${unit}`;
}

function placeDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const here = Array.from(asked.places).find(([place]) => !all.some((form) => form.places.has(place)));
  const there = Array.from(prior.places).find(([place]) => !asked.places.has(place));
  return here && there ? [{ kind: 'place', asked: here[1], prior: there[1] }] : [];
}

function wordDifferences(asked: Facts, prior: Facts, all: readonly Facts[]): Difference[] {
  const isPlain = ({ word }: Token) => !NEGATORS.has(word);
  // A place's name can be a person's ("Venus", "Wellington"), so unshared places stand with the words here.
  const isPlaceOf = (token: Token, facts: Facts) => Array.from(facts.places.values()).includes(token.word);
  const here = asked.tokens.filter((token) =>
    isPlaceOf(token, asked)
      ? !all.some((form) => form.tokens.some(({ word }) => word === token.word))
      : asked.content.includes(token) && isPlain(token) && !all.some((form) => isSaid(token, form.content)),
  );
  const there = prior.content.filter((token) => isPlain(token) && !isSaid(token, asked.content));
  const found: Difference[] = [];
  const polarity = comparePolarity(asked, prior);
  if (polarity.turned) found.push({ kind: 'negation', asked: polarity.asked, prior: polarity.prior });
  // Who rewords a claim seldom leaves all but one word as it was: then the one word is what is claimed. This also finds
  // "elon musk" in a message without capitals.
  const unshared: Unshared = { asked, prior, here, there };
  const isOneThing = here.length <= MOST_FRESH && there.length <= MOST_OLD;
  for (const old of there) {
    const fresh = here.find(
      (token) =>
        !areOpposites(token.stem, old.stem) &&
        (areRivals(token, old, asked, prior) || (isOneThing && standAlike(token, old, unshared))),
    );
    if (!fresh) continue;
    const kind = kindOf(fresh, old, asked, prior);
    if (!found.some((difference) => difference.kind === kind)) found.push({ kind, asked: fresh.word, prior: old.word });
  }
  const swap = found.length === 0 ? findSwap(asked, prior) : undefined;
  if (swap) found.push({ kind: 'other', asked: swap.asked, prior: swap.prior });
  return found;
}

/** The words that only one of two statements has. */
interface Unshared {
  asked: Facts;
  prior: Facts;
  here: readonly Token[];
  there: readonly Token[];
}

/** How many unshared words each side may have for one of them to be what is claimed; a name can be of two. */
const MOST_OLD = 2;
const MOST_FRESH = 4;

function isSaid(token: Token, by: readonly Token[]): boolean {
  return by.some((other) => likeness(token.stem, other.stem) >= SAID);
}

/** Two unshared words that name two things of one sort, or are two names. */
function areRivals(fresh: Token, old: Token, asked: Facts, prior: Facts): boolean {
  const sort = toClass(old.stem);
  if (sort !== undefined && sort === toClass(fresh.stem)) return true;
  return isName(old, prior) && isName(fresh, asked);
}

function isName(token: Token, facts: Facts): boolean {
  return token.name || isPersonName(token.word) || TITLES.has(wordBefore(token, facts));
}

/** The words before and after, past others that only one side says, are the same in both, or the statement's ends. */
function standAlike(fresh: Token, old: Token, { asked, prior, here, there }: Unshared): boolean {
  const alike = (step: -1 | 1) => {
    const mine = next(asked.tokens, fresh, here, step)?.stem;
    const theirs = next(prior.tokens, old, there, step)?.stem;
    return mine === theirs || (mine !== undefined && theirs !== undefined && likeness(mine, theirs) >= SAID);
  };
  return alike(-1) && alike(1);
}

function next(tokens: readonly Token[], from: Token, skipped: readonly Token[], step: -1 | 1): Token | undefined {
  let at = tokens.indexOf(from) + step;
  while (skipped.includes(tokens[at] as Token)) at += step;
  return tokens[at];
}

function wordBefore(token: Token, facts: Facts): string {
  return facts.tokens[facts.tokens.indexOf(token) - 1]?.word ?? '';
}

const BEFORE_PLACES = new Set(['in', 'at', 'near', 'outside', 'across', 'mount', 'mt', 'lake', 'river', 'city']);

function kindOf(fresh: Token, old: Token, asked: Facts, prior: Facts): DifferenceKind {
  const sort = toClass(old.stem);
  if (sort !== undefined && sort === toClass(fresh.stem)) {
    if (sort === 'direction') return 'place';
    return sort === 'weekday' || sort === 'month' || sort === 'season' ? 'date' : 'other';
  }
  const before = [wordBefore(old, prior), wordBefore(fresh, asked)];
  const after = prior.tokens[prior.tokens.indexOf(old) + 1];
  if (
    isPersonName(fresh.word) ||
    isPersonName(old.word) ||
    before.some((word) => TITLES.has(word) || isPersonName(word))
  )
    return 'person';
  if (after?.name && (old.name || old === prior.tokens[0])) return 'person';
  return before.some((word) => BEFORE_PLACES.has(word)) ? 'place' : 'other';
}
