import type { Passage } from '../evidence/passages.ts';
import { shareScript, toCoverage } from '../language/coverage.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { toPageSentences, toParagraphs } from '../language/page-text.ts';
import { withoutOrders } from '../prompting/prompt-injection.ts';
import { toUnverified } from '../reviews/adopt-review.ts';
import type { Citation, Verdict } from '../types.ts';
import { toCitation } from './ground.ts';

/** A card shows few sources, and those nobody judged are but an offer to read. */
const MOST_LISTED = 3;
/** A sentence shorter than this is a heading more often than a statement. UTF-16 units. */
const SHORTEST = 30;
/** So much of a claim's telling words a sentence has that may bear on it. */
const LEAST_SHARED = 0.5;

/**
 * The verdict where pages were found and nobody judged them: of the pages that bear on the claim the nearest sentence is listed, one a publisher. Where
 * there is none, the evidence is not enough.
 */
export function toUnjudged(claim: string, passages: readonly Passage[], reason: 'unjudged' | 'model-failed'): Verdict {
  const asked = toFacts(claim);
  const byPublisher = new Map<string, { citation: Citation; share: number }>();
  for (const passage of passages) {
    const nearest = findNearest(claim, asked, passage);
    const before = byPublisher.get(passage.publisherKey);
    if (!nearest || (before && before.share >= nearest.share)) continue;
    byPublisher.set(passage.publisherKey, { citation: toCitation(passage, nearest.sentence), share: nearest.share });
  }
  const listed = Array.from(byPublisher.values()).toSorted((one, other) => other.share - one.share);
  if (listed.length === 0 && reason === 'unjudged') return toUnverified('not-enough-evidence');
  return { ...toUnverified(reason), citations: listed.slice(0, MOST_LISTED).map(({ citation }) => citation) };
}

/** The statement of a passage that shares most with the claim; of another script, which shares nothing, the first. */
function findNearest(claim: string, asked: Facts, passage: Passage): { sentence: string; share: number } | undefined {
  const text = withoutOrders(passage.text);
  const statements = toParagraphs(text)
    .flatMap((paragraph) => toPageSentences(text, paragraph))
    .map(({ start, end }) => text.slice(start, end).trim())
    .filter((sentence) => sentence.length >= SHORTEST && !/[?？؟]\p{Pf}?$/u.test(sentence));
  const ranked = statements
    .map((sentence) => {
      const share = shareScript(claim, sentence) ? toCoverage(asked, toFacts(sentence)).share : LEAST_SHARED;
      return { sentence, share };
    })
    .toSorted((one, other) => other.share - one.share);
  const [best] = ranked;
  return best && best.share >= LEAST_SHARED ? best : undefined;
}
