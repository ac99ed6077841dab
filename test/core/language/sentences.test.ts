import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences, toSentences } from '../../../src/core/language/sentences.ts';
import { anyText } from '../any-text.ts';

describe('splitSentences', () => {
  it.each([
    ['', []],
    [' \n ', []],
    ['One', ['One']],
    ['One. Two', ['One.', 'Two']],
    ['one! two? three… Four', ['one!', 'two?', 'three…', 'Four']],
    ['One.\n\nTwo\nThree', ['One.', 'Two', 'Three']],
    ['He said “no.” Then he left.', ['He said “no.”', 'Then he left.']],
    ['(It is so.) And so on.', ['(It is so.)', 'And so on.']],
    ['地球是平的。月亮是圆的。', ['地球是平的。', '月亮是圆的。']],
    ['ٱلأرض مسطحة. القمر مستدير', ['ٱلأرض مسطحة.', 'القمر مستدير']],
    ['هل الأرض مسطحة؟ القمر مستدير', ['هل الأرض مسطحة؟', 'القمر مستدير']],
    ['पृथ्वी चपटी है। चाँद गोल है।', ['पृथ्वी चपटी है।', 'चाँद गोल है।']],
    ['They left the U.S. The army stayed.', ['They left the U.S.', 'The army stayed.']],
    ['It began at 3 p.m. They left.', ['It began at 3 p.m.', 'They left.']],
    ['1. Honey 2. Bats • Sharks', ['Honey', 'Bats', 'Sharks']],
  ])('%j', (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });

  it.each([
    'It rose by 3.5 percent',
    'The U.S. Army left',
    'J. K. Rowling wrote it',
    'George W. Bush won',
    'See example.org for more',
    'Dr. Rossi was there',
    'It begins at 5 p.m. today',
    'Wait... what',
    'Am 3. Oktober 1990 war es so',
    'Das kostet ca. 5 Euro bzw. 6 Euro',
    'On Sept. 11 it fell',
    'No. 10 was bombed',
    'EE.UU. ganó la guerra',
  ])('is one sentence: %j', (text) => {
    expect(splitSentences(text)).toEqual([text]);
  });

  it('says where each sentence stands; nothing but white space and list marks is lost', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let from = 0;
        for (const { start, end, text: folded } of toSentences(text)) {
          expect(text.slice(start, end).replace(/\s+/gu, ' ').trim()).toBe(folded);
          expect(text.slice(from, start)).toMatch(/^(?:[\s•·▪●◦■►➤*–—-]|\d{1,2}[.)])*$/u);
          from = end;
        }
      }),
    );
  });
});
