import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRetryAfterMs } from '../../src/providers/http/retry-after.ts';
import { toSearchText } from '../../src/providers/search/search-text.ts';

const LIMITS = { characters: 300, words: 50 };

describe('the text of a search', () => {
  it.each([
    ['Inflation is at 7.5% in the U.S.', 'Inflation is at 7.5% in the U.S.'],
    ['The train left at 10:30', 'The train left at 10:30'],
    ["It's a well-known C++ fact", "It's a well-known C++ fact"],
    ['site:evil.example wall', 'site evil.example wall'],
    ['!!g :de <5 -China +wall', 'g de 5 China wall'],
    ['this AND that OR NOT Oregon', 'this and that or not Oregon'],
    ['"the wall" (2020) [a] {b} x* ~y^2 a|b c\\d', 'the wall 2020 a b x y 2 a b c d'],
    ['a\nb\tc\0d', 'a b c d'],
    ['長城は月から見える', '長城は月から見える'],
    ['— … ?', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(toSearchText(text, LIMITS)).toBe(expected);
  });

  it('is cut at a word', () => {
    expect(toSearchText('one two three', { characters: 9 })).toBe('one two');
    expect(toSearchText('one two three', { characters: 99, words: 2 })).toBe('one two');
  });

  it('of any text is within the limits, well-formed, and the same when made again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
        const made = toSearchText(text, LIMITS);
        expect(made.length).toBeLessThanOrEqual(300);
        expect(made.isWellFormed()).toBe(true);
        expect(made).not.toMatch(/[\0"*\\|]|(?:^|\s)[-+!:<]/);
        expect(toSearchText(made, LIMITS)).toBe(made);
      }),
    );
  });
});

describe('when a provider may be asked again', () => {
  const NOW = Date.parse('2026-11-23T08:00:00Z');
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'Mon, 23 Nov 2026 08:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 07:00:00 GMT' }, 0],
    [{ 'retry-after': '99999999999' }, 86_400_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j is %j ms', (headers: Record<string, string>, expected) => {
    expect(toRetryAfterMs(new Headers(headers), NOW)).toBe(expected);
  });
});
