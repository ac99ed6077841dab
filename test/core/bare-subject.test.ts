import { describe, expect, it } from 'vitest';
import { isBareSubject } from '../../src/core/claim/bare-subject.ts';

describe('isBareSubject', () => {
  it.each([
    'Great Wall of China',
    'Queen Elizabeth II',
    'Vaccines and autism',
    'the moon landing',
    '5G and covid',
    'Flat earth',
    'the Dead Sea',
    'illegal immigration',
  ])('says that “%s” claims nothing', (text) => {
    expect(isBareSubject(text)).toBe(true);
  });

  it.each([
    'The Earth is flat',
    'Bats are blind',
    'Sun circles the earth',
    'octopus = three hearts',
    'venus: day > year',
    "Goldfish can't remember",
    'Great wall visible from the moon',
    'Bats blind',
    'Napoleon invented the helicopter in his bath on a Sunday',
  ])('says that “%s” claims something', (text) => {
    expect(isBareSubject(text)).toBe(false);
  });
});
