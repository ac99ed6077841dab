import { z } from 'zod';
import type { LanguageModel, Prompt, TokenUsage } from '../ports.ts';
import { toFenced, toInertLine } from '../prompting/prompt-delimiters.ts';
import { toTokenCount } from '../prompting/token-count.ts';
import type { JudgeAnswer } from './answer.ts';
import type { HeldQuote } from './hold-quotes.ts';

/** The answer of the reader who sees single sentences. */
export const EXAMINE_ANSWER = z.object({
  quotes: z.array(
    z.object({
      n: z.number().int(),
      stance: z.enum(['all', 'part', 'against', 'qualifies', 'neither']),
      part: z.string().describe('Which part, with "part"; else empty.'),
      by: z.enum(['page', 'named', 'unnamed']),
      how: z.enum(['asserted', 'denied', 'asked', 'supposed', 'fiction']),
    }),
  ),
  sentences: z.array(z.object({ n: z.number().int(), said: z.boolean() })),
});
export type ExamineAnswer = z.infer<typeof EXAMINE_ANSWER>;

/** What the reader said of a quote. */
export type Told = Omit<ExamineAnswer['quotes'][number], 'n'>;

/** A sentence of the judge, with the places of the quotes it cites. */
export type JudgeSentence = JudgeAnswer['summary'][number];

/** The result of a cross-examination. */
export interface Examined {
  /** By the quote's place in the judge's answer. */
  told: ReadonlyMap<number, Told>;
  /** The judge's sentences that their quotes support. */
  said: ReadonlySet<JudgeSentence>;
  usage: TokenUsage;
}

/** The whole prompt: a small call. Tokens. */
const MOST_INPUT = 900;
const MOST_OUTPUT = 300;
/** A quote's own answer takes some thirty tokens. */
const MOST_QUOTES = 8;
const MOST_TITLE = 90;
/** The sentences beside a quote are shown if they are short: they name who speaks, or take the quote back. UTF-16 units. */
const MOST_BEFORE = 160;
const MOST_AFTER = 80;

/**
 * Asks a reader who sees nothing but the claim, single quotes and the sentences that rest on them what each says. The quotes come in an order of
 * their own, without the judge's stance or label. What does not fit is not asked about.
 *
 * @param quotes the most important first
 * @throws OutOfReach if the model does not answer; the signal's reason if it is aborted
 */
export async function crossExamine(
  { claim, quotes, sentences }: { claim: string; quotes: readonly HeldQuote[]; sentences: readonly JudgeSentence[] },
  { model, prompt }: { model: LanguageModel; prompt: Prompt },
  signal: AbortSignal,
): Promise<Examined> {
  const message = toExamineMessage({ claim, quotes, sentences }, MOST_INPUT - toTokenCount(prompt.text));
  const { value, usage } = await model.ask(
    {
      ...{ name: 'examination', system: prompt.text, user: message.user },
      ...{ schema: EXAMINE_ANSWER, maxOutputTokens: MOST_OUTPUT },
    },
    signal,
  );
  return { ...readExamination(value, message), usage };
}

interface ExamineMessage {
  user: string;
  /** In the order of their numbers, from 1. */
  quotes: readonly HeldQuote[];
  sentences: readonly JudgeSentence[];
}

/** The message for the reader, of at most so many tokens. Pure. */
export function toExamineMessage(
  { claim, quotes, sentences }: { claim: string; quotes: readonly HeldQuote[]; sentences: readonly JudgeSentence[] },
  mostTokens: number,
): ExamineMessage {
  const head = `${toFenced('CLAIM', toInertLine(claim, 600))}\n\n`;
  const foot = '\n\nSay of each quote what it says of the claim, and of each sentence whether its quotes say it.';
  let room = mostTokens - toTokenCount(head + foot) - 20;
  const chosen: HeldQuote[] = [];
  for (const quote of quotes.slice(0, MOST_QUOTES)) {
    const cost = toTokenCount(toLine(quote, 0));
    if (cost > room) continue;
    room -= cost;
    chosen.push(quote);
  }
  // The judge's order would tell which quotes it leans on.
  const inOrder = chosen.toSorted((one, other) => (toOrder(one) < toOrder(other) ? -1 : 1));
  const numberOf = (place: number) => inOrder.findIndex((one) => one.place === place) + 1;
  const asked: JudgeSentence[] = [];
  const lines: string[] = [];
  for (const sentence of sentences) {
    const numbers = sentence.citations.map(numberOf).filter((number) => number > 0);
    const line = `${asked.length + 1}. ${toInertLine(sentence.text, 400)} [quotes ${numbers.join(', ')}]`;
    const cost = toTokenCount(line);
    if (numbers.length === 0 || cost > room) continue;
    room -= cost;
    asked.push(sentence);
    lines.push(line);
  }
  const blocks = [
    toFenced('QUOTES', inOrder.map((quote, at) => toLine(quote, at + 1)).join('\n')),
    ...(lines.length === 0 ? [] : [toFenced('SENTENCES', lines.join('\n'))]),
  ];
  return { user: `${head}${blocks.join('\n\n')}${foot}`, quotes: inOrder, sentences: asked };
}

function toLine({ found: { text, before, after }, passage: { page } }: HeldQuote, number: number): string {
  const beside = (name: string, near: string, most: number) =>
    near !== '' && near.length <= most ? ` (${name}: ${toInertLine(near, most)})` : '';
  const title = `${number}. Title: ${toInertLine(page.title, MOST_TITLE)}`;
  return `${title}${beside('before', before, MOST_BEFORE)}\n“${toInertLine(text, 600)}”${beside('after', after, MOST_AFTER)}`;
}

/** An order that has nothing to do with the judge's: by the quote's own last letters. */
function toOrder({ found: { text }, place }: HeldQuote): string {
  return `${Array.from(text.slice(-24)).toReversed().join('')} ${place}`;
}

/** A quote or sentence with more than one answer counts as unanswered. */
function readExamination({ quotes, sentences }: ExamineAnswer, message: ExamineMessage): Omit<Examined, 'usage'> {
  const told = new Map<number, Told>();
  const said = new Set<JudgeSentence>();
  for (const { n, ...one } of quotes) {
    const place = message.quotes[n - 1]?.place;
    if (place !== undefined && quotes.filter((other) => other.n === n).length === 1) told.set(place, one);
  }
  for (const { n, said: isSaid } of sentences) {
    const sentence = message.sentences[n - 1];
    const isOnce = sentences.filter((other) => other.n === n).length === 1;
    if (sentence && isSaid && isOnce) said.add(sentence);
  }
  return { told, said };
}
