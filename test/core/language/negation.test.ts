import { describe, expect, it } from 'vitest';
import { toFacts } from '../../../src/core/language/facts.ts';
import { comparePolarity } from '../../../src/core/language/negation.ts';

const polarity = (prior: string, asked: string) => comparePolarity(toFacts(asked), toFacts(prior));

describe('comparePolarity', () => {
  it.each([
    ['Vaccines cause autism', 'Vaccines do not cause autism'],
    ['Vaccines cause autism', "Vaccines don't cause autism"],
    ['Vaccines cause autism', 'Vaccines never cause autism'],
    ['Vaccines cause autism', 'It is false that vaccines cause autism'],
    ['Vaccines cause autism', 'Vaccines cause autism: debunked'],
    ['Vaccines cause autism', 'There is no evidence that vaccines cause autism'],
    ['Masks are safe', 'Masks are unsafe'],
    ['Masks are safe', 'Masks are dangerous'],
    ['Nobody survived the crash', 'People survived the crash'],
    ['Taxes rose in Spain', 'Taxes fell in Spain'],
    ['Eat before the test', 'Eat after the test'],
    ['The Moon landing was faked', 'The Moon landing was not faked'],
  ])('is turned, both ways: %j | %j', (one, other) => {
    expect(polarity(one, other).turned).toBe(true);
    expect(polarity(other, one).turned).toBe(true);
  });

  it.each([
    ['Vaccines cause autism', 'Vaccines cause autism'],
    ['Masks are not safe', 'Masks are unsafe'],
    ['Masks are not safe', 'Masks are dangerous'],
    ['Vaccines cause autism', "Vaccines cause autism, don't they?"],
    ['Vaccines cause autism', 'Not only do vaccines cause autism'],
    ['Vaccines cause autism', "don't worry: vaccines cause autism"],
    ['Nobody survived the crash', 'No one survived the crash'],
    ['You never catch it', "You don't catch it"],
    ['', 'not'],
    ['not', ''],
  ])('is not turned: %j | %j', (one, other) => {
    expect(polarity(one, other).turned).toBe(false);
  });

  it('the opposite words that turn it are named', () => {
    expect(polarity('Taxes rose in Spain', 'Taxes fell in Spain')).toEqual({
      turned: true,
      asked: 'fell',
      prior: 'rose',
    });
  });
});
