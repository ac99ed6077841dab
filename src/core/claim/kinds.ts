import { isOpinion } from './opinions.ts';
import { type Piece, toPieces } from './pieces.ts';
import { toAsked } from './questions.ts';
import { readSentence, type SentenceReading } from './sentence-reading.ts';
import { findSmallTalk, isOnlyTakenBack, isTakenBack, opensJoke } from './small-talk.ts';
import { isVerbLike } from './verbs.ts';

/** Why there is nothing to check; the card has a sentence for each (`why.*`). A request counts as a wish, so as an opinion. */
type NotCheckableReason = 'opinion' | 'question' | 'greeting' | 'joke' | 'too-short' | 'no-words';

/** What a sentence is to us. */
export type ClaimKind =
  | { kind: 'claim' }
  /** `statement` is what it asks about, where that can be told safely. */
  | { kind: 'yes-no-question'; statement?: string }
  | { kind: 'not-checkable'; reason: NotCheckableReason };

/** Longer sentences tell something; the rules are for what people type. Also bounds what any expression here reads. */
const MOST_READ = 600;
/** Which reason to give for several sentences: the one that helps most to ask better. */
const REASONS: readonly NotCheckableReason[] = ['joke', 'question', 'opinion', 'greeting', 'too-short', 'no-words'];
/** Scripts written without spaces: there, characters are counted. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const FEWEST_CHARACTERS = 4;
/** "0.999... = 1" has no words, and can be checked. */
const EQUATION = /\d\D{0,9}[=<>≠≈]\D{0,9}\d/u;

/**
 * Whether a sentence can be checked. In doubt it is a claim: one nobody has checked gets an honest "unverified", while calling a real claim an
 * opinion would be a fault. Of several sentences, any claim makes it a claim, and any yes/no question a question about something.
 *
 * @param sentence as `cleanMessage` and `splitClaims` give it; any text is safe
 */
export function toClaimKind(sentence: string): ClaimKind {
  const kinds = toPieceKinds(toPieces(sentence));
  const checkable = kinds.find(({ kind }) => kind === 'claim') ?? kinds.find(({ kind }) => kind === 'yes-no-question');
  if (checkable) return checkable;
  const reasons = kinds.map((kind) => (kind.kind === 'not-checkable' ? kind.reason : 'no-words'));
  return notCheckable(REASONS.find((reason) => reasons.includes(reason)) ?? 'no-words');
}

/** The kind of each piece; a joke's opening takes what follows it along, a "just kidding" the piece before it. */
export function toPieceKinds(pieces: readonly Piece[]): ClaimKind[] {
  const kinds: ClaimKind[] = [];
  let joking = false;
  for (const { text } of pieces) {
    const lower = text.slice(0, MOST_READ).toLowerCase();
    joking ||= opensJoke(lower);
    if (kinds.length > 0 && text.length < 60 && isOnlyTakenBack(readSentence(lower).lower))
      kinds[kinds.length - 1] = notCheckable('joke');
    kinds.push(joking ? notCheckable('joke') : toSentenceKind(text));
  }
  return kinds;
}

function toSentenceKind(sentence: string): ClaimKind {
  if (!/\p{L}/u.test(sentence) && !EQUATION.test(sentence.slice(0, MOST_READ))) return notCheckable('no-words');
  if (sentence.length > MOST_READ) return { kind: 'claim' };
  const reading = readSentence(sentence);
  if (opensJoke(reading.lower) || isTakenBack(reading.lower)) return notCheckable('joke');
  const talk = findSmallTalk(reading.lower);
  if (talk.extent === 'all') return notCheckable('greeting');
  if (talk.extent === 'part') {
    const rest = reading.text.slice(talk.rest);
    if (/\p{L}/u.test(rest)) return toSentenceKind(reading.asked ? `${rest}?` : rest);
  }
  return toReadKind(reading);
}

function toReadKind(reading: SentenceReading): ClaimKind {
  const asked = toAsked(reading);
  if (asked.asks === 'other') return notCheckable('question');
  if (asked.asks === 'whether')
    return { ...('statement' in asked ? { statement: asked.statement } : {}), kind: 'yes-no-question' };
  if (asked.asks === 'tag') return toReadKind(readSentence(asked.statement));
  if (isOpinion(reading.text)) return notCheckable('opinion');
  return isTooShort(reading) ? notCheckable('too-short') : { kind: 'claim' };
}

function isTooShort({ text, bare }: SentenceReading): boolean {
  if (/[\p{L}\p{N}]\s?=\s?[\p{L}\p{N}]/u.test(text)) return false;
  const characters = text.match(UNSPACED)?.length ?? 0;
  if (characters > 0) return characters < FEWEST_CHARACTERS && bare.length < 3;
  if (bare.length !== 2) return bare.length < 2;
  // Many other languages need no verb, or have its person in its ending.
  if (/[^\p{ASCII}]/u.test(text)) return false;
  const second = bare[1] ?? '';
  return !isVerbLike(second) && !/\p{L}(?:s|ed)$/u.test(second);
}

function notCheckable(reason: NotCheckableReason): ClaimKind {
  return { kind: 'not-checkable', reason };
}
