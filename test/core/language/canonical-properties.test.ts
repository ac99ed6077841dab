import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toKnownForms } from '../../../src/core/claim/known-forms.ts';
import { toAskedForms, toClaimKey } from '../../../src/core/language/canonical-form.ts';
import { toStatements } from '../../../src/core/language/sentences.ts';
import { anyText, PAIRS } from '../any-text.ts';

const runs = { numRuns: 500 };

describe('for any text', () => {
  it('forms are lines of single spaces, none empty, and the same each time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const forms = [...toAskedForms(text), ...toKnownForms(text)];
        for (const form of forms) expect(form).toMatch(/^\S+(?: \S+)*$/u);
        expect([...toAskedForms(text), ...toKnownForms(text)]).toEqual(forms);
        expect(toAskedForms(text).length).toBeLessThanOrEqual(6);
        expect(toKnownForms(text).length).toBeLessThanOrEqual(6);
      }),
      runs,
    );
  });

  it('no mark survives in a key but such as say something', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toClaimKey(text)).not.toMatch(/[!?;“”"*_~|…]/u);
      }),
      runs,
    );
  });

  it('a sentence alone is its only statement', () => {
    expect(toStatements('Bats are blind.')).toEqual(['Bats are blind.']);
    expect(toStatements('')).toEqual([]);
  });

  it('a message is looked up whole, by sentence and by neighbours', () => {
    expect(toStatements('One is. Two is. Three is.')).toEqual([
      'One is. Two is. Three is.',
      'One is.',
      'Two is.',
      'Three is.',
      'One is. Two is.',
      'Two is. Three is.',
    ]);
    expect(toStatements('It is so. '.repeat(500)).length).toBeLessThan(100);
  });
});

describe('a sentence as people write it', () => {
  it.each(PAIRS.flatMap(({ a, b }) => [a, b]).filter((text) => /^[\p{Script=Latin}\P{L}]*$/u.test(text)))(
    'has a key that is its own key: %j',
    (text) => {
      const key = toClaimKey(text);
      expect(toClaimKey(key)).toBe(key);
    },
  );
});
