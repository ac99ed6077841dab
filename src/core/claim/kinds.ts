import { UNSPACED } from '../language/characters.ts';
import { toSentences } from '../language/sentences.ts';
import { isVerbLike } from '../language/verbs.ts';
import { readQuestion, toOpening, toPhrases } from './questions.ts';

/** Why there is nothing to check; the card has a sentence for each (`why.*`). A request counts as a wish, so as an opinion. */
type NotCheckableReason = 'opinion' | 'question' | 'greeting' | 'too-short' | 'no-words';

/** How a sentence is treated. */
export type ClaimKind =
  | { kind: 'claim' }
  /** `statement` is what it asks about, if that can be told safely. */
  | { kind: 'yes-no-question'; statement?: string }
  | { kind: 'not-checkable'; reason: NotCheckableReason };

/** Who recognises opinions and questions: a model, which is asked later, or else the rules. */
export type ToldBy = 'model' | 'rules';

/** Longer sentences count as claims; the rules are for what people type. Also bounds what any expression here reads. */
const MOST_READ = 600;
/** Which reason to give for several sentences: the one that helps most to ask better. */
const REASONS: readonly NotCheckableReason[] = ['question', 'opinion', 'greeting', 'too-short', 'no-words'];
/** "0.999... = 1" has no words, and can be checked. */
const EQUATION = /\d\D{0,9}[=<>≠≈]\D{0,9}\d/u;
const GREETING = toOpening('greetings', true);
const ADDRESSED = toOpening('addressed', true);
const GAP = /^[\s.,!?…:;~)('"¡¿！？。、，،؛؟।-]*/u;
const OPINION = toOpening('opinions');
/** Words that make a feeling checkable: "I love honey because it never spoils". */
const TELLS = new Set(toPhrases('tells'));
/** A feeling is told in few words. */
const MOST_FELT = 7;
const MOST_FELT_UNSPACED = 14;
const CHARACTERS = new RegExp(UNSPACED, 'gu');
const FEWEST_CHARACTERS = 4;
/** With one of these words, three characters are a sentence: "he died". */
const TELLING = new RegExp(`^.*(?:${[...TELLS].filter((word) => UNSPACED.test(word)).join('|')})`, 'u');
const FEWEST_TELLING = 3;
/** Two words that are only a name or a thing: "Donald Trump", "the moon". */
const NAME = /^(?:\p{Lu}\p{L}* \p{Lu}\p{L}*|(?:the|an?) \p{L}+)$/u;

/**
 * Whether a text can be checked. In doubt it is a claim: an unchecked claim gets an honest "unverified", while calling a real claim an opinion would
 * be a fault. Among several sentences, a claim comes first, then a yes/no question.
 *
 * @param text as `cleanMessage` and `splitClaims` give it; any text is safe
 * @param by if a model is asked later, the rules only find greetings, texts without words, and single words
 */
export function toClaimKind(text: string, by: ToldBy = 'rules'): ClaimKind {
  const kinds = toSentences(text).map((sentence) => toSentenceKind(sentence.text, by));
  const checkable = kinds.find(({ kind }) => kind === 'claim') ?? kinds.find(({ kind }) => kind === 'yes-no-question');
  if (checkable) return checkable;
  const reasons = kinds.map((kind) => (kind.kind === 'not-checkable' ? kind.reason : 'no-words'));
  return notCheckable(REASONS.find((reason) => reasons.includes(reason)) ?? 'no-words');
}

/** The same for one sentence. */
export function toSentenceKind(sentence: string, by: ToldBy): ClaimKind {
  if (!/\p{L}/u.test(sentence) && !EQUATION.test(sentence.slice(0, MOST_READ))) return notCheckable('no-words');
  if (sentence.length > MOST_READ) return { kind: 'claim' };
  const text = sentence.replace(/[’‘ʼ`´]/gu, "'");
  const greeted = toGreeted(text.toLowerCase());
  if (greeted === text.length) return notCheckable('greeting');
  if (greeted > 0) return toSentenceKind(text.slice(greeted), by);
  const question = readQuestion(text);
  if (by === 'rules' && question === 'open') return notCheckable('question');
  if (question !== undefined && question !== 'open') return { kind: 'yes-no-question', ...question };
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'-]*/gu) ?? [];
  if (by === 'rules' && isOpinion(text.toLowerCase(), words)) return notCheckable('opinion');
  return isTooShort(text, words, by) ? notCheckable('too-short') : { kind: 'claim' };
}

/** How much of a text in lower case is small talk: all, a part that a mark ends, or nothing. UTF-16 units. */
export function toGreeted(lower: string): number {
  let at = gapAt(lower, 0);
  let greeted = -1;
  for (let turn = 0; turn < 12; turn += 1) {
    const near = lower.slice(at, at + 80);
    const match = GREETING.exec(near) ?? (greeted >= 0 ? ADDRESSED.exec(near) : null);
    if (!match) break;
    greeted = at + match[0].length;
    at = gapAt(lower, greeted);
  }
  if (greeted < 0) return 0;
  // One short word after a greeting is the person greeted.
  if (at === lower.length || /^\p{L}{2,14}[.!]*$/u.test(lower.slice(at))) return lower.length;
  return /[.,!?…:;！？。،、，؟-]/u.test(lower.slice(greeted, at)) ? at : 0;
}

function gapAt(text: string, from: number): number {
  return from + (GAP.exec(text.slice(from, from + 40))?.[0].length ?? 0);
}

/** A plain feeling, wish or request, with nothing checkable beside it. */
function isOpinion(lower: string, words: readonly string[]): boolean {
  if (/\d|[:;–—]| - /u.test(lower) || words.some((word, at) => at > 0 && TELLS.has(word.toLowerCase()))) return false;
  const characters = lower.match(CHARACTERS)?.length ?? 0;
  const isShort = characters > 0 ? characters <= MOST_FELT_UNSPACED : words.length <= MOST_FELT;
  return isShort && OPINION.test(lower.replace(/^[^\p{L}]+|,/gu, ''));
}

/** Two words are left to a model, if there is one, to tell whether they are a claim: "Biden dead", "the moon". */
function isTooShort(text: string, words: readonly string[], by: ToldBy): boolean {
  if (/[\p{L}\p{N}]\s?=\s?[\p{L}\p{N}]/u.test(text)) return false;
  const characters = text.match(CHARACTERS)?.length ?? 0;
  if (characters > 0)
    return characters < (TELLING.test(text) ? FEWEST_TELLING : FEWEST_CHARACTERS) && words.length < FEWEST_TELLING;
  const says = (word: string) => TELLS.has(word.toLowerCase()) || isVerbLike(word.toLowerCase());
  return words.length < 2 || (by === 'rules' && NAME.test(words.join(' ')) && !words.some(says));
}

function notCheckable(reason: NotCheckableReason): ClaimKind {
  return { kind: 'not-checkable', reason };
}
