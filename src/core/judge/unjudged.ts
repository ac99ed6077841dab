import { splitSentences } from '../claim/sentences.ts';
import type { Passage } from '../evidence/evidence.ts';
import type { Citation, Verdict, VerdictReason } from '../types.ts';

/** A card shows few sources, and those nobody judged are but an offer to read. */
const MOST_LISTED = 3;
/** A sentence shorter than this is a heading more often than a statement. UTF-16 units. */
const SHORTEST = 30;

/** The verdict where nothing decides the claim. */
export function toOpenVerdict(reason: VerdictReason): Verdict {
  return { label: 'unverified', confidence: 'low', summary: '', citations: [], reason };
}

/** The verdict where pages were found and nobody judged them: the best of them are listed, one a publisher. */
export function toUnjudged(passages: readonly Passage[], reason: 'unjudged' | 'model-failed'): Verdict {
  const byPublisher = new Map<string, Passage>();
  for (const passage of passages) {
    if (!byPublisher.has(passage.publisherKey)) byPublisher.set(passage.publisherKey, passage);
  }
  const citations = Array.from(byPublisher.values()).slice(0, MOST_LISTED).map(toCitation);
  return { ...toOpenVerdict(reason), citations };
}

function toCitation({ page, text, later }: Passage): Citation {
  const { url, title, publisher, publishedAt } = page;
  const sentences = splitSentences(text);
  return {
    source: { url, title, publisher, ...(publishedAt === undefined ? {} : { publishedAt }) },
    statement: '',
    quote: sentences.find((sentence) => sentence.length >= SHORTEST) ?? sentences[0] ?? text,
    quoteVerified: true,
    ...(later ? { later: true } : {}),
  };
}
