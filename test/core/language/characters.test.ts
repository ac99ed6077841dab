import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlainLine } from '../../../adapters/discord/escape.ts';
import { toForeignText } from '../../../adapters/telegram/foreign-text.ts';
import { withoutPiles } from '../../../src/core/language/characters.ts';

describe('marks that are piled up', () => {
  it.each([
    ['on a letter', `Z${'\u0321\u0339\u033d'.repeat(500)}a`, 'Z\u0321\u0339\u033da'],
    ['between joiners', `Z${'\u200d\u0301'.repeat(500)}a`, `Z${'\u200d\u0301'.repeat(3)}${'\u200d'.repeat(497)}a`],
    ['around a letter', `o${'\u20dd'.repeat(90)}`, 'o\u20dd\u20dd\u20dd'],
    ['of a script of its own', `क${'\u0941'.repeat(300)}`, `क${'\u0941'.repeat(8)}`],
  ])('are taken down: %s', (_where, text, left) => {
    expect(withoutPiles(text)).toBe(left);
  });

  it.each(['Việt Nam, Ο Ἀχιλλεύς', 'हिन्दी क्ष्म्य', 'မြန်မာ', 'بِسْمِ اللّٰهِ', 'בְּרֵאשִׁ֖ית', 'ཧཱུྃ', 'ที่นี่', '👩🏽‍❤️‍💋‍👩 1️⃣'])(
    'stay where a language writes them: %s',
    (text) => {
      expect(withoutPiles(text)).toBe(text);
      expect(withoutPiles(text.normalize('NFD'))).toBe(text.normalize('NFD'));
    },
  );

  it('leave at most three on any letter in what both platforms are shown, whatever stands between', () => {
    const unit = fc.constantFrom(
      'a',
      '\u0301',
      '\u0316',
      '\u200b',
      '\u200d',
      '\u2060',
      '\u034f',
      '\ufe0f',
      '\ufeff',
      ' ',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (text) => {
        for (const shown of [toPlainLine(text), toForeignText(text)]) {
          const seen = shown.replace(/\p{Cf}|\ufe0f/gu, '');
          expect(seen).not.toMatch(/[\u0300-\u036f]{4}/u);
        }
      }),
    );
  });
});
