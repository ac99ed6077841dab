import { expect, it } from 'vitest';
import { toAdvised } from '../../../src/core/claim/advice.ts';

it.each([
  [
    "Don't swallow gum, it stays in your stomach for seven years.",
    'Swallowed gum stays in your stomach for seven years.',
  ],
  ['don’t drink coffee, it causes cancer', 'Coffee causes cancer'],
  ["Please don't eat eggs, they're full of mercury", 'Eggs are full of mercury'],
  ["Don't eat eggs, it causes cancer", 'Eating eggs causes cancer'],
  ['Never wake a sleepwalker, it can kill them', 'Waking a sleepwalker can kill them'],
  ["Do not crack your knuckles - it'll give you arthritis", 'Cracking your knuckles will give you arthritis'],
  ["Don't use phones at petrol stations, because it causes fires", 'Using phones at petrol stations causes fires'],
  ["Don't put metal in a microwave; that can kill you", 'Putting metal in a microwave can kill you'],
  ['Stop popping your knuckles, it causes arthritis', 'Popping your knuckles causes arthritis'],
  ['Avoid lemon water, it ruins your teeth', 'Lemon water ruins your teeth'],
  ['Drink lemon water, it cures cancer', 'Lemon water cures cancer'],
  ['Gargle salt water, this kills the virus', 'Salt water kills the virus'],
])('%j is advice that says %j', (advice, statement) => {
  expect(toAdvised(advice)).toBe(statement);
});

it.each([
  'Never invest in Alba, it is bankrupt',
  "Don't trust the mayor, he lies",
  "Don't call him, it is late",
  'Stop lying, it is over',
  'Coffee causes cancer, it is said',
  'The mayor resigned, it was reported',
  'Take a seat at home, it is free',
  'Vaccines are safe, they cause nothing',
])('%j is left as it is', (sentence) => {
  expect(toAdvised(sentence)).toBeUndefined();
});
