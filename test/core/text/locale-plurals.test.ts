import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillText, toLocale } from '../../../src/core/text/locale.ts';

const counting = (tag: string) => ({
  plurals: () => new Intl.PluralRules(tag),
  numbers: () => new Intl.NumberFormat(tag),
  waits: () => new Intl.RelativeTimeFormat(tag),
});
const DAYS = '{n, plural, one {# день} few {# дні} many {# днів} other {# дня}}';

describe('a text with a count', () => {
  it.each([
    [1, '1 день'],
    [3, '3 дні'],
    [5, '5 днів'],
    [11, '11 днів'],
    [21, '21 день'],
    [1.5, '1,5 дня'],
  ])('in Ukrainian says %s as %s', (n, expected) => {
    expect(fillText(DAYS, { n }, counting('uk'))).toBe(expected);
  });

  it.each([
    ['{n, plural, one {# day} other {# days}}', { n: 1 }, '1 day'],
    ['{n, plural, one {# day} other {# days}}', { n: 12_345 }, '12,345 days'],
    ['{n, plural, one {# day} other {# days}}', { n: '1' }, '1 day'],
    ['{n, plural, one {# day} other {# days}}', {}, '{n, plural, one {# day} other {# days}}'],
    ['{n, plural, one {day of {who}} other {days of {who}}} #{n}', { n: 2, who: '{n} #' }, 'days of {n} # #2'],
    ['In {n, plural, other {# d}} or {m, plural, other {# m}}.', { n: 1, m: 2 }, 'In 1 d or 2 m.'],
    ['{n}', { n: '{m}', m: 'no' }, '{m}'],
    ['{toString} {n}', { n: 7 }, '{toString} 7'],
  ])('%s is filled as its form says', (text, values, expected) => {
    expect(fillText(text, values, counting('en'))).toBe(expected);
  });

  it.each([
    ['en', 5, 'in 5 seconds'],
    ['en', 89.2, 'in 90 seconds'],
    ['en', 91, 'in 2 minutes'],
    ['en', 600, 'in 10 minutes'],
    ['uk', 61, 'через 61 секунду'],
    ['uk', 300, 'через 5 хвилин'],
  ])('says in %s how long %s s are, in seconds or whole minutes', (tag, n, expected) => {
    expect(fillText('{n, wait}', { n }, counting(tag))).toBe(expected);
  });

  it('never reads what stands in a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = '{n, plural, one {“{value}”} other {#: “{value}”}}';
        expect(fillText(text, { n: 3, value }, counting('en'))).toBe(`3: “${value}”`);
      }),
    );
  });

  it.each([
    [1, '1 day'],
    [30, '30 days'],
  ])('has its form on a button of the settings: %s', (days, expected) => {
    expect(toLocale('en').t('settings.days', { days })).toBe(expected);
  });
});
