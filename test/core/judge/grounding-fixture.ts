import type { Passage } from '../../../src/core/evidence/passages.ts';
import type { JudgeAnswer, JudgeLabel } from '../../../src/core/judge/answer.ts';
import { JUDGE_ANSWER } from '../../../src/core/judge/answer.ts';
import type { Examined, Told } from '../../../src/core/judge/cross-examine.ts';
import { type Decided, decide } from '../../../src/core/judge/decide.ts';
import { type HeldQuote, holdQuotes } from '../../../src/core/judge/hold-quotes.ts';
import type { GuardedClaim } from '../../../src/core/judge/stance-guard.ts';
import type { Stance } from '../../../src/core/types.ts';
import { toPublisherKey } from '../../../src/providers/text/web-url.ts';
import { toRatings } from '../../peers/world/stand-in.ts';

export const WALL = { text: 'The Great Wall of China can be seen from the Moon.', language: 'en' };
export const NOW = new Date('2026-03-01T12:00:00.000Z');

/** A page on a host of its own, all of it one passage. */
export function toPassage(
  number: number,
  text: string,
  extra: Partial<Passage['page']> & { later?: boolean } = {},
): Passage {
  const { later = false, ...page } = extra;
  const host = `site${number}.example`;
  return {
    number,
    page: { url: `https://${host}/a`, title: 'A page', publisher: host, text, language: 'en', ...page },
    text,
    start: 0,
    ...{ before: '', after: '' },
    publisherKey: toPublisherKey(page.url ?? `https://${host}/a`),
    later,
  };
}

export function toAnswer(
  label: JudgeLabel,
  citations: readonly (readonly [passage: number, quote: string, stance: Stance])[],
  extra: Partial<JudgeAnswer> = {},
): JudgeAnswer {
  return JUDGE_ANSWER.parse({
    questions: [],
    citations: citations.map(([passage, quote, stance]) => ({ passage, quote, stance })),
    ratings: toRatings(label),
    summary: [],
    analysis: [],
    agesInDays: null,
    ...extra,
  });
}

const SAME = { supports: 'all', refutes: 'against', context: 'qualifies' } as const;
/** What a reader says who agrees with whatever the judge said. */
export const agreeing = ({ stance }: HeldQuote): Told => ({
  ...{ stance: SAME[stance], part: '', by: 'page', how: 'asserted' },
});

/** A verdict, where the reader of single quotes says this of each, and finds every sentence said. */
export function ground(
  answer: JudgeAnswer,
  passages: ReturnType<typeof toPassage>[],
  claim: GuardedClaim = WALL,
  primarySources: readonly string[] = [],
  toTold: ((quote: HeldQuote) => Told) | null = agreeing,
): Decided {
  const grounds = { claim, passages, primarySources, now: NOW };
  const quotes = holdQuotes(answer, grounds);
  const examined: Examined | undefined =
    toTold === null
      ? undefined
      : {
          told: new Map(quotes.held.map((one) => [one.place, toTold(one)])),
          said: new Set([...answer.summary, ...answer.analysis]),
          usage: { inputTokens: 0, outputTokens: 0 },
        };
  return decide(answer, quotes, examined, grounds);
}
