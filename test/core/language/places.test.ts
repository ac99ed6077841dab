import { describe, expect, it } from 'vitest';
import { toFacts } from '../../../src/core/language/facts.ts';
import { toPlace } from '../../../src/core/language/places.ts';
import { fold } from '../../../src/core/language/tokens.ts';

const placesOf = (text: string) => Array.from(toFacts(text).places.keys());

describe('toPlace', () => {
  it.each([
    ['france', 'french'],
    ['germany', 'germans'],
    ['spain', 'spaniards'],
    ['russia', 'kremlin'],
    ['britain', 'british'],
    ['britain', 'uk'],
    ['moon', 'lunar'],
    ['netherlands', 'dutch'],
  ])('a place and its people are one: %s, %s', (place, people) => {
    expect(toPlace(place)).toBeDefined();
    expect(toPlace(people)).toBe(toPlace(place));
  });

  it('different places are different', () => {
    const places = 'france germany spain london paris texas kenya moon mars northkorea southkorea usa'.split(' ');
    expect(new Set(places.map(toPlace))).toHaveProperty('size', places.length);
  });

  it.each(['', 'the', 'and', 'vaccine', 'united', 'chad', 'constructor', '__proto__', 'ab', '5'])(
    '%j is none',
    (word) => {
      expect(toPlace(word)).toBeUndefined();
    },
  );

  it('every country that is one word is known', () => {
    const countries = ['Uruguay', 'Fiji', 'Laos', 'Botswana', 'Türkiye', 'Côte'].map(fold);
    expect(countries.filter((word) => toPlace(word) === undefined)).toEqual([fold('Côte')]);
  });
});

describe('the places of a text', () => {
  it.each([
    ['The U.S. and the United States are the USA', ['us']],
    ['North Korea fired at South Korea', ['kp', 'kr']],
    ['French troops in France', ['fr']],
    ['Französische Soldaten in Frankreich', ['fr']],
    ['Soldados franceses en Francia', ['fr']],
    ['they told us so', []],
    ['Bill Gates gave us a vaccine', []],
  ])('%j', (text, places) => {
    expect(placesOf(text)).toEqual(places);
  });

  it.each(['того дня', 'a happy reunion'])('%j names none', (text) => {
    expect(placesOf(text)).toEqual([]);
  });

  // Known faults: take `fails` away when they are put right.
  it.fails.each(['Michael Jordan retired twice', 'eating turkey makes you sleepy'])('%j should name none', (text) => {
    expect(placesOf(text)).toEqual([]);
  });
});
