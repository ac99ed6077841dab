import type { Passage } from '../evidence/passages.ts';
import { shareScript, toCoverage } from '../language/coverage.ts';
import { toFacts } from '../language/facts.ts';
import { toPageSentences, toParagraphs } from '../language/page-text.ts';
import { withoutOrders } from '../prompting/prompt-injection.ts';
import { toUnverified } from '../reviews/adopt-review.ts';
import type { Verdict } from '../types.ts';
import { toCitation } from './decide.ts';

/** A card shows few sources, and those that nobody judged are only an offer to read. */
const MOST_LISTED = 3;
/** A sentence shorter than this is a heading more often than a statement. UTF-16 units. */
const SHORTEST = 30;
/** The least share of a claim's telling words in a sentence that may bear on it. */
const LEAST_SHARED = 0.5;

/**
 * The verdict if pages were found and nobody judged them. It lists each publisher's sentence nearest to the claim. In another script, which shares no
 * words, the first sentence is taken. If no sentence bears on the claim, nothing was found, unless the model failed.
 */
export function toUnjudged(
  claim: string,
  passages: readonly Passage[],
  reason: 'unjudged' | 'model-failed' | 'model-broken',
): Verdict {
  const asked = toFacts(claim);
  const ranked = passages
    .flatMap((passage) => toStatements(passage).map((sentence) => ({ passage, sentence })))
    .map(({ passage, sentence }) => {
      const share = shareScript(claim, sentence) ? toCoverage(asked, toFacts(sentence)).share : LEAST_SHARED;
      return { publisher: passage.publisherKey, citation: toCitation(passage, sentence), share };
    })
    .filter(({ share }) => share >= LEAST_SHARED)
    .sort((one, other) => other.share - one.share);
  const listed = ranked.filter(
    ({ publisher }, at) => ranked.findIndex((other) => other.publisher === publisher) === at,
  );
  if (listed.length === 0 && reason === 'unjudged') return toUnverified('nothing-found');
  return { ...toUnverified(reason), citations: listed.slice(0, MOST_LISTED).map(({ citation }) => citation) };
}

function toStatements(passage: Passage): string[] {
  const text = withoutOrders(passage.text);
  return toParagraphs(text)
    .flatMap((paragraph) => toPageSentences(text, paragraph))
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => sentence.length >= SHORTEST && !/[?？؟]\p{Pf}?$/u.test(sentence));
}
