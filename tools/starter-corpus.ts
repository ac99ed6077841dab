import { toOwnText } from '../src/core/match/wordings.ts';
import { readStarterPack } from '../src/providers/claim-reviews/starter-pack.ts';
import type { CorpusClaim } from './matching-data.ts';

/** The starter pack as a corpus: ids without the pack's prefix. */
export async function readStarterCorpus(folder: string): Promise<CorpusClaim[]> {
  const { reviews } = await readStarterPack(folder);
  return reviews.map((review) => ({
    id: review.id.replace(/^urn:claimcheck:starter:/, ''),
    claim: review.claimReviewed,
    title: review.title,
    forms: review.forms,
    label: review.label ?? 'false',
    summary: toOwnText(review),
  }));
}
