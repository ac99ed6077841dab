import { toClaimKey } from '../../src/core/language/canonical-form.ts';
import type { Check, ClaimReview, Scope } from '../../src/core/types.ts';
import { parseClaimReview } from '../../src/providers/claim-reviews/parse-claim-review.ts';
import { loadStarterPack, readStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { type BenchClaim, type BenchCorpus, createBenchCorpus, toClaimReviewRecord } from './corpus.ts';

/** Where the bench asks from. */
export const BENCH_SCOPE: Scope = {
  platform: 'bench',
  chatId: 'bench',
  personId: 'bench',
  visibility: { kind: 'public' },
};

/** A prior check that a message can hit. */
export interface Prior {
  reviewId: string;
  claim: string;
  /** How it is made up, or for a starter entry the ways in which people repeat it. */
  made?: BenchClaim;
  forms: readonly string[];
}

/** A filled store, and what is in it. */
export interface FilledStore {
  store: EmbeddedStore;
  /** The reviews, the starter pack's first. */
  priors: Prior[];
  /** Gives claims that are not in the store. */
  corpus: BenchCorpus;
}

/** One prior check in so many is a check of our own that nobody could decide yet; the others are published reviews. */
const OWN_CHECK_EVERY = 50;
const BATCH = 1_000;

/**
 * Fills a new store with `size` prior checks: the starter pack, made-up reviews, and made-up checks of our own. A size below the pack's is the pack.
 *
 * @throws the signal's reason; ClaimcheckError the store's codes
 */
export async function fillStore(options: {
  file: string;
  size: number;
  starter: string;
  seed: number;
  signal: AbortSignal;
}): Promise<FilledStore> {
  const { file, size, starter, seed, signal } = options;
  const store = openStore({ file });
  try {
    const corpus = createBenchCorpus(seed);
    await loadStarterPack({ folder: starter, priors: store.priors, meta: store.meta });
    const pack = (await readStarterPack(starter)).reviews;
    const priors: Prior[] = pack.map(({ id, claimReviewed, forms }) => ({ reviewId: id, claim: claimReviewed, forms }));
    let batch: ClaimReview[] = [];
    for (let place = pack.length; place < size; place += 1) {
      const made = corpus.next();
      if (place % OWN_CHECK_EVERY === 0) {
        await store.checks.save(toOwnCheck(made.text, place), BENCH_SCOPE);
        continue;
      }
      const review = toReview(made, place);
      batch.push(review);
      priors.push({ reviewId: review.id, claim: made.text, made, forms: [] });
      if (batch.length < BATCH) continue;
      await store.priors.addReviews(batch);
      batch = [];
      signal.throwIfAborted();
    }
    await store.priors.addReviews(batch);
    return { store, priors, corpus };
  } catch (error) {
    store.close();
    throw error;
  }
}

function toReview(made: BenchClaim, place: number): ClaimReview {
  const review = parseClaimReview(toClaimReviewRecord(made, place));
  if ('refused' in review) throw new Error(`The bench made up a review that is refused: ${review.refused}`);
  return review;
}

function toOwnCheck(text: string, place: number): Check {
  return {
    id: `BENCH${place}`,
    claim: { text, original: text, language: 'en' },
    claimKey: toClaimKey(text),
    verdict: { label: 'unverified', confidence: 'low', summary: '', citations: [], reason: 'no-prior-check' },
    visibility: { kind: 'public' },
    related: [],
    checkedAt: '2025-01-01T00:00:00.000Z',
    means: { model: false, search: false },
    history: [],
  };
}
