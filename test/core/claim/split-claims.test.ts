import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toClaimKind } from '../../../src/core/claim/kinds.ts';
import { splitClaims } from '../../../src/core/claim/split-claims.ts';

const WHOLE = [
  'Honey never spoils',
  'The Earth is flat.',
  'In 2019, after a long trial, the court in Berlin, which nobody had heard of, banned diesel cars, vans and lorries.',
  'Is the Earth flat?',
  'Dr. Rossi of the U.S. Army said at 3 p.m. on Sunday that 5G is safe.',
  'J. K. Rowling has given away 160 million dollars.',
  'Pi is about 3.14 and e is about 2.72.',
  'Am 3. Mai 1945 hat Berlin kapituliert.',
  'The moon landing... was filmed in a studio.',
  'No. 10 Downing Street was bombed in 1941.',
  'AT&amp;T and Q&amp;A are older than the web',
  'Theranos promised a whole lab from one drop of blood. They lied.',
  'Red dye 3 was in sweets for decades. It was banned in 2025.',
  'Pluto was a planet until 2006. But then it was demoted, because astronomers voted on it.',
  'Nobody is allowed to swim there. Because of the sharks.',
  '地球是平的。',
  'La vacuna contiene grafeno. Esto lo confirmó un laboratorio.',
];

const SPLIT: [string, string[]][] = [
  ['The Earth is flat. The moon landing was staged.', ['The Earth is flat.', 'The moon landing was staged.']],
  [
    'honey never spoils. bats are blind. goldfish forget everything in 3 seconds',
    ['honey never spoils.', 'bats are blind.', 'goldfish forget everything in 3 seconds'],
  ],
  ['Drinking bleach cures covid, - ', ['Drinking bleach cures covid']],
  [
    'Vaccines cause autism! Wake up people!! The CDC hid it in 1998.',
    ['Vaccines cause autism!', 'The CDC hid it in 1998.'],
  ],
  ['Hi all, good morning! Honey never spoils. Have a nice day', ['Honey never spoils.']],
  ['I love this group. Honey never spoils. Thanks everyone!', ['Honey never spoils.']],
  [
    'OMG!! Bill Gates bought 242,000 acres of farmland. Please call me.',
    ['Bill Gates bought 242,000 acres of farmland.'],
  ],
  [
    '1. Honey never spoils 2. Bats are blind 3. Hot water freezes faster',
    ['Honey never spoils', 'Bats are blind', 'Hot water freezes faster'],
  ],
  ['1) Honey never spoils. 2) Bats are blind.', ['Honey never spoils.', 'Bats are blind.']],
  [
    '3 facts: - Honey never spoils. - Bats are blind. - Sharks get cancer too.',
    ['Honey never spoils.', 'Bats are blind.', 'Sharks get cancer too.'],
  ],
  ['• Honey never spoils • Bats are blind', ['Honey never spoils', 'Bats are blind']],
  ['- Honey never spoils\n- Bats are blind', ['Honey never spoils', 'Bats are blind']],
  ['The Earth is flat. It is beautiful.', ['The Earth is flat. It is beautiful.']],
  ['Is the Earth flat? asking for a friend lol', ['Is the Earth flat?']],
  ['Good evening all! My neighbour says 5G towers cause headaches.', ['My neighbour says 5G towers cause headaches.']],
  [
    'Pfizer tested nothing. They hid the data. Moderna is banned in Sweden.',
    ['Pfizer tested nothing. They hid the data.', 'Moderna is banned in Sweden.'],
  ],
  ['地球是平的。月球是空的。', ['地球是平的。', '月球是空的。']],
  ['La Tierra es plana. ¡Hola a todos! El café da cáncer.', ['La Tierra es plana.', 'El café da cáncer.']],
  ['The earth is flat. lol', ['The earth is flat.']],
  ['Hello! How are you? See you tomorrow.', []],
  ['What time is it? Who won?', []],
  ['I love pizza. I hate pineapple!', []],
  ['', []],
  ['!!! ???', []],
  ['12345', []],
];

/** The message, how many at most, and what is left. */
const CHOSEN: [string, number, string[]][] = [
  [
    'People talk a lot about this. Sharks are somewhat misunderstood. In 2021 sharks killed 9 people worldwide. Cows cause 20 deaths a year in the US. Bees kill around 60 Americans each year.',
    3,
    [
      'In 2021 sharks killed 9 people worldwide.',
      'Cows cause 20 deaths a year in the US.',
      'Bees kill around 60 Americans each year.',
    ],
  ],
  ['Grass is green. NASA faked the moon landing in 1969. Snow is white.', 1, ['NASA faked the moon landing in 1969.']],
  ['Honey never spoils. Bats are blind. Cats purr.', 2, ['Honey never spoils.', 'Bats are blind.']],
  ['Honey never spoils.', 0, []],
];

const fold = (text: string) => text.replace(/\s+/gu, ' ').trim();

describe('splitClaims', () => {
  it.each(WHOLE)('leaves whole: %s', (text) => {
    expect(splitClaims(text)).toEqual([text]);
  });

  it.each(SPLIT)('takes apart: %s', (text, claims) => {
    expect(splitClaims(text)).toEqual(claims);
  });

  it.each(CHOSEN)('prefers what says most in: %s (at most %i)', (text, most, claims) => {
    expect(splitClaims(text, most)).toEqual(claims);
  });

  it('finds a claim in every message that repeats one', () => {
    const file = readFileSync(new URL('../../data/paraphrases.train.jsonl', import.meta.url), 'utf8');
    const messages = file
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => String(JSON.parse(line).text));
    expect(messages.length).toBeGreaterThan(100);
    expect(messages.filter((message) => splitClaims(cleanMessage(message).text).length === 0)).toEqual([]);
  });

  it('gives parts of the message, in its order, at most as many as asked for', () => {
    const word = fc.constantFrom(
      'The Earth',
      'is flat',
      '.',
      '!',
      '?',
      ';',
      '\n',
      '•',
      '1.',
      '2)',
      'They',
      'it was',
      'lol jk',
      'U.S.',
      '5',
      ':',
      '-',
      'hi',
      'é地',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 5 }), (message, most) => {
        const claims = splitClaims(message, most);
        expect(claims.length).toBeLessThanOrEqual(most);
        let from = 0;
        for (const claim of claims) {
          const at = fold(message).indexOf(claim, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + claim.length;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives nothing exactly where there is nothing to check', () => {
    const word = fc.constantFrom(
      'The Earth is flat.',
      'I love it.',
      'Hi!',
      'lol jk',
      'Who won?',
      'They lied.',
      'Is it flat?',
      '12',
      'ok',
      '1.',
      '/s',
      'knock knock.',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
        (message) => {
          expect(splitClaims(message).length === 0).toBe(toClaimKind(message).kind === 'not-checkable');
        },
      ),
    );
  });
});
