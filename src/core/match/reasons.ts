import because from '../language/data/reasons.json' with { type: 'json' };
import type { Facts } from '../language/facts.ts';
import { LIGHT_WORDS } from '../language/lexicon.ts';
import { toFunctionWords } from '../language/message-language.ts';
import { STOP_WORDS, type Token, tokenize } from '../language/tokens.ts';
import { hasWord } from '../language/word-similarity.ts';

const LETTER = '[\\p{L}\\p{M}]';
const REASON = new RegExp(
  `(?:(?<!${LETTER})(?:${because.words})(?!${LETTER})|${because.unspaced})(?<reason>[^.;!?。，]{2,120})`,
  'iu',
);
/** So many telling words of a reason are named. */
const SHOWN = 3;

/**
 * The reasons that two statements give, where nothing of the one is in the other statement: "because of the flood", "because of the strike". Who gives
 * none says less, or more. Pure.
 */
export function findOtherReason(asked: Facts, prior: Facts): Record<'asked' | 'prior', string> | undefined {
  const [mine, theirs] = [toReason(asked), toReason(prior)];
  if (mine.length + theirs.length === 0) return undefined;
  // A German verb stands behind the reason, and is none of it.
  const most = mine.length > 0 && theirs.length > 0 ? 1 : SHOWN;
  const isOther = (reason: readonly Token[], by: Facts) =>
    !reason.slice(0, most).some((token) => hasWord(by.tokens, token));
  if (!isOther(mine, prior) || !isOther(theirs, asked)) return undefined;
  return { asked: toShown(mine), prior: toShown(theirs) };
}

function toReason({ text, languages }: Facts): Token[] {
  const isFunctionWord = toFunctionWords(languages);
  const reason = REASON.exec(text)?.groups?.reason ?? '';
  return tokenize(reason).filter(
    ({ word, stem }) => !STOP_WORDS.has(word) && !isFunctionWord(word) && !LIGHT_WORDS.has(stem),
  );
}

const toShown = (tokens: readonly Token[]) =>
  tokens
    .slice(0, SHOWN)
    .map(({ shown }) => shown)
    .join(' ');
