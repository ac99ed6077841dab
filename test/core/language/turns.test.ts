import { describe, expect, it } from 'vitest';
import { toFacts } from '../../../src/core/language/facts.ts';
import { findTurnedComparison, findTurnedRoles } from '../../../src/core/language/turns.ts';

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
    expect(find(asked, wording)).toHaveLength(2);
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

describe('findTurnedRoles', () => {
  const find = (prior: string, asked: string) => findTurnedRoles(toFacts(asked), toFacts(prior));

  it.each([
    ['Germany invaded Poland', 'Poland invaded Germany', 'Poland', 'Germany'],
    ['Smoking causes cancer', 'Cancer causes smoking', 'cancer', 'Smoking'],
    ['The dog bit the man', 'The man bit the dog', 'man', 'dog'],
    ['Chelsea beat Arsenal 3-1 in London', 'Arsenal beat Chelsea 3-1 in London', 'Arsenal', 'Chelsea'],
  ])('%j | %j', (prior, asked, now, before) => {
    expect(find(prior, asked)?.map(({ shown }) => shown)).toEqual([now, before]);
  });

  it.each([
    ['Germany invaded Poland', 'Germany invaded Poland'],
    ['Germany invaded Poland', 'Poland was invaded by Germany'],
    ['Germany invaded Poland in 1939', 'In 1939 Germany invaded Poland'],
    ['Lemon juice with baking soda kills cancer', 'Baking soda with lemon juice kills cancer'],
    ['Cats and dogs hate snakes', 'Dogs and cats hate snakes'],
    ['', ''],
    ['kills', 'kills'],
  ])('none: %j | %j', (prior, asked) => {
    expect(find(prior, asked)).toBeUndefined();
  });
});
