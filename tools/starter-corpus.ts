import { readStarterPack } from '../src/providers/claim-reviews/starter-pack.ts';
import type { CorpusClaim } from './matching-data.ts';

/** The starter pack as a corpus: ids without the pack's prefix. */
export async function readStarterCorpus(folder: string): Promise<CorpusClaim[]> {
  const { reviews } = await readStarterPack(folder);
  return reviews.map(({ id, claimReviewed, title, forms, label = 'false', summary, known, citations }) => ({
    id: id.replace(/^urn:claimcheck:starter:/, ''),
    claim: claimReviewed,
    title,
    forms,
    label,
    summary: [summary, known, ...citations.map(({ statement }) => statement)].join('\n'),
  }));
}
