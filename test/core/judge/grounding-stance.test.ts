import { describe, expect, it } from 'vitest';
import type { Stance } from '../../../src/core/types.ts';
import { ground, toAnswer, toPassage, WALL } from './grounding-fixture.ts';

const kept = (stance: Stance, text: string, quote: string, claim = WALL, page = {}) =>
  ground(toAnswer('unverified', [[1, quote, stance]]), [toPassage(1, text, page)], claim).verdict.citations.length ===
  1;

const X = 'the Great Wall of China can be seen from the Moon';

describe('a supporting quote is dropped', () => {
  it.each([
    ['a negation', `It is not true that ${X}.`],
    ['"no evidence"', `There is no evidence that ${X}.`],
    ['a myth', `It is a common myth that ${X}.`],
    ['a question', `Is it so that ${X}?`],
    ['"did you know"', `Did you know that ${X}?`],
    ['a claim', `Some claim that ${X}.`],
    ['a viral post', `According to a viral post, ${X}.`],
    ['a trailing "alleged"', `“T${X.slice(1)},” he alleged.`],
    ['popular belief', `It is widely believed that ${X}.`],
    ['hearsay', `My uncle said ${X}.`],
    ['a headline of a debunk', `Fact check: No, ${X} is wrong`],
    ['FALSE:', `FALSE: T${X.slice(1)}.`],
    ['Myth:', `Myth 3: T${X.slice(1)}.`],
    ['Claim:', `Claim: T${X.slice(1)}.`],
    ['a condition', `If you have good eyes, ${X}.`],
    ['a doubt', `Perhaps the Great Wall of China may be seen from the Moon, so that ${X}.`],
    ['satire', `In this satire ${X}.`],
    ['an announcement', `The following is false: it rains.\n\nHere are the rumours:\n\nT${X.slice(1)}.`],
    ['a speaker before a colon', `My uncle says:\n\nT${X.slice(1)}.`],
    ['a heading', `The claim\n\nT${X.slice(1)}.`],
    ['what takes it back', `T${X.slice(1)}. This is false.`],
    ['what takes it back in the next paragraph', `T${X.slice(1)}.\n\nNo, that is a myth.`],
    ['a quotation nobody is named for', `“T${X.slice(1)}.” The crowd cheered.`],
    ['"not"', 'The Great Wall of China cannot be seen from the Moon.'],
  ])('out of %s', (_name, text) => {
    expect(kept('supports', text, 'Great Wall of China can be seen from the Moon')).toBe(false);
    expect(kept('supports', text, text.split('\n').at(-1) ?? '')).toBe(false);
  });

  it.each([
    [
      'es',
      'Según un mensaje viral, la Gran Muralla china se ve desde la Luna.',
      'La Gran Muralla china se ve desde la Luna.',
    ],
    ['pt', 'É falso que a Grande Muralha da China se vê da Lua.', 'A Grande Muralha da China se vê da Lua.'],
    [
      'fr',
      'Il est faux de dire que la Grande Muraille de Chine se voit de la Lune.',
      'La Grande Muraille de Chine se voit de la Lune.',
    ],
    ['de', 'Angeblich sieht man die Chinesische Mauer vom Mond aus.', 'Man sieht die Chinesische Mauer vom Mond aus.'],
    ['hi', 'यह दावा किया जा रहा है कि चीन की दीवार चाँद से दिखती है।', 'चीन की दीवार चाँद से दिखती है।'],
    ['ar', 'يزعم البعض أن سور الصين العظيم يرى من القمر.', 'سور الصين العظيم يرى من القمر.'],
    [
      'id',
      'Klaim bahwa Tembok Besar Tiongkok terlihat dari Bulan beredar luas.',
      'Tembok Besar Tiongkok terlihat dari Bulan.',
    ],
    ['uk', 'Неправда, що Великий китайський мур видно з Місяця.', 'Великий китайський мур видно з Місяця.'],
    ['zh', '网传从月球上可以看到中国的长城。', '从月球上可以看到中国的长城。'],
  ])('out of reported or denied speech in %s', (language, text, claim) => {
    expect(kept('supports', text, text, { text: claim, language }, { language })).toBe(false);
    expect(kept('supports', claim, claim, { text: claim, language }, { language })).toBe(true);
  });

  it.each([
    ['an irrelevant sentence', 'Subscribe to our newsletter for more of this.', WALL],
    [
      'another amount',
      'Unemployment in Spain fell to 9 percent.',
      { text: 'Unemployment in Spain fell to 3 percent.', language: 'en' },
    ],
    [
      'another year',
      'The bridge of Lyon fell down in 1985.',
      { text: 'The bridge of Lyon fell down in 2015.', language: 'en' },
    ],
    ['a word for the claim', 'The claim that the Great Wall of China can be seen from the Moon is true.', WALL],
  ])('for %s', (_name, text, claim) => {
    expect(kept('supports', text, text, claim)).toBe(false);
  });

  it.each([
    ['of a satirical page', { title: 'Moon news (satire)' }],
    ['of a page whose title says no', { title: 'Fact check: No, nobody sees the Great Wall of China from the Moon' }],
    ['of a page that debunks it', { title: 'FALSE: The Great Wall of China can be seen from the Moon' }],
  ])('%s', (_name, page) => {
    expect(kept('supports', `T${X.slice(1)}.`, `T${X.slice(1)}.`, WALL, page)).toBe(false);
  });
});

describe('a supporting quote is kept', () => {
  it.each([
    ['as a plain statement', `On clear nights ${X}.`, WALL],
    ['of an official who confirmed it', `Gerasimov confirmed that ${X}.`, WALL],
    [
      'according to the census',
      'According to the census, Lisbon has 545,000 inhabitants.',
      { text: 'Lisbon has 545,000 inhabitants.', language: 'en' },
    ],
    [
      'of scientists',
      'Scientists said the Etna volcano erupted twice in 2021.',
      { text: 'The Etna volcano erupted in 2021.', language: 'en' },
    ],
    [
      'where the claim is about what was said',
      'Some claim that Elvis Presley is alive in Memphis.',
      { text: 'Some claim that Elvis Presley is alive.', language: 'en' },
    ],
    [
      'that denies what the claim denies',
      'It is not true that garlic cures malaria.',
      { text: 'Garlic does not cure malaria.', language: 'en' },
    ],
  ])('%s', (_name, text, claim) => {
    expect(kept('supports', text, text, claim)).toBe(true);
  });
});

describe('a refuting quote', () => {
  it.each([
    ['a plain "not"', 'The Great Wall of China cannot be seen from the Moon.'],
    ['a denial', `It is a myth that ${X}.`],
    ['a debunk of a viral claim', `The viral claim that ${X} is false.`],
    ['a condition behind it', 'The Great Wall of China cannot be seen from the Moon, even if the sky is clear.'],
    ['a reservation', `T${X.slice(1)} by those who bring a strong telescope and much patience.`],
  ])('is kept: %s', (_name, text) => {
    expect(kept('refutes', text, text)).toBe(true);
  });

  it.each([
    ['a partisan', 'Some claim that the Great Wall of China cannot be seen from the Moon.'],
    ['a party that denied it', `The mayor denied that ${X}.`],
    ['a question', 'Who says the Great Wall of China cannot be seen from the Moon?'],
    ['a denied denial', 'It is a myth that the Great Wall of China cannot be seen from the Moon.'],
    ['a condition', 'If it is foggy, the Great Wall of China cannot be seen from the Moon.'],
    ['the claim itself', `T${X.slice(1)}.`],
  ])('is dropped: %s', (_name, text) => {
    expect(kept('refutes', text, text)).toBe(false);
  });
});
