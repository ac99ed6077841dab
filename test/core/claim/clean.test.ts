import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';

const FLAT = 'The Earth is flat';
const textOf = (message: string) => cleanMessage(message).text;

describe('cleanMessage', () => {
  it.each([
    [`${FLAT} https://example.org/a?b=c#d`, FLAT],
    [`https://example.org/ ${FLAT}`, FLAT],
    [`<https://example.org/> ${FLAT}`, FLAT],
    [`(https://example.org/) ${FLAT}`, FLAT],
    [`${FLAT} www.example.org`, FLAT],
    [`${FLAT} pic.twitter.com/abc`, FLAT],
    [`${FLAT} t.me/news/1`, FLAT],
    ['https://пример.рф/путь Земля плоская', 'Земля плоская'],
    [`${FLAT} HTTPS://EXAMPLE.ORG`, FLAT],
  ])('links go: %j', (message, text) => {
    expect(cleanMessage(message)).toEqual({ text, hadLink: true });
  });

  it.each([
    ['nobody here believes it 😄 Coffee is healthy', 'nobody here believes it. Coffee is healthy'],
    ['We all really love ❤️ New York', 'We all really love. New York'],
    ['I ❤️ New York', 'I New York'],
    ['bats are blind 🦇 and deaf', 'bats are blind and deaf'],
  ])('an emoji before a capital ends a sentence: %j', (message, text) => {
    expect(cleanMessage(message).text).toBe(text);
  });

  it.each([['visit example.org now'], ['hxxp://example'], ['http is a protocol']])(
    'what is no link stays: %j',
    (message) => {
      expect(cleanMessage(message)).toEqual({ text: message, hadLink: false });
    },
  );

  it.each([
    ['#AustralianFires2020 burnt koalas', 'Australian Fires 2020 burnt koalas'],
    ['burnt #koalas_everywhere', 'burnt koalas everywhere'],
    ['@realDonaldTrump lied', 'real Donald Trump lied'],
    ['@WHO says coffee is safe', 'WHO says coffee is safe'],
    ['#NASAFakedIt in 1969', 'NASA Faked It in 1969'],
    ['#5G kills', '5 G kills'],
    ['＃fullwidth tag', 'fullwidth tag'],
    ['الأرض #مسطحة', 'الأرض مسطحة'],
    ['C# is a language', 'C# is a language'],
  ])('hashtags and handles become words: %j', (message, text) => {
    expect(textOf(message)).toBe(text);
  });

  it.each([
    'Forwarded from Uncle Bob: X',
    'Forwarded message: X',
    'Forwarded many times\nX',
    'Forwarded as received: X',
    '↪️ Forwarded from Bob: X',
    'Fwd: Fwd: RE: X',
    'FW: X',
    'RT @someone: X',
    'TR: X',
    'WG: X',
    'BREAKING: X',
    'Breaking news: X',
    'BREAKING NEWS - BREAKING: just in — X',
    '🚨🚨BREAKING🚨🚨 X',
    '#BREAKING: X',
    'URGENT!!! X',
    'Just in: X',
    'ALERT: X',
    'Update: X',
    'WARNING: Fwd: X',
    'MUST READ!! X',
    'PSA: X',
    'Fun fact: X',
    'Fact check: X',
    'Did you know that X',
    'did you know? X',
    'Is it true that X',
    'is it really true X',
    'Can someone confirm that X',
    'Please check if X',
    'I heard that X',
    'i just read on facebook that X',
    'Someone told me that X',
    'They say X',
    'Rumour has it that X',
    'my uncle says that X',
    'Hi everyone, X',
    'Hey guys! so, apparently, X',
    'Pass it on! X',
    '>> X',
    '> X',
    '*X*',
    '**X**',
    '~~X~~',
    '||X||',
    '"X"',
    '“X”',
    '‘X’',
    '«X»',
    '„X“',
    '「X」',
    "'X'",
    '😱😱 X 😂',
    '👨‍👩‍👧‍👦 X',
    '🇺🇸X🇬🇧',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 X 👍🏽',
    'X ❤️',
    '\u202eX\u202c',
    '\ufeffX',
    '\u0000X\u0000',
    '  X \n\n ',
    'X. Please share this with everyone!'.replace('X.', 'X'),
  ])('the wrapping goes: %j', (wrapped) => {
    expect(textOf(wrapped.replace('X', FLAT))).toBe(FLAT);
  });

  it.each([
    ['𝐓𝐡𝐞 𝐄𝐚𝐫𝐭𝐡 𝐢𝐬 𝓯𝓵𝓪𝓽', FLAT],
    ['Ｔｈｅ　Ｅａｒｔｈ　ｉｓ　ｆｌａｔ', FLAT],
    ['Ⓣⓗⓔ Earth is ﬂat', FLAT],
    ['The Ea\u200brth is f\u200dl\u2060at', FLAT],
    ['The\u00a0Earth\u2003is\u2028flat', FLAT],
    ['The E\u00adarth is flat', FLAT],
    ['𝟓𝟎% of people', '50% of people'],
    ['cafe\u0301 closes', 'café closes'],
    ['CO₂ rises', 'CO2 rises'],
    ['Тhe Еаrth is flаt', FLAT],
    ['Зeмля плocкaя', 'Земля плоская'],
    ['A resistor of 10 kΩ holds 5 μg', 'A resistor of 10 kΩ holds 5 μg'],
    ['Москва and Paris are in β-tests', 'Москва and Paris are in β-tests'],
  ])('any Unicode form is read as plain letters: %j', (message, text) => {
    expect(textOf(message)).toBe(text);
  });

  it.each([
    'الأرض مسطحة',
    'כדור הארץ שטוח',
    'पृथ्वी चपटी है',
    '地球是平的',
    'Земля плоская',
    '-5 degrees in Dubai',
    '−5 degrees in Dubai',
    '$5 a month',
    '€0.50 a month',
    '+49 is Germany',
    'U.S. troops left',
    'the answer is 5*3=15',
    'a snake_case word',
    "The Earth's core",
    'rock & roll is dead',
    'Well water is unsafe',
    'Important people live longer',
    'Claims of fraud were filed',
    'Share prices fell in May',
    'Forward contracts fell in May',
    'They shared it in 2019.',
    'Check Republic beat Spain',
    'Facts matter',
  ])('what is the claim stays: %j', (message) => {
    expect(cleanMessage(message)).toEqual({ text: message, hadLink: false });
  });

  it.each([
    ['X — Jane Doe (@jane) May 4, 2019', { claimant: 'Jane Doe', saidOn: 'May 4, 2019' }],
    ['X — Jane Doe (@jane) 4 May 2019', { claimant: 'Jane Doe', saidOn: '4 May 2019' }],
    ['X – Bob (@bob_1) Sep. 4, 2019', { claimant: 'Bob', saidOn: 'Sep. 4, 2019' }],
    ['X - Jane (@jane)', { claimant: 'Jane' }],
    ['“X” — Jean-Luc Doe (@jl) May 4, 2019\n', { claimant: 'Jean-Luc Doe', saidOn: 'May 4, 2019' }],
  ])('a signature tells who said it when: %j', (message, said) => {
    expect(cleanMessage(message.replace('X', FLAT))).toEqual({ text: FLAT, hadLink: false, ...said });
  });

  it.each([['X — it really is'], ['X (@jane) says so'], ['X in May 4, 2019']])(
    'what only looks like a signature stays: %j',
    (message) => {
      expect(cleanMessage(message)).not.toHaveProperty('claimant');
      expect(textOf(message)).toContain('X');
    },
  );

  it.each([
    ['', ''],
    ['   \n\t ', ''],
    ['😂😂😂', ''],
    ['👨‍👩‍👧‍👦🏳️‍🌈🇺🇦', ''],
    ['\u200b\u200d\ufeff', ''],
    ['\0\0\0', ''],
    ['Breaking news!', 'Breaking news!'],
  ])('a message that is only wrapping: %j', (message, text) => {
    expect(cleanMessage(message)).toEqual({ text, hadLink: false });
  });

  it('a message that is only a link has no text', () => {
    expect(cleanMessage('https://example.org/a')).toEqual({ text: '', hadLink: true });
  });

  it('lines are sentences', () => {
    expect(textOf('Line one\n\n  Line two.\r\nLine three')).toBe('Line one. Line two. Line three');
  });
});
