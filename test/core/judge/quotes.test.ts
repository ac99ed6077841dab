import { describe, expect, it } from 'vitest';
import { findQuote } from '../../../src/core/judge/quotes.ts';
import { toPageSentences } from '../../../src/core/language/page-text.ts';
import type { Page } from '../../../src/core/types.ts';

const toPage = (text: string): Page => ({ url: 'https://a.example', title: 'T', publisher: 'A', text });
const find = (text: string, quote: string) => findQuote(toPage(text), quote, { start: 0, end: text.length })?.text;
const split = (text: string) =>
  toPageSentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

describe('a quote', () => {
  it.each([
    ['as it stands', 'It rained. The wall is 21,196 km long in all. It ended.', 'The wall is 21,196 km long in all.'],
    [
      'with folded marks',
      'He’s “sure” the wall—all of it—is very long.',
      `He's "sure" the wall-all of it-is very long.`,
    ],
    ['with folded space', 'The wall\u00a0is  21,196\nkm long in all.', 'The wall is 21,196 km long in all.'],
    ['with unseen characters', 'The w\u200ball is 21,196 km lo\u00adng in all.', 'The wall is 21,196 km long in all.'],
    [
      'in another form of Unicode',
      'Le cafe\u0301 a e\u0301te\u0301 ferme\u0301 en mai.',
      'Le café a été fermé en mai.',
    ],
    ['of full-width letters', 'Ｔｈｅ wall is very long indeed.', 'The wall is very long indeed.'],
    ['without spaces', '长城在月球上用肉眼是看不见的。', '长城在月球上用肉眼是看不见的。'],
    ['that is a short whole sentence', 'It rained. Nobody came. It ended.', 'Nobody came.'],
  ])('is found %s', (_name, text, quote) => {
    expect(find(text, quote)).toBeDefined();
  });

  it.each([
    ['in another case', 'The wall is very long indeed.', 'THE WALL IS VERY LONG INDEED.'],
    ['without its punctuation', 'The wall, he knew, is long.', 'The wall he knew is long.'],
    ['with another number', 'The wall is 21,196 km long in all.', 'The wall is 21,169 km long in all.'],
    ['without its "not"', 'The wall is not visible from the Moon.', 'The wall is visible from the Moon.'],
    [
      'joined over a gap',
      'The wall is old and grey. From here it is hard to see.',
      'The wall is old from here it is hard to see.',
    ],
    [
      'across a paragraph',
      'The wall is very old.\n\nIt is visible from there.',
      'The wall is very old. It is visible from there.',
    ],
    ['of four words', 'The wall is not visible from the Moon.', 'visible from the Moon'],
    ['of white space', 'The wall is not visible.', ' \n '],
    ['that is empty', 'The wall is not visible.', ''],
    ['cut out of a number', 'In all 15 people died in the fire.', '5 people died in the fire.'],
    ['cut out of a decimal', 'In all 3.5 million people live here now.', '5 million people live here now.'],
    ['cut out of a word', 'The cart of the king was gold.', 'art of the king was gold.'],
    ['of a few characters without spaces', '长城在月球上用肉眼是看不见的。', '肉眼是看不见'],
    ['in a sentence without end', `${'many words of a menu '.repeat(60)}.`, 'many words of a menu many words'],
  ])('is not found %s', (_name, text, quote) => {
    expect(find(text, quote)).toBeUndefined();
  });

  it.each([
    [
      'a negation',
      'It rained. It is not true that the wall is visible from there. It ended.',
      'the wall is visible from there',
      'It is not true that the wall is visible from there.',
    ],
    [
      'an abbreviation',
      'Then Dr. Smith of the U.S. Navy saw the wall on 3.5 of 7 days. It ended.',
      'saw the wall on 3.5 of 7 days',
      'Then Dr. Smith of the U.S. Navy saw the wall on 3.5 of 7 days.',
    ],
    [
      'a quotation of two sentences',
      'It rained. “We saw it. The wall is visible from there,” he alleged. It ended.',
      'The wall is visible from there',
      '“We saw it. The wall is visible from there,” he alleged.',
    ],
    [
      'two sentences',
      'It rained. The wall is old. It is very long too. It ended.',
      'wall is old. It is very long',
      'The wall is old. It is very long too.',
    ],
    [
      'Hindi',
      'बारिश हुई। दीवार चाँद से दिखाई नहीं देती है। अंत।',
      'दीवार चाँद से दिखाई नहीं देती',
      'दीवार चाँद से दिखाई नहीं देती है।',
    ],
  ])('is widened over %s', (_name, text, quote, whole) => {
    expect(find(text, quote)).toBe(whole);
  });

  it('is taken where the passage has it', () => {
    const text = 'Is it so that the wall is visible?\n\nIn fact the wall is visible here.';
    const quote = findQuote(toPage(text), 'the wall is visible', { start: 36, end: text.length });
    expect(quote).toBeUndefined();
    expect(
      findQuote(toPage(`${text} So we see the wall is visible here.`), 'the wall is visible here.', {
        start: 90,
        end: 120,
      })?.start,
    ).toBeGreaterThan(60);
  });
});

describe('sentences', () => {
  it.each([
    ['He came at 5 p.m. on Monday. She left.', 2],
    ['"Really?" he asked. Yes.', 2],
    ['Am 3. Oktober wurde es kalt. Dann nicht.', 2],
    ['在北京。在上海！', 2],
    ['هل هذا صحيح؟ نعم.', 2],
    ['It costs $3.50. It is e.g. cheap.', 2],
  ])('of %j are told apart', (text, count) => {
    expect(split(text)).toHaveLength(count);
  });

  it('are the text itself', () => {
    expect(split(' A b. C d! E').join(' ')).toBe('A b. C d! E');
  });
});
