import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeChinese, makePlaces } from './make-word-lists.ts';

it.each([
  ['places', makePlaces],
  ['simplified-chinese', makeChinese],
])('%s.json is what make:words makes of its packages', (name, make) => {
  expect(make()).toBe(readFileSync(`src/core/language/data/${name}.json`, 'utf8'));
});
