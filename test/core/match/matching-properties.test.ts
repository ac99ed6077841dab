import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toClaimKey } from '../../../src/core/language/canonical-form.ts';
import { toAsciiDigits } from '../../../src/core/language/characters.ts';
import { takeDates } from '../../../src/core/language/dates.ts';
import { toQuantities } from '../../../src/core/language/numbers.ts';
import { toTerms } from '../../../src/core/language/tokens.ts';
import { DIFFERENCE_KINDS } from '../../../src/core/types.ts';
import { anyText } from '../any-text.ts';
import { differencesBetween } from './matching-fixture.ts';

const runs = { numRuns: 600 };

describe('for any text', () => {
  it('cleaning gives one well-formed, visible, trimmed line', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const clean = cleanMessage(message);
        expect(clean.text.isWellFormed()).toBe(true);
        expect(clean.text).toBe(clean.text.trim());
        expect(clean.text).not.toMatch(/\p{Cc}|\u200b|\u200d|\u202e|\u2066|\ufeff|\s\s/u);
        // One character can stand for eighteen in NFKC.
        expect(clean.text.length).toBeLessThanOrEqual(18 * message.length + 2);
        expect(typeof clean.hadLink).toBe('boolean');
      }),
      runs,
    );
  });

  it('what was cleaned has no link, and cleaning again settles it', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        let once = cleanMessage(message).text;
        expect(once).not.toMatch(/https?:\/\/[a-z0-9]/iu);
        for (let turn = 0; turn < 20; turn += 1) {
          const again = cleanMessage(once).text;
          if (again === once) return;
          once = again;
        }
        expect.unreachable('it never settles');
      }),
      runs,
    );
  });

  it('a claim key is one line of folded words, and its own key', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const key = toClaimKey(message);
        expect(key).toBe(key.trim());
        expect(key).not.toMatch(/\n|\s\s/u);
        expect(toClaimKey(`  ${message}\n`)).toBe(key);
      }),
      runs,
    );
  });

  it('terms hold letters, marks and digits alone', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        for (const term of toTerms(message)) expect(term).toMatch(/^[\p{L}\p{M}\p{N}.,:]+$/u);
      }),
      runs,
    );
  });

  it('quantities have a value, and stand in the text by the order of their words', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const quantities = toQuantities(message);
        expect(quantities.length).toBeLessThanOrEqual(message.length);
        for (const { value, raw } of quantities) {
          expect(value).not.toBeNaN();
          expect(raw).not.toBe('');
        }
      }),
      runs,
    );
  });

  it('dates name what a calendar has, and are taken out of the text', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const { dates, rest } = takeDates(message);
        expect(rest.length).toBeLessThanOrEqual(message.length + 3 * dates.length);
        for (const { year = 2000, month = 1, day = 1, raw } of dates) {
          expect(toAsciiDigits(message)).toContain(raw.split(' ; ')[0]);
          expect(year >= 1000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31).toBe(true);
        }
      }),
      runs,
    );
  });

  it('a text that turns its own words round does not differ from itself', () => {
    const text = 'autism. percent Please share this! percent autism';
    expect(differencesBetween(text, text)).toEqual([]);
  });

  it('a text does not differ from itself, and two texts at most once in each kind', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(differencesBetween(one, one)).toEqual([]);
        const kinds = differencesBetween(other, one).map(({ kind }) => kind);
        expect(kinds).toEqual(
          DIFFERENCE_KINDS.filter((kind) => kinds.includes(kind)).toSorted(
            (a, b) => kinds.indexOf(a) - kinds.indexOf(b),
          ),
        );
        expect(kinds.length).toBe(new Set(kinds).size);
      }),
      runs,
    );
  });
});
