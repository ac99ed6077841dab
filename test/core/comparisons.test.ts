import { describe, expect, it } from 'vitest';
import { findTurnedComparison } from '../../src/core/match/comparisons.ts';
import { findExchanged } from '../../src/core/match/exchanged.ts';
import { toFacts } from '../../src/core/match/facts.ts';

describe('findTurnedComparison', () => {
  const find = (asked: string, wording: string) => findTurnedComparison(toFacts(asked), toFacts(wording));

  it.each([
    ['Adults have more bones than babies', 'Babies are born with more bones than adults have'],
    ['The Aztec Empire is older than Oxford', 'Oxford University is older than the Aztec Empire'],
    [
      'An electric car causes less carbon dioxide over its lifetime than a petrol car',
      'A petrol car causes less carbon dioxide over its lifetime than an electric car',
    ],
    ['Humans emit more CO2 than volcanoes', 'Volcanoes emit more CO2 each year than all human activity'],
  ])('finds that “%s” turns “%s” round', (asked, wording) => {
    expect(find(asked, wording)).toMatchObject({ asked: expect.any(String), prior: expect.any(String) });
  });

  it.each([
    ['the same order', 'A day on Venus is longer than a year on Venus', 'A Venus day is longer than a Venus year'],
    [
      'the opposite word turns it back',
      'The Aztec Empire is younger than Oxford',
      'Oxford is older than the Aztec Empire',
    ],
    ['less for more', 'Humans emit less CO2 than volcanoes', 'Volcanoes emit more CO2 than humans'],
    ['a bound', 'The tower has more than 100 steps', 'The 100 steps are more than the tower has'],
    ['no comparison', 'Bats are blind', 'Bats are blinder than moles'],
  ])('finds nothing: %s', (_, asked, wording) => {
    expect(find(asked, wording)).toBeUndefined();
  });
});

describe('findExchanged', () => {
  const find = (asked: string, wording: string) => findExchanged(toFacts(asked), toFacts(wording));

  it.each([
    ['The Earth orbits the Sun', 'The Sun orbits our planet'],
    ['Jesse Owens snubbed Hitler by refusing to shake hands', 'Hitler snubbed Owens'],
    ['Coal is made from diamonds', 'Diamonds are made from coal'],
    ['You can see the Moon from the Great Wall', 'The Great Wall can be seen from the Moon'],
  ])('finds that “%s” exchanges the two of “%s”', (asked, wording) => {
    expect(find(asked, wording)).toBeDefined();
  });

  it.each([
    ['a passive', 'The Earth is orbited by the Sun', 'The Sun orbits the Earth'],
    ['the same order', 'The Sun circles the Earth', 'The Sun orbits the Earth'],
    ['whoever meets is met', 'Trump met Putin', 'Putin met Trump'],
    ['other things', 'Cats chase mice', 'Dogs chase cats'],
    ['no verb', 'The Earth and the Sun', 'The Sun orbits the Earth'],
  ])('finds nothing: %s', (_, asked, wording) => {
    expect(find(asked, wording)).toBeUndefined();
  });
});
