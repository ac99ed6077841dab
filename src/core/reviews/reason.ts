import { shorten } from '../language/characters.ts';
import { splitSentences } from '../language/sentences.ts';

/** A line or two on a phone. UTF-16 units, the ellipsis not counted. */
const LONGEST = 140;

/**
 * Why a prior check says what it says, in one line for where it is but a similar one: the first sentences of its summary that have room together, or the
 * first one's beginning. Pure.
 *
 * @returns nothing where there is no summary
 */
export function toReason(summary: string): string | undefined {
  const sentences = splitSentences(summary.replace(/\s+/gu, ' ').trim());
  const whole = sentences
    .map((_, at) => sentences.slice(0, at + 1).join(' '))
    .filter(({ length }) => length <= LONGEST);
  return (whole.at(-1) ?? shorten(sentences[0] ?? '', LONGEST)) || undefined;
}
