import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makePlaces } from './make-word-lists.ts';

it('the places that are shipped are what make:words makes of its packages', () => {
  expect(makePlaces()).toBe(readFileSync('src/core/language/data/places.json', 'utf8'));
});
