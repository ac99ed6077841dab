import { toTerms } from '../../core/language/tokens.ts';

/** The fewest words of a quote, by the project's rule for quotes. */
const MIN_WORDS = 5;
/** Longer sentences are lists or broken markup. UTF-16 units. */
const MAX_CHARACTERS = 700;
/** The share of the statement's content words that the sentence must contain. With half of them, it is merely on the same topic. */
const MIN_SHARE = 0.6;

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Abbreviations whose full stop does not end a sentence. */
const ABBREVIATED =
  /(?:^|[\s(])(?:[A-Z]|Dr|Mr|Mrs|Ms|St|No|vs|v|c|ca|approx|Jr|Sr|e\.g|i\.e|cf|Gen|Lt|Prof|U\.S|U\.K|a\.m|p\.m)\.\s*$/;
const NEGATION =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|myths?|misconceptions?|false|falsely|untrue|hoax(?:es)?|incorrect|debunked|disproven|contrary|unfounded|fails?|failed|unable|ineffective)\b|n['’]t\b/gi;

/** A sentence of a page that supports the citation, or why there is none. */
export type FoundQuote = { quote: string } | { reason: string };

/** The sentences of a paragraph. */
export function toSentences(paragraph: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment } of SENTENCES.segment(paragraph)) {
    open += segment;
    if (ABBREVIATED.test(segment)) continue;
    sentences.push(open.trim());
    open = '';
  }
  if (open.trim()) sentences.push(open.trim());
  return sentences;
}

const isWhole = (sentence: string): boolean =>
  /^["“‘'(]?[\p{Lu}\p{N}]/u.test(sentence) && /[.!]["”’')]*$/u.test(sentence) && sentence.length <= MAX_CHARACTERS;

const toNumbers = (text: string): string[] =>
  (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replace(/,(?=\d{3}\b)/g, ''));

const isNegated = (text: string): boolean => (text.match(NEGATION)?.length ?? 0) % 2 === 1;

/** Whether the page contains exactly this sentence. */
export function holdsQuote(paragraphs: readonly string[], quote: string): boolean {
  return paragraphs.some((paragraph) => paragraph.includes(quote));
}

/**
 * Finds the complete sentence that best matches the statement: it contains all its numbers and most of its content words, and is
 * negated if the statement is.
 */
export function findQuote(paragraphs: readonly string[], statement: string): FoundQuote {
  const wanted = new Set(toTerms(statement));
  const numbers = toNumbers(statement);
  const negated = isNegated(statement);
  let best: { quote: string; score: number } | undefined;
  let nearest: { sentence: string; share: number; why: string } | undefined;
  for (const sentence of paragraphs.flatMap(toSentences)) {
    if (!isWhole(sentence) || sentence.split(/\s+/).length < MIN_WORDS) continue;
    const terms = new Set(toTerms(sentence));
    const shared = [...wanted].filter((term) => terms.has(term)).length;
    const share = shared / wanted.size;
    const has = new Set(toNumbers(sentence));
    const missing = numbers.filter((number) => !has.has(number));
    const why =
      share < MIN_SHARE
        ? `it has ${Math.round(share * 100)} % of the words`
        : missing.length > 0
          ? `it lacks ${missing.join(', ')}`
          : isNegated(sentence) !== negated
            ? 'it seems to say the opposite'
            : undefined;
    if (why) {
      if (share > (nearest?.share ?? 0)) nearest = { sentence, share, why };
      continue;
    }
    // Of two matches, the one with fewer other words wins.
    const score = share + 0.3 * (shared / terms.size);
    if (score > (best?.score ?? 0)) best = { quote: sentence, score };
  }
  if (best) return { quote: best.quote };
  if (!nearest) return { reason: 'no sentence on the page is about it' };
  return { reason: `no sentence says it; the nearest (${nearest.why}): “${nearest.sentence.slice(0, 160)}”` };
}
