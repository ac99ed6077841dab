import lexicon from '../language/data/lexicon.json' with { type: 'json' };
import { type Facts, onceForFacts } from '../language/facts.ts';
import { isNegator } from '../language/message-language.ts';
import { fold, STOP_WORDS, type Token, tokenize } from '../language/tokens.ts';
import { hasWord } from '../language/word-similarity.ts';

const CLAUSE_END = new RegExp(`[,;:!?()–—，、；]|(?<!\\p{L})(?:${lexicon.breaks})(?!\\p{L})|[但而]`, 'u');
/** Words that forbid deny like "not". */
const BANS = new Set(lexicon.bans.split(' ').map(fold));
/** These deny a thing, not an event: nothing is said not to happen. */
const ABSENCE = /^(?:no|without)$/;

/** "Bananas are berries but strawberries are not": what one statement denies, the other says. Pure. */
export function findOtherScope(asked: Facts, prior: Facts): Record<'asked' | 'prior', string> | undefined {
  const [mine, theirs] = [toScopes(asked), toScopes(prior)];
  const fresh = onlyIn(mine.denied, mine.said).find((token) => hasWord(onlyIn(theirs.said, theirs.denied), token));
  const old = onlyIn(theirs.denied, theirs.said).find((token) => hasWord(onlyIn(mine.said, mine.denied), token));
  return fresh && old && { asked: fresh.shown, prior: old.shown };
}

/** The telling words of the clauses that deny, and of those that do not. */
const toScopes = onceForFacts(({ text, languages }): Record<'denied' | 'said', Token[]> => {
  const scopes = { denied: [] as Token[], said: [] as Token[] };
  for (const clause of text.split(CLAUSE_END)) {
    const words = tokenize(clause);
    const denies = ({ word }: Token) => BANS.has(word) || (isNegator(word, languages) && !ABSENCE.test(word));
    const telling = words.filter((token) => !STOP_WORDS.has(token.word) && !denies(token));
    scopes[words.some(denies) ? 'denied' : 'said'].push(...telling);
  }
  return scopes;
});

const onlyIn = (side: readonly Token[], other: readonly Token[]) => side.filter((token) => !hasWord(other, token));
