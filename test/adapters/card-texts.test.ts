import { describe, expect, it } from 'vitest';
import { renderCards } from '../../adapters/discord/render.ts';
import { renderCardsMessage } from '../../adapters/telegram/render.ts';
import { createPaint } from '../../adapters/terminal/colours.ts';
import { renderCard } from '../../adapters/terminal/render.ts';
import { toCard } from '../../src/core/card/to-card.ts';
import { type RatedReview, toTakenVerdict, toUnverified } from '../../src/core/reviews/adopt-review.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import type { Check, Citation, RelatedCheck, VerdictReason } from '../../src/core/types.ts';
import { toCheck, toReview } from '../contracts/samples.ts';
import { parseHtml } from '../peers/telegram/html.ts';

/** What each platform shows of a check, as plain words on one line. */
const PLATFORMS: readonly (readonly [string, (check: Check, tag: string) => string])[] = [
  [
    'Telegram',
    (check, tag) =>
      parseHtml(renderCardsMessage([toCard({ check }, toLocale(tag))], [], { inGroup: false, links: new Map() }).html)
        .text,
  ],
  [
    'Discord',
    (check, tag) =>
      renderCards([toCard({ check }, toLocale(tag))])
        .embeds.flatMap(({ description, fields = [] }) => [description, ...fields.map(({ value }) => value)])
        .join(' ')
        .replaceAll('\\', ''),
  ],
  [
    'terminal',
    (check, tag) => renderCard(toCard({ check }, toLocale(tag)), { columns: 100, paint: createPaint(false) }),
  ],
];

const NEGATED: RelatedCheck = {
  kind: 'review',
  id: 'autism',
  claim: 'Vaccines cause autism',
  label: 'false',
  reason: 'Large studies found no higher rate of autism.',
  probability: 0.4,
  differences: [{ kind: 'negation', asked: '', prior: '' }],
};

const cite = (publisher: string, rest: Partial<Citation>): Citation => ({
  source: { url: `https://${publisher.toLowerCase()}.example/a`, title: `What ${publisher} says`, publisher },
  statement: '',
  quoteVerified: false,
  ...rest,
});

const open = (reason: VerdictReason, rest: Partial<Check['verdict']> = {}, more: Partial<Check> = {}) =>
  toCheck('7K3M9Q2A', { text: 'Vaccines do not cause autism', verdict: { ...toUnverified(reason), ...rest }, ...more });

describe.each(PLATFORMS)('on %s a card', (_name, show) => {
  const shown = (check: Check, tag = 'en') => show(check, tag).replaceAll('\u2060', '').replace(/\s+/g, ' ');

  it('says what the opposite was rated, and why', () => {
    const text = shown(open('no-prior-check', {}, { related: [NEGATED] }));
    expect(text).toMatch(
      /↔️ Agrees with a fact check.+“Vaccines cause autism”, checked here: False\. Large studies found no higher rate of autism\./,
    );
    expect(shown(open('no-prior-check', {}, { related: [NEGATED] }), 'de')).toMatch(/Deckt sich mit einem Faktencheck/);
  });

  it('quotes and links a check of exactly this whose rating is off our scale', () => {
    const text = shown(open('off-scale', { citations: [cite('Facts', { statement: 'Kinda true' })] }));
    expect(text).toMatch(
      /Unverified.+Facts \(facts\.example\) checked exactly this and calls it “Kinda true”\..+What Facts says/,
    );
    expect(text).not.toMatch(/No prior check/);
  });

  it('says a rating that was taken over once, and what it is on our scale', () => {
    const taken = (rating: string, label: 'false' | 'misleading') =>
      shown(
        toCheck('7K3M9Q2A', {
          verdict: toTakenVerdict(toReview('r1', { label, textualRating: rating, summary: '' }) as RatedReview),
        }),
      );
    expect(taken('Mostly false', 'misleading').match(/Mostly false/g)).toHaveLength(2);
    expect(taken('Mostly false', 'misleading')).toContain("On this bot's scale, “Mostly false” is “Misleading”.");
    expect(taken('False', 'false').match(/False/g)).toHaveLength(2);
  });

  it('says that near-copies count as one source', () => {
    const quoted = { quote: 'It is so.', quoteVerified: true, stance: 'supports' } as const;
    const citations = [cite('Echo', quoted), cite('Mirror', quoted)];
    const text = shown(open('near-copies', { lean: 'true', citations }));
    expect(text).toMatch(/These sources say it in nearly the same words, so they count as one\..+Echo.+Mirror/);
    expect(text).not.toMatch(/one publisher alone/);
  });
});
