import { readFileSync } from 'node:fs';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toAskedForms } from '../../../src/core/language/canonical-form.ts';
import { toFacts } from '../../../src/core/language/facts.ts';
import { toStatements } from '../../../src/core/language/sentences.ts';
import { findDifferences } from '../../../src/core/match/differences.ts';
import { createMatcher, type Match, type Matcher } from '../../../src/core/match/matcher.ts';
import { createMatchingModel } from '../../../src/core/match/model.ts';
import type { ClaimReview, Difference, DifferenceKind } from '../../../src/core/types.ts';
import { type EmbeddedStore, openStore } from '../../../src/providers/store/open-store.ts';
import { toPublicScope, toReview } from '../../contracts/samples.ts';

/** The weights that are shipped. */
export const model = createMatchingModel(
  JSON.parse(readFileSync(new URL('../../../src/core/match/weights.json', import.meta.url), 'utf8')),
);

export const here = toPublicScope();

/** A hand-made pair: `b` as a message, with `a` as the only claim known. */
export interface HardPair {
  a: string;
  b: string;
  same: boolean;
  differs?: DifferenceKind[];
  /** Known to be called likely. */
  slips?: boolean;
}

/** The lines of a JSON Lines file in test/data. */
export function readData<T>(name: string): T[] {
  const text = readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** A store in memory, with a matcher over it. */
export interface MatchingFixture {
  store: EmbeddedStore;
  matcher: Matcher;
  /** All matches of a message, cleaned as every message is, best first. */
  ask(message: string): Promise<Match[]>;
  /** The ids of what a message is identical with, or else likely the same as. */
  recognise(message: string): Promise<{ grade: 'identical' | 'likely' | 'none'; ids: string[] }>;
}

/** A fixture that knows these reviews. */
export async function openFixture(reviews: readonly ClaimReview[] = []): Promise<MatchingFixture> {
  const store = openStore({ file: ':memory:' });
  await store.priors.addReviews(reviews);
  const matcher = createMatcher({ priors: store.priors, model });
  const ask = (message: string) => matcher.match(cleanMessage(message), here);
  return {
    store,
    matcher,
    ask,
    async recognise(message) {
      const forms = toStatements(cleanMessage(message).text).flatMap(toAskedForms);
      const identical = await store.priors.identical(forms, here);
      if (identical.length > 0) return { grade: 'identical', ids: identical.map(({ id }) => id) };
      const likely = (await ask(message)).filter(({ grade }) => grade === 'likely');
      return { grade: likely.length > 0 ? 'likely' : 'none', ids: likely.map(({ surface }) => surface.id) };
    },
  };
}

/** The best match of a message where only one claim is known. */
export async function matchAgainst(claim: string, message: string): Promise<Match | undefined> {
  const { store, ask } = await openFixture([toReview('only', { claimReviewed: claim, title: '' })]);
  try {
    return (await ask(message))[0];
  } finally {
    store.close();
  }
}

/** In what a message differs from one wording. */
export function differencesBetween(wording: string, message: string): Difference[] {
  return findDifferences(toFacts(message), toFacts(wording));
}
