import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/core/claim/sentences.ts';

describe('splitSentences', () => {
  it.each([
    ['', []],
    [' \n ', []],
    ['One', ['One']],
    ['One. Two', ['One.', 'Two']],
    ['One! Two? Three… Four', ['One!', 'Two?', 'Three…', 'Four']],
    ['One.\n\nTwo\nThree', ['One.', 'Two', 'Three']],
    ['He said “no.” Then he left.', ['He said “no.” Then he left.']],
    ['He said "no." Then he left.', ['He said "no."', 'Then he left.']],
    ['(It is so.) And so on.', ['(It is so.)', 'And so on.']],
    ['地球是平的。月亮是圆的。', ['地球是平的。', '月亮是圆的。']],
    ['ٱلأرض مسطحة. القمر مستدير', ['ٱلأرض مسطحة.', 'القمر مستدير']],
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
  ])('is one sentence: %j', (text) => {
    expect(splitSentences(text).length).toBe(text.startsWith('Wait') ? 2 : 1);
  });

  it('nothing but dots and white space is lost', () => {
    const text = 'Dr. Rossi left. U.S. troops stayed! 地球。 Why?';
    const bare = (from: string) => from.replace(/[\s.]/gu, '');
    expect(bare(splitSentences(text).join(''))).toBe(bare(text));
  });
});
