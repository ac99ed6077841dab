import { describe, expect, it } from 'vitest';
import { toCard } from '../../../src/core/card/to-card.ts';
import { toUnverified } from '../../../src/core/reviews/adopt-review.ts';
import { toLocale } from '../../../src/core/text/locale.ts';
import type { Check, ClosestCheck, Difference, RelatedCheck } from '../../../src/core/types.ts';
import { toCheck } from '../../contracts/samples.ts';

const en = toLocale('en');
const RELATED: RelatedCheck = {
  kind: 'review',
  id: 'r2',
  claim: 'The wall can be seen from Mars',
  label: 'false',
  probability: 0.4,
  differences: [],
};
const NEGATED: Difference = { kind: 'negation', asked: '', prior: '' };

const cardOf = (rest: Partial<Check> = {}) => toCard({ check: toCheck('7K3M9Q2A', rest) }, en);

describe('a similar check on a card', () => {
  it.each([
    [
      'false',
      'Agrees with a fact check',
      /about the opposite: “The wall can be seen from Mars”, rated “False” by Facts\. Mars is far away\.$/,
    ],
    [
      'true',
      'Contradicts a fact check',
      /about the opposite: “The wall can be seen from Mars”, rated “True” by Facts\. Mars is far away\.$/,
    ],
    ['misleading', 'Unverified', /It is still open/],
    ['unverified', 'Unverified', /It is still open/],
  ] as const)(
    'says in the heading what the opposite was rated, where it was rated True or False: %s',
    (label, heading, why) => {
      const related = [{ ...RELATED, label, publisher: 'Facts', reason: 'Mars is far away.', differences: [NEGATED] }];
      for (const reason of ['no-prior-check', 'nothing-found', 'not-enough-evidence'] as const) {
        const card = cardOf({ related, verdict: toUnverified(reason) });
        // What stands in the heading is not said again below.
        const shown = heading === 'Unverified' ? ['says the opposite'] : [];
        expect(card.related.map(({ differs }) => differs)).toEqual(shown);
        expect([card.heading, card.why]).toEqual([heading, expect.stringMatching(why)]);
      }
      expect(cardOf({ related }).why).toBe(cardOf().why);
    },
  );

  it('calls nothing the opposite that merely has an opposite word, or differs in more than a “not”', () => {
    const differsOf = (...differences: Difference[]) =>
      cardOf({ related: [{ ...RELATED, differences }] }).related[0]?.differs;
    expect(differsOf({ kind: 'negation', asked: 'prevents', prior: 'causes' })).toBe('says “causes”, not “prevents”');
    const year = { kind: 'date', asked: '2024', prior: '2019' } as const;
    expect(differsOf(NEGATED, year)).toBe('says the opposite; differs in the date: “2019”, not “2024”');
  });

  it('says why a similar check says so, one that its asker called another claim too', () => {
    const reason = 'Mars is far away.';
    expect(cardOf({ related: [{ ...RELATED, reason }] }).related[0]?.reason).toBe(reason);
    const near: ClosestCheck = {
      kind: 'review',
      id: 'r1',
      claim: 'It is seen',
      verdict: toCheck('A').verdict,
      probability: 1,
      others: [],
    };
    const check = toCheck('7K3M9Q2A', { closest: { claims: [near], confirmable: true } });
    const [first] = toCard({ check, word: 'different' }, en).related;
    expect(first?.reason).toBe('Why A.');
  });
});
