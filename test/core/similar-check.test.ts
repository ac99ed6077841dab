import { describe, expect, it } from 'vitest';
import { toReason } from '../../src/core/similar-check.ts';

const LONG = `It is ${'very '.repeat(40)}long.`;

describe('why a similar check says what it says', () => {
  it.each([
    ['Nobody was burned at Salem. Nineteen were hanged.', 'Nobody was burned at Salem. Nineteen were hanged.'],
    [`Nobody was burned. ${LONG}`, 'Nobody was burned.'],
    [`It has\n\ntwo  lines. ${LONG} It is short.`, 'It has two lines.'],
    ['  ', undefined],
  ])('is as many sentences as one line holds: %s', (summary, reason) => {
    expect(toReason(summary)).toBe(reason);
  });

  it('is the beginning of a sentence that is too long, cut at a word', () => {
    expect(toReason(`${LONG} And so on.`)).toMatch(/^It is (?:very ){26}…$/);
  });
});
