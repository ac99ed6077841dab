import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitClauses } from '../../../src/core/claim/split-claims.ts';
import { anyText } from '../any-text.ts';

describe('splitClauses', () => {
  it.each([
    ['Vaccines cause autism, and the Earth is flat', ['Vaccines cause autism', 'the Earth is flat']],
    ['Honey never spoils and bats are blind.', ['Honey never spoils', 'bats are blind.']],
    ['Honey never spoils but vaccines cause autism', ['Honey never spoils', 'vaccines cause autism']],
    ['Russia attacked Ukraine, while Poland was next', ['Russia attacked Ukraine', 'Poland was next']],
    ['Honey never spoils; bats are blind', ['Honey never spoils', 'bats are blind']],
    [
      'The vaccine contains mercury and aluminium is toxic and the Earth is flat',
      ['The vaccine contains mercury', 'aluminium is toxic', 'the Earth is flat'],
    ],
    [
      'We only use 10 percent of our brain, bats are blind and the mayor of Oberwald resigned',
      ['We only use 10 percent of our brain', 'bats are blind', 'the mayor of Oberwald resigned'],
    ],
  ])('takes “%s” apart', (sentence, clauses) => {
    expect(splitClauses(sentence)).toEqual(clauses);
  });

  it.each([
    ['two subjects of one verb', 'Salt and vinegar is tasty'],
    ['two verbs of one subject', 'Bats are blind and cannot see anything'],
    ['a part that leans on the other', 'Vaccines cause autism and they kill'],
    ['what somebody says', 'The minister said the taxes rise and the pensions fall'],
    ['a condition', 'If taxes rise, the shops close and the people are poor'],
    ['a clause about its subject', 'People who eat meat and people who smoke have bad teeth'],
    ['a question', 'Is the Earth flat and are bats blind?'],
    ['a list', 'The bridge is closed to cars, lorries and buses'],
    ['an aside', 'The mayor of Oberwald, a friend of the minister, resigned from office'],
    ['what stands before its subject', 'In the year of the flood, the bridge was closed'],
    ['a quotation', 'A “war is peace and freedom is slavery” poster hung there'],
    ['one statement', 'The Earth is flat'],
    ['another language', 'Die Erde ist flach und Honig verdirbt nie'],
  ])('leaves %s whole', (_, sentence) => {
    expect(splitClauses(sentence)).toEqual([]);
  });

  it('gives nothing or parts that stand in the text in their order, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let from = 0;
        for (const clause of splitClauses(text)) {
          const at = text.indexOf(clause, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + clause.length;
        }
      }),
    );
  });
});
