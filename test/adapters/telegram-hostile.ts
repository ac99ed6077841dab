import fc from 'fast-check';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';

/** What a text can hurt with. */
const barb = fc.constantFrom(
  '@durov',
  '@',
  '/ban',
  '/',
  '//',
  'tg://resolve?domain=x',
  'https://evil.example/a?b=c',
  'http://localhost',
  'evil.com',
  'пример.рф',
  'a@b.co',
  '#tag',
  '$BTC',
  '192.168.0.1',
  '.',
  ':',
  '\u200d',
  '\u200c',
  '\u2060',
  '\u202e',
  '\u00ad',
  '\u0333',
  '<b>',
  '</b>',
  '<a href="tg://user?id=1">',
  '&lt;',
  '&#x3c;',
  '&',
  '"',
  '\0',
  '\ud800',
  '\udc00',
  '👩‍👩‍👧',
  '🇺🇦',
  'n',
  '1',
  ' ',
  '\n',
  'xn--p1ai',
  'com',
  'مرحبا',
  'नमस्ते',
  '_',
  '-',
  '~',
  'e\u0301',
  '…',
);
/** Text of the kind that people send to break things, or by chance. */
export const hostile = fc.oneof(
  fc.array(barb, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.tuple(barb, fc.integer({ min: 1, max: 6000 })).map(([part, times]) => part.repeat(times).slice(0, 6000)),
);
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostile.map((text) => `https://example.org/?q=${encodeURIComponent(text.toWellFormed())}`),
  fc.constantFrom('javascript:alert(1)', 'tg://user?id=1', 'https://user:pass@evil.example/', 'ftp://a.b/', ''),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const source = fc.record({
  number: fc.integer({ min: 1, max: 99 }),
  title: hostile,
  publisher: hostile,
  url: address,
  statement: hostile,
  quoted: fc.boolean(),
  date: optional(hostile),
  note: optional(hostile),
});
const related = fc.record({
  symbol: fc.constant('❌'),
  heading: hostile,
  claim: hostile,
  publisher: optional(hostile),
  differs: optional(hostile),
  url: optional(address),
});
/** Cards whose every text is hostile, but the verdict line, by which it is known again. */
export const anyCard = fc.record({
  checkId: fc.oneof(fc.constant('7K3M9Q2A'), hostile),
  label: fc.constant('false' as const),
  symbol: fc.constant('❌'),
  heading: fc.constant('Mostly false'),
  attribution: optional(hostile),
  claim: hostile,
  why: hostile,
  sources: fc.array(source, { maxLength: 20 }),
  related: fc.array(related, { maxLength: 20 }),
  notes: fc.array(hostile, { maxLength: 2 }),
  details: fc.constant([]),
  asOf: hostile,
  confidence: optional(hostile),
  idLine: hostile,
  titles: fc.record({ claim: hostile, sources: hostile, related: hostile }),
  direction: fc.constantFrom('ltr' as const, 'rtl' as const),
}) as unknown as fc.Arbitrary<VerdictCard>;
