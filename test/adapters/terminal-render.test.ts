import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import { createPaint } from '../../adapters/terminal/colours.ts';
import { toColumns } from '../../adapters/terminal/limits.ts';
import { renderCard, renderError, renderNotice } from '../../adapters/terminal/render.ts';
import { renderUsage } from '../../adapters/terminal/usage.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { type MessageKey, toLocale } from '../../src/core/text/locale.ts';
import { VERDICT_LABELS } from '../../src/core/types.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { APOLOGISED, toClosestCard } from './closest-card.ts';
import { cardOf, hostileText as text } from './terminal-fixture.ts';

const plain = (columns: number) => ({ columns, paint: createPaint(false) });
const coloured = (columns: number) => ({ columns, paint: createPaint(true) });

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that the terminal adapter itself sets
const OWN_COLOURS = /\u001b\[(?:1|2|22|31|32|33|34|36|39)m/g;
const isLink = (line: string): boolean => /^ *https?:\/\/\S+$/.test(line);
const fits = (line: string, columns: number): boolean =>
  !wrapAnsi(line, columns, { hard: true, trim: false }).includes('\n');

const maybe = fc.option(text, { nil: undefined });
const url = fc.oneof(
  fc.webUrl(),
  text,
  fc.constant('javascript:alert(1)'),
  fc.constant(`https://a.example/${'x'.repeat(300)}`),
);

const cards: fc.Arbitrary<VerdictCard> = fc
  .record({
    label: fc.constantFrom(...VERDICT_LABELS),
    texts: fc.record({ claim: text, why: text, asOf: text, idLine: text }),
    optional: fc.record({ attribution: maybe, confidence: maybe }),
    notes: fc.array(text, { maxLength: 2 }),
    sources: fc.array(
      fc.record({ title: text, publisher: text, url, statement: text, quoted: fc.boolean(), more: maybe }),
      { maxLength: 3 },
    ),
    related: fc.array(fc.record({ symbol: text, heading: text, claim: text, more: maybe, url }), { maxLength: 3 }),
    titles: fc.record({ claim: text, sources: text, related: text, asked: text }),
    asked: fc.option(fc.record({ text, more: maybe }), { nil: undefined }),
    closest: fc.option(
      fc.array(fc.record({ title: text, claim: text, rating: text, more: maybe }), { minLength: 1, maxLength: 2 }),
      { nil: undefined },
    ),
  })
  .map(({ label, texts, optional, notes, sources, related, titles, asked, closest }) => ({
    checkId: 'X',
    label,
    symbol: '❓',
    heading: toLocale('en').t(`verdict.${label}` satisfies MessageKey),
    ...texts,
    ...(optional.attribution === undefined ? {} : { attribution: optional.attribution }),
    ...(optional.confidence === undefined ? {} : { confidence: optional.confidence }),
    sources: sources.map(({ more, ...source }, index) => ({
      ...source,
      number: index + 1,
      ...(more === undefined ? {} : { date: more, note: more }),
    })),
    related: related.map(({ more, ...one }) => ({
      ...one,
      ...(more === undefined ? {} : { publisher: more, differs: more, reason: more }),
    })),
    ...(asked && { asked: { text: asked.text, ...(asked.more === undefined ? {} : { matched: asked.more }) } }),
    ...(closest && {
      closest: closest.map(({ more, ...one }) => ({ ...one, ...(more === undefined ? {} : { others: more }) })),
    }),
    titles,
    notes,
    details: [],
    direction: 'ltr' as const,
  }));

describe('an error in the terminal', () => {
  const render = (message: string, columns: number) =>
    renderError(new ClaimcheckError('config-invalid', message), plain(columns));

  it('keeps each problem of a list on a line of its own, wrapped and harmless', () => {
    expect(render('Mend these:\nLOG_LEVEL: is\tnone\u001b[2J.\r\nCLAIMCHECK_LOCALE: is no language at all.', 30)).toBe(
      'Mend these:\nLOG_LEVEL: is none.\nCLAIMCHECK_LOCALE: is no\nlanguage at all.',
    );
  });

  it('fits the columns and shows no control character, whatever it quotes', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 30, max: 100 }),
        (parts, columns) => {
          for (const line of render(parts.join('\n'), columns).split('\n')) {
            expect(line).not.toMatch(/\p{Cc}/u);
            expect(fits(line, columns)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a card in the terminal', () => {
  it('tells the verdict first, then whose it is, the claim, why, the sources, what is alike, and the facts', () => {
    expect(renderCard(cardOf('The Great Wall of China can be seen from the Moon.'), plain(80))).toBe(
      `❌ False · Confidence: high
   Rated “False” by Claimcheck (built-in list), checked 1 Nov 2026

   ▌ The Great Wall of China can be seen from the Moon.

   The wall is only a few metres wide. Astronauts said they saw no human
   structure from the Moon.

   Sources
   1. Great Wall of China · Wikipedia · 12 Oct 2026 · page not opened for this
      card
      The wall cannot be seen from the Moon with the naked eye.
      https://en.wikipedia.org/wiki/Great_Wall_of_China#Visibility_from_space

   Similar prior checks
   ⚠️ Misleading · The Great Wall of China can be seen from low Earth orbit.
      Some Checker · differs in the place: “low Earth orbit”, not “the Moon”
      https://checker.example/orbit

   As of 1 Nov 2026 · Check 7K3M9Q2A`.replaceAll(' · ', '\u00a0· '),
    );
  });

  it('says below a similar check why it says so', () => {
    const [similar] = cardOf('x').related;
    if (!similar) throw new Error('the card has a similar check');
    const card = cardOf('x', { related: [{ ...similar, reason: 'From there it takes\u001b[2J good eyes.' }] });
    expect(renderCard(card, plain(80))).toContain(
      '“the Moon”\n      From there it takes good eyes.\n      https://checker.example/orbit',
    );
  });

  it('leaves out the headings of empty sections', () => {
    const card = cardOf('x', { sources: [], related: [] });
    expect(renderCard(card, plain(80))).not.toMatch(/Sources|Similar/);
  });

  it('puts a page’s own sentence in quotation marks, and nobody else’s', () => {
    const [source] = cardOf('x').sources;
    if (!source) throw new Error('the card has a source');
    const shown = (quoted: boolean) => renderCard(cardOf('x', { sources: [{ ...source, quoted }] }), plain(80));
    expect(shown(true)).toContain('“The wall cannot be seen from the Moon with the naked eye.”');
    expect(shown(false)).not.toContain('“The wall cannot');
  });

  it.each([
    ['true', 32],
    ['mostly-true', 32],
    ['partially-true', 33],
    ['misleading', 33],
    ['false', 31],
    ['unverified', 36],
    ['not-checkable', 34],
  ] as const)('shows %s in its colour', (label, colour) => {
    const [first] = renderCard(cardOf('x', { label, symbol: '•', heading: 'H' }), coloured(80)).split('\n');
    expect(first).toContain(`\u001b[1m\u001b[${colour}m• H\u001b[39m\u001b[22m`);
  });

  it('prints a link whole on a line of its own, however narrow the terminal is', () => {
    const link = 'https://en.wikipedia.org/wiki/Great_Wall_of_China#Visibility_from_space';
    expect(
      renderCard(cardOf('x'), plain(30))
        .split('\n')
        .map((line) => line.trim()),
    ).toContain(link);
  });

  it('never makes a line too wide, except for a link', () => {
    fc.assert(
      fc.property(cards, fc.integer({ min: 30, max: 100 }), (card, columns) => {
        for (const line of renderCard(card, coloured(columns)).split('\n')) {
          if (!isLink(line)) expect(fits(line, columns), JSON.stringify(line)).toBe(true);
        }
      }),
    );
  });

  it('holds no control character but newlines and its own colours, and nothing that reorders text', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const visible = renderCard(card, coloured(60)).replace(OWN_COLOURS, '').replaceAll('\n', '');
        expect(visible).not.toMatch(/\p{Cc}|\p{Cs}|\p{Bidi_Control}|[\u200b\u2028\u2029\u2060\ufeff]/u);
      }),
    );
  });

  it('begins with the verdict, whatever the other texts try, unless other words were asked', () => {
    fc.assert(
      fc.property(
        cards,
        fc.integer({ min: 30, max: 100 }),
        ({ asked: _asked, closest: _closest, ...card }, columns) => {
          expect(renderCard(card, plain(columns)).startsWith(`❓ ${card.heading}`)).toBe(true);
        },
      ),
    );
  });

  it('says the same words with and without colours', () => {
    const words = (shown: string): string => shown.replace(OWN_COLOURS, '').replace(/\s/g, '');
    fc.assert(
      fc.property(cards, (card) => {
        expect(words(renderCard(card, coloured(60)))).toBe(words(renderCard(card, plain(60))));
      }),
    );
  });
});

describe('a card of the closest checked claim in the terminal', () => {
  const closest = toClosestCard(cardOf(''));

  it('tells what was asked first, and no verdict', () => {
    const other = { ...APOLOGISED, claim: 'The mayor of Springfield resigned', others: 'Fact-checkers disagree: …' };
    const card = { ...closest, closest: [APOLOGISED, other] };
    expect(renderCard(card, plain(80))).toMatchInlineSnapshot(`
      "   You asked: The mayor of Springfield was arrested in March 2025

      🔎 Closest checked claim
         “The mayor of Springfield apologised to residents in March 2025” — rated
         “True” by Example Facts, checked 2 Mar 2025
         Also checked by Springfield Post.
         “The mayor of Springfield resigned” — rated “True” by Example Facts, checked
         2 Mar 2025
         Fact-checkers disagree: …

         He said sorry in a letter to all households.

         The checked claim is worded differently from yours.

         Sources
         1. Great Wall of China · Wikipedia · 12 Oct 2026 · page not opened for this
            card
            The wall cannot be seen from the Moon with the naked eye.
            https://en.wikipedia.org/wiki/Great_Wall_of_China#Visibility_from_space

         As of 1 Nov 2026 · Check 7K3M9Q2A"
    `);
  });

  it('has no verdict’s colour', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that the terminal adapter itself sets
    expect(renderCard(closest, coloured(80))).not.toMatch(/\u001b\[3\d/);
  });
});

describe('a card whose claim is said in other words than were asked, in the terminal', () => {
  it('tells those first', () => {
    const asked = { text: 'You can see the wall from up there', matched: 'matched by model-1' };
    const shown = renderCard(cardOf('x', { asked }), plain(80)).replaceAll('\u00a0', ' ');
    expect(shown).toMatch(/^ {3}You asked: You can see the wall from up there · matched by model-1\n❌ False · /);
  });
});

describe('a layout', () => {
  it.each([
    [undefined, 80],
    [0, 80],
    [Number.NaN, 80],
    [10, 30],
    [64, 64],
    [300, 100],
  ])('of %s columns uses %s', (given, used) => {
    expect(toColumns(given)).toBe(used);
  });

  it('keeps notices and the help text within narrow terminals', () => {
    const notice = renderNotice(
      { kind: 'notice', tone: 'refusal', title: 'T'.repeat(70), lines: ['a b '.repeat(50)] },
      plain(30),
    );
    for (const line of `${notice}\n${renderUsage(toLocale('en'), plain(30))}`.split('\n'))
      expect(line.length).toBeLessThanOrEqual(30);
  });
});
