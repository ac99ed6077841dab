import type { CardClosest, VerdictCard } from '../../src/core/card/verdict-card.ts';

export const APOLOGISED: CardClosest = {
  title: 'Closest checked claim',
  claim: 'The mayor of Springfield apologised to residents in March 2025',
  rating: 'rated “True” by Example Facts, checked 2 Mar 2025',
  others: 'Also checked by Springfield Post.',
};

/** The card as one that asks whether it is the same claim. */
export function toClosestCard(
  { attribution: _whose, confidence: _none, ...card }: VerdictCard,
  closest: CardClosest[] = [APOLOGISED],
): VerdictCard {
  return {
    ...card,
    label: 'unverified',
    symbol: '🔎',
    heading: 'Closest checked claim',
    claim: 'The mayor of Springfield was arrested in March 2025',
    closest,
    why: 'He said sorry in a letter to all households.',
    related: [],
    notes: ['The checked claim is worded differently from yours.'],
  };
}
