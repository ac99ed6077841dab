import because from '../language/data/reasons.json' with { type: 'json' };
import { type Facts, onceForFacts } from '../language/facts.ts';
import { LIGHT_WORDS } from '../language/lexicon.ts';
import { toFunctionWords } from '../language/message-language.ts';
import { STOP_WORDS, type Token, tokenize } from '../language/tokens.ts';
import { hasWord } from '../language/word-similarity.ts';

const LETTER = '[\\p{L}\\p{M}]';
const REASON = new RegExp(
  `(?:(?<!${LETTER})(?:${because.words})(?!${LETTER})|${because.unspaced})(?<reason>[^.;!?。，]{2,120})`,
  'iu',
);
/** How many telling words of a reason are looked at and shown. */
const SHOWN = 3;

/** The share of what stands beside a reason that a statement without a reason must say, and the other way round. */
const SAME_REST = 0.75;

/**
 * The reasons that two statements give, if neither reason is found in the other statement: "because of the flood", "because of the strike". A
 * statement that gives no reason says less, or more, and does not contradict. Pure.
 */
export function findOtherReason(asked: Facts, prior: Facts): Record<'asked' | 'prior', string> | undefined {
  const [mine, theirs] = [toReason(asked), toReason(prior)];
  if (mine.length + theirs.length === 0) return undefined;
  const isOne = mine.length > 0 && theirs.length > 0;
  if (!isOne && !(mine.length > 0 ? isRestOf(asked, mine, prior) : isRestOf(prior, theirs, asked))) return undefined;
  // A German verb stands after the reason, and is not part of it.
  const isOther = (reason: readonly Token[], by: Facts) =>
    !reason.slice(0, isOne ? 1 : SHOWN).some((token) => hasWord(by.tokens, token));
  return isOther(mine, prior) && isOther(theirs, asked) ? { asked: toShown(mine), prior: toShown(theirs) } : undefined;
}

/** Whether one statement says what the other says beside its reason, and no more. */
function isRestOf({ content }: Facts, reason: readonly Token[], by: Facts): boolean {
  const rest = content.filter((token) => !hasWord(reason, token));
  const covers = (one: readonly Token[], other: readonly Token[]) =>
    one.filter((token) => hasWord(other, token)).length >= SAME_REST * one.length;
  return rest.length > 0 && covers(rest, by.content) && covers(by.content, rest);
}

const toReason = onceForFacts(({ text, languages }): Token[] => {
  const isFunctionWord = toFunctionWords(languages);
  const reason = REASON.exec(text)?.groups?.reason ?? '';
  return tokenize(reason).filter(
    ({ word, stem }) => !STOP_WORDS.has(word) && !isFunctionWord(word) && !LIGHT_WORDS.has(stem),
  );
});

const toShown = (tokens: readonly Token[]) =>
  tokens
    .slice(0, SHOWN)
    .map(({ shown }) => shown)
    .join(' ');
