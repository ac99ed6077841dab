import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMBED_TOTAL } from '../../adapters/discord/limits.ts';
import { sizeOf } from '../../adapters/discord/message.ts';
import { renderCards } from '../../adapters/discord/render.ts';
import { TEXT_LIMIT } from '../../adapters/telegram/limits.ts';
import { renderCardsMessage } from '../../adapters/telegram/render.ts';
import { toCard } from '../../src/core/card/to-card.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { type Check, type Citation, type RelatedCheck, VERDICT_LABELS } from '../../src/core/types.ts';
import { toCheck } from '../contracts/samples.ts';
import { withAutoEntities } from '../peers/telegram/auto-entities.ts';
import { parseHtml } from '../peers/telegram/html.ts';
import { hostile } from './telegram-hostile.ts';

/** A check as both platforms show its card. */
function show(check: Check, tag: string) {
  const card = toCard({ check }, toLocale(tag));
  const [embed] = renderCards([card]).embeds;
  const fields = (embed?.fields ?? []).map(({ value }) => value).join('\n');
  const { html } = renderCardsMessage([card], [], { inGroup: true, links: new Map() });
  const { text, entities } = parseHtml(html);
  return { card, embed, fields, text, entities: withAutoEntities(text, entities) };
}

const long = (words: string, length: number) => words.repeat(Math.ceil(length / words.length)).slice(0, length);
const toCitation = (at: number, statement: string): Citation => ({
  source: { url: `https://page${at}.example/a`, title: `Page ${at}`, publisher: `Publisher ${at}` },
  statement,
  quote: statement,
  quoteVerified: true,
  stance: 'refutes',
});
const toRelated = (at: number, claim: string): RelatedCheck => ({
  ...{ kind: 'check', id: `SIMILAR${at}`, claim: `${at} ${claim}`, label: 'false', reason: claim },
  ...{ probability: 0.5, differences: [{ kind: 'date', asked: '2021', prior: '2023' }] },
});

describe('the sources of a card', () => {
  const counts = [1, 2, 3, 4, 5].flatMap((sources) => [0, 1, 2, 3].map((similar) => [sources, similar] as const));

  it.each(LOCALE_TAGS)('are all there in %s, however many similar checks there are', (tag) => {
    for (const [sources, similar] of counts) {
      const check = toCheck('7K3M9Q2A', {
        verdict: {
          ...{ label: 'false', confidence: 'high', summary: long('It is not so. ', 300) },
          citations: Array.from({ length: sources }, (_, at) => toCitation(at, long('The wall is long. ', 300))),
        },
        related: Array.from({ length: similar }, (_, at) => toRelated(at, long('The wall is wide. ', 250))),
      });
      const { fields, text } = show(check, tag);
      for (let at = 0; at < sources; at += 1) {
        expect(fields).toContain(`[Page ${at}](<https://page${at}.example/a>)`);
        expect(text).toContain(`Page ${at}`);
      }
      for (let at = 0; at < similar; at += 1) expect(fields).toContain(`${at} The wall is wide`);
    }
  });
});

describe('any check', () => {
  const url = fc.oneof(
    fc.webUrl({ withQueryParameters: true }),
    fc.constantFrom('javascript:alert(1)', 'tg://user?id=1', 'https://user:pass@evil.example/', 'document:minutes', ''),
  );
  const citation = fc.record({
    source: fc.record({ url, title: hostile, publisher: hostile }),
    statement: hostile,
    quote: hostile,
    quoteVerified: fc.boolean(),
    stance: fc.constantFrom('supports', 'refutes', 'unclear', undefined),
  }) as unknown as fc.Arbitrary<Citation>;
  const related = fc.record({
    ...{ kind: fc.constantFrom('check', 'review'), id: fc.constantFrom('7K3M9Q2A', 'R1', 'R2'), claim: hostile },
    ...{ label: fc.constantFrom(...VERDICT_LABELS, undefined), textualRating: hostile, url, reason: hostile },
    ...{ publisher: hostile, probability: fc.constant(0.5), differences: fc.constant([]) },
  }) as unknown as fc.Arbitrary<RelatedCheck>;
  const anyCheck = fc
    .record({
      text: hostile,
      label: fc.constantFrom(...VERDICT_LABELS),
      summary: hostile,
      citations: fc.array(citation, { maxLength: 5 }),
      related: fc.array(related, { maxLength: 4 }),
      history: fc.constantFrom<Check['history']>(
        [],
        [{ at: '2026-01-02T00:00:00.000Z', label: 'true' as const, summary: '' }],
      ),
    })
    .map(({ text, related: similar, history, ...verdict }) =>
      toCheck('7K3M9Q2A', { text, related: similar, history, verdict: { confidence: 'high', ...verdict } }),
    );
  const isSeen = (shown: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(shown);

  it('has its claim first and its label, a source where there is one, and links that people see and that lead to pages', () => {
    fc.assert(
      fc.property(anyCheck, fc.constantFrom(...LOCALE_TAGS), (check, tag) => {
        const { card, embed, fields, text, entities } = show(check, tag);
        const verdict = `${card.symbol} ${card.heading}`;
        const [first = ''] = text.split('\n');
        expect([isSeen(first), isSeen(embed?.title ?? ''), text.length <= TEXT_LIMIT]).toEqual([true, true, true]);
        expect(embed && sizeOf(embed)).toBeLessThanOrEqual(EMBED_TOTAL);
        expect(first).not.toContain(verdict);
        expect(text.split('\n').map((line) => line.replace(/^\u200f/, ''))).toContain(verdict);
        expect(embed?.description).toContain(verdict);
        if (card.sources.length > 0)
          expect([fields, text]).toEqual([
            expect.stringMatching(/\*\*1\.\*\* /),
            expect.stringMatching(/^\u200f?1\. /mu),
          ]);
        expect(card.related.length).toBeLessThanOrEqual(
          check.related.filter(({ kind, id }) => kind !== 'check' || id !== check.id).length,
        );
        for (const [, shown = '', target] of `${fields}`.matchAll(/\[((?:\\.|[^\]\\])*)\]\(<([^>]*)>\)/g))
          expect([isSeen(shown), target]).toEqual([true, expect.stringMatching(/^https?:\/\//)]);
        for (const entity of entities) {
          expect(entity.type).toMatch(/^(?:bold|italic|text_link)$/);
          if (entity.type !== 'text_link') continue;
          expect(entity.url).toMatch(/^https?:\/\//);
          expect(isSeen(text.slice(entity.offset, entity.offset + entity.length))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
