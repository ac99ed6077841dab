import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toClaimKey } from '../../src/core/language/canonical-form.ts';
import type { Check, ClaimReview, Scope } from '../../src/core/types.ts';
import { parseClaimReview } from '../../src/providers/claim-reviews/parse-claim-review.ts';
import { loadStarterPack, readStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { type BenchClaim, type BenchCorpus, createBenchCorpus, toClaimReviewRecord } from './corpus.ts';

/** The scope of the bench's questions. */
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
  /** Its parts if it is made up; `forms` has a starter entry's wordings. */
  made?: BenchClaim;
  forms: readonly string[];
}

/** A filled store with its contents. */
export interface FilledStore {
  store: EmbeddedStore;
  /** The reviews, beginning with the starter pack's. */
  priors: Prior[];
  /** Makes claims that are not in the store. */
  corpus: BenchCorpus;
}

/** One prior check in this many is an undecided check of our own; the others are published reviews. */
const OWN_CHECK_EVERY = 50;
const BATCH = 1_000;

/**
 * Fills a new store with `size` prior checks: the starter pack, made-up reviews, and made-up checks of our own. A smaller size gives the pack alone.
 *
 * @throws the signal's reason; ClaimcheckError with the store's codes
 */
export async function fillStore(options: {
  file: string;
  size: number;
  starter: string;
  seed: number;
  signal: AbortSignal;
}): Promise<FilledStore> {
  const { file, size, starter, seed, signal } = options;
  copyFileSync(await packOnce(dirname(file), starter), file);
  const store = openStore({ file });
  try {
    const corpus = createBenchCorpus(seed);
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

/** A store with only the starter pack, made once for all stores of a folder. */
async function packOnce(folder: string, starter: string): Promise<string> {
  const file = join(folder, 'starter.db');
  if (existsSync(file)) return file;
  const { priors, meta, close } = openStore({ file });
  await loadStarterPack({ folder: starter, priors, meta }).finally(close);
  return file;
}

function toReview(made: BenchClaim, place: number): ClaimReview {
  const review = parseClaimReview(toClaimReviewRecord(made, place));
  if ('refused' in review) throw new Error(`The benchmark made up a review that was refused: ${review.refused}`);
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
