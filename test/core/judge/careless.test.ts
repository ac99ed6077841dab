import { describe, expect, it } from 'vitest';
import type { JudgeLabel } from '../../../src/core/judge/answer.ts';
import type { Told } from '../../../src/core/judge/cross-examine.ts';
import type { HeldQuote } from '../../../src/core/judge/hold-quotes.ts';
import type { Stance } from '../../../src/core/types.ts';
import { readData } from '../match/matching-fixture.ts';
import { agreeing, ground, toAnswer, toPassage } from './grounding-fixture.ts';

/** A judge's answer with real sentences of real pages, and what an honest reader says who sees only the claim and those. */
interface VerdictCase {
  id: string;
  kind: string;
  language: string;
  claim: string;
  label: JudgeLabel;
  pages: { publisher: string; title: string; date?: string; text: string }[];
  quotes: { page: number; quote: string; stance: Stance; honest: Omit<Told, 'part'> }[];
}

const CARELESS = readData<VerdictCase>('careless-verdicts.jsonl');
const RIGHT = readData<VerdictCase>('right-verdicts.jsonl');

/** The verdict, with the judge's answer as it is, and a reader who is honest or as careless as the judge. */
function toVerdict({ claim, language, label, pages, quotes }: VerdictCase, isHonest: boolean) {
  const passages = pages.map(({ publisher, title, date, text }, at) =>
    toPassage(at + 1, text, {
      ...{ url: `https://${publisher}/${at}`, title, publisher, language },
      ...(date === undefined ? {} : { publishedAt: date }),
    }),
  );
  const cited = quotes.map(({ page, quote, stance }) => [page, quote, stance] as const);
  const toTold = (held: HeldQuote): Told => {
    const honest = quotes[held.place - 1]?.honest;
    return isHonest && honest ? { ...honest, part: '' } : agreeing(held);
  };
  return ground(toAnswer(label, cited), passages, { text: claim, language }, [], toTold).verdict;
}

describe('a careless judge who cites real sentences under a wrong stance', () => {
  it('is told apart in four languages and thirteen kinds', () => {
    expect(CARELESS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(CARELESS.map(({ language }) => language)).size).toBe(4);
    expect(new Set(CARELESS.map(({ kind }) => kind)).size).toBe(13);
  });

  it('decides at most 2 % wrongly where the reader of single sentences is honest', () => {
    const firm = CARELESS.filter((one) => toVerdict(one, true).label !== 'unverified');
    expect(firm.map(({ id }) => id).length).toBeLessThanOrEqual(0.02 * CARELESS.length);
  });

  it.each(['numbers-dates-units', 'one-publisher', 'near-copies', 'old-page'])(
    'decides less than half where the reader is as careless, and code alone can know: %s',
    (kind) => {
      const cases = CARELESS.filter((one) => one.kind === kind);
      const firm = cases.filter((one) => toVerdict(one, false).label !== 'unverified');
      expect(firm.map(({ id }) => id).length).toBeLessThan(cases.length / 2);
    },
  );
});

describe('a right answer with right quotes keeps its verdict', () => {
  it.each(RIGHT.map((one) => [one.id, one.claim, one] as const))('%s: %s', (_id, _claim, one) => {
    expect(toVerdict(one, true).label).toBe(one.label);
  });
});
