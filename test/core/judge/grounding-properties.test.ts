import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPageSentences, toParagraphs } from '../../../src/core/language/page-text.ts';
import { STANCES, VERDICT_LABELS } from '../../../src/core/types.ts';
import { ground, toAnswer, toPassage } from './grounding-fixture.ts';

const PAGES = [
  'The Great Wall of China is 21,196 km long. It cannot be seen from the Moon with the naked eye. Astronauts on the Moon did not see the wall.',
  'No structure built in China is visible from the Moon, not even the Great Wall. The Moon is 384,400 km away from China. The wall was not built in 1900.',
  'The Great Wall of China is not visible to anybody on the Moon.\n\nThe wall has a width of 6 metres. Parts of the wall in China did not survive.',
];
const passages = PAGES.map((text, at) => toPassage(at + 1, text));
const SENTENCES = PAGES.map((text) =>
  toParagraphs(text).flatMap((range) => toPageSentences(text, range).map(({ start, end }) => text.slice(start, end))),
);
const sentence = fc
  .tuple(fc.nat(PAGES.length - 1), fc.nat(99))
  .map(([page, at]) => ({ page, text: SENTENCES[page]?.[at % (SENTENCES[page]?.length ?? 1)] ?? '' }));
const first = (text: string) =>
  text
    .split(' ')
    .slice(0, Math.ceil(text.split(' ').length / 2))
    .join(' ');

/** Quotes that do not stand in the page they are said to stand in. */
const badQuote = fc.oneof(
  fc.record({ passage: fc.integer({ min: -2, max: 9 }), quote: fc.constantFrom('', ' ', '\n\t', '.', 'the wall') }),
  fc.record({ passage: fc.integer({ min: 1, max: 3 }), quote: fc.lorem({ mode: 'sentences', maxCount: 2 }) }),
  fc.record({
    passage: fc.integer({ min: 1, max: 3 }),
    quote: fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => `${text}§`),
  }),
  sentence.map(({ page, text }) => ({
    passage: page + 1,
    quote: text.replace(/[a-z](?=[a-z])/, (letter) => (letter === 'q' ? 'z' : 'q')),
  })),
  sentence.map(({ page, text }) => ({
    passage: page + 1,
    quote: `${text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))} 7`,
  })),
  sentence
    .map(({ page, text }) => ({ passage: page + 1, quote: text.replace(/\b(?:cannot|not|No) /, '') }))
    .filter(({ passage, quote }) => !PAGES[passage - 1]?.includes(quote)),
  fc
    .tuple(sentence, sentence)
    .map(([one, other]) => ({
      passage: one.page + 1,
      quote: `${first(one.text)} ${other.text.split(' ').slice(-4).join(' ')}`,
    }))
    .filter(({ passage, quote }) => !PAGES[passage - 1]?.includes(quote)),
  sentence.map(({ page, text }) => ({ passage: ((page + 1) % PAGES.length) + 1, quote: text })),
  sentence.map(({ text }) => ({ passage: 77, quote: text })),
);
const goodQuote = sentence.map(({ page, text }) => ({ passage: page + 1, quote: text }));
const labels = VERDICT_LABELS.filter((label) => label !== 'not-checkable');
const toCited = (quote: typeof goodQuote | typeof badQuote) =>
  fc.array(fc.tuple(quote, fc.constantFrom(...STANCES)), { maxLength: 6 });

it('of 1,000 answers with invented, altered, mixed-up or empty quotes not one reaches a card', () => {
  fc.assert(
    fc.property(toCited(badQuote), fc.constantFrom(...labels), (cited, label) => {
      const citations = cited.map(([{ passage, quote }, stance]) => [passage, quote, stance] as const);
      const said = [{ text: 'The wall cannot be seen from the Moon.', citations: [1, 2, 3] }];
      const { verdict } = ground(toAnswer(label, citations, { summary: said, analysis: said }), passages);
      expect(verdict).toMatchObject({
        label: 'unverified',
        citations: [],
        summary: '',
        report: { analysis: '', missing: [] },
      });
    }),
    { numRuns: 1000, seed: 7 },
  );
});

it('whatever else the answer has, a card holds whole sentences of the page alone, and a firm label the quotes it needs', () => {
  let firm = 0;
  fc.assert(
    fc.property(toCited(fc.oneof(goodQuote, goodQuote, badQuote)), fc.constantFrom(...labels), (cited, label) => {
      const citations = cited.map(([{ passage, quote }, stance]) => [passage, quote, stance] as const);
      const { verdict } = ground(toAnswer(label, citations), passages);
      for (const { quote = '', source } of verdict.citations) {
        const at = passages.findIndex(({ page }) => page.url === source.url);
        expect(SENTENCES[at]).toContain(quote);
      }
      const has = (stance: string) => verdict.citations.some((one) => one.stance === stance);
      if (verdict.label === 'unverified') return;
      firm += 1;
      expect(verdict.label).toBe(label);
      if (label === 'false') {
        const against = verdict.citations.filter(({ stance }) => stance === 'refutes');
        expect(new Set(against.map(({ source }) => source.publisher)).size).toBeGreaterThanOrEqual(2);
      } else if (label === 'misleading') expect(has('context') || (has('supports') && has('refutes'))).toBe(true);
      else expect(has('supports')).toBe(true);
    }),
    { numRuns: 1000, seed: 7 },
  );
  expect(firm).toBeGreaterThan(0);
});
