import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageBody } from '../../adapters/discord/message.ts';
import { renderCards, renderLine, renderNotice, renderProgress, renderReply } from '../../adapters/discord/render.ts';
import type { DetailsReply, PanelReply, ReplyAction } from '../../commands/command.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { VERDICT_LABELS } from '../../src/core/types.ts';
import { readMessage } from '../peers/discord/forms.ts';
import { readMarkdown } from '../peers/discord/markdown.ts';
import { createWorld } from '../peers/discord/world.ts';
import { card, text } from './discord-hostile.ts';
import { CARD } from './discord-house.ts';

/** As the stand-in reads a message: throws where Discord would refuse it. */
function accept(body: Partial<MessageBody>): void {
  const world = createWorld(1);
  readMessage(world, body, { mayBeEmpty: false });
  expect(world.violations).toEqual([]);
}

/** Everything of a message in which Discord looks for markdown. */
function toMarkdown({ content = '', embeds = [] }: Partial<MessageBody>): string[] {
  return [
    content,
    ...embeds.flatMap(({ title = '', description = '', fields = [] }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ]),
  ];
}

/** Addresses are equal if they only differ in which signs are percent-encoded. */
function toComparable(address: string): string {
  return address.replace(/%(2[0-9A-F]|3[CE]|5[BCD]|60|7C)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function expectOnlyText(
  body: Partial<MessageBody>,
  addresses: (string | undefined)[],
  { blocks: own = [] as string[] } = {},
) {
  const known = addresses.flatMap((address) =>
    address && URL.canParse(address) ? [toComparable(new URL(address).href)] : [],
  );
  for (const markdown of toMarkdown(body)) {
    const { links, specials, marks, blocks } = readMarkdown(markdown);
    expect(specials).toEqual([]);
    for (const link of links) expect(known).toContain(toComparable(link));
    for (const mark of marks) expect(['**', '*']).toContain(mark);
    for (const block of blocks) expect(own).toContain(block);
  }
}

const cards = fc.array(card, { minLength: 1, maxLength: 10 });
const action: fc.Arbitrary<ReplyAction> = fc.record({
  kind: fc.constantFrom('sources' as const, 'details' as const, 'pin' as const, 'recheck' as const, 'post' as const),
  label: text,
  data: fc.oneof(fc.constant('pin:7K3M9Q2A'), text),
});

describe('cards with any text in them', () => {
  it('break no limit of Discord, with any buttons', () => {
    fc.assert(
      fc.property(cards, fc.array(action, { maxLength: 30 }), (any, actions) => accept(renderCards(any, actions))),
      { numRuns: 40 },
    );
  });

  it('keep every verdict line whole, however many there are', () => {
    fc.assert(
      fc.property(
        cards,
        fc.constantFrom('False', 'Teilweise richtig', 'Bukan klaim yang bisa diperiksa'),
        (any, heading) => {
          const { embeds } = renderCards(any.map((one) => ({ ...one, heading })));
          expect(embeds.map(({ title }) => title)).toEqual(any.map(({ symbol }) => `${symbol} ${heading}`));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('mention nobody, format nothing of their own, and link only to their sources', () => {
    fc.assert(
      fc.property(cards, (any) => {
        const addresses = any.flatMap(({ sources, related }) => [...sources, ...related].map(({ url }) => url));
        expectOnlyText(renderCards(any), addresses, { blocks: ['> '] });
      }),
      { numRuns: 40 },
    );
  });

  it('show claim, reason and id of each of ten cards of 4,000 characters', () => {
    const long = `${'word '.repeat(800)}end`;
    const { embeds } = renderCards(Array.from({ length: 10 }, () => ({ ...CARD, claim: long, why: long })));
    expect(embeds).toHaveLength(10);
    for (const { description, footer } of embeds) {
      expect(description).toMatch(/^> word .+…\n\*Rated .+\*\n\nword .+…/);
      expect(footer?.text).toMatch(/Check 7K3M9Q2A$/);
    }
  });

  it('of one that is short give its room to one that is long', () => {
    const long = { ...CARD, claim: 'x'.repeat(900), why: 'y'.repeat(1_100) };
    const { embeds } = renderCards([CARD, long, CARD]);
    expect(embeds[1]?.description).toContain('y'.repeat(1_100));
  });

  it('keep at least one source and one similar check, however long everything is', () => {
    const long = '*'.repeat(5_000);
    const sources = Array.from({ length: 9 }, (_, at) => ({
      ...CARD.sources[0],
      number: at + 1,
      title: long,
      statement: long,
    }));
    const similar = Array.from({ length: 9 }, () => ({ ...CARD.related[0], claim: long, differs: long }));
    const texts = { claim: long, why: long, attribution: long, asOf: long };
    const any = { ...CARD, ...texts, sources, related: similar } as VerdictCard;
    const names = renderCards([any]).embeds[0]?.fields?.map(({ name }) => name);
    expect(names).toContain('Sources');
    expect(names).toContain('Similar prior checks');
  });

  it('have buttons only where something can be done by them', () => {
    const actions = (['sources', 'pin', 'post'] as const).map((kind) => ({ kind, label: kind, data: `${kind}:1` }));
    const { components } = renderReply({ kind: 'cards', cards: [CARD], actions }, (kind) => kind !== 'pin');
    expect(components[0]?.components.map(({ label }) => label)).toEqual(['sources', 'post']);
  });

  it('come after those that were kept, of which the newest find room', () => {
    const kept = Array.from({ length: 12 }, (_, at) => ({ ...CARD, heading: `kept ${at}` }));
    const { embeds } = renderReply({ kind: 'cards', cards: [CARD], kept });
    expect(embeds.map(({ title }) => title).slice(-2)).toEqual(['❌ kept 11', '❌ False']);
    expect(embeds).toHaveLength(10);
  });
});

describe('a notice with any text in it', () => {
  it('breaks no limit and shows only text, with kept cards too', () => {
    const lines = fc.array(text, { maxLength: 60 });
    fc.assert(
      fc.property(text, lines, fc.constantFrom('info' as const, 'refusal' as const), (title, some, tone) => {
        const message = renderNotice({ tone, title, lines: some });
        accept(message);
        for (const markdown of toMarkdown(message)) {
          expect(readMarkdown(markdown)).toMatchObject({ links: [], specials: [], marks: [], blocks: [] });
        }
        accept(renderReply({ kind: 'notice', tone, title, lines: some, kept: [CARD, CARD, CARD] }));
      }),
      { numRuns: 40 },
    );
  });

  it('is refused by nobody for being empty', () => {
    accept(renderLine(' \u202e '));
    accept(renderNotice({ tone: 'info', title: '', lines: [] }));
  });
});

describe('a panel with any text in it', () => {
  const button = fc.record({
    label: text,
    data: text,
    style: fc.constantFrom('plain' as const, 'chosen' as const, 'danger' as const),
  });
  const panel: fc.Arbitrary<PanelReply> = fc.record({
    kind: fc.constant('panel' as const),
    title: text,
    lines: fc.array(text, { maxLength: 12 }),
    rows: fc.array(fc.array(button, { maxLength: 7 }), { maxLength: 4 }),
  });

  it('breaks no limit of Discord', () => {
    fc.assert(
      fc.property(panel, (any) => accept(renderReply(any))),
      { numRuns: 40 },
    );
  });
});

describe('details with any text in them', () => {
  const line = fc.record({ text, url: fc.webUrl(), quoted: fc.boolean() }, { requiredKeys: ['text'] });
  const details: fc.Arbitrary<DetailsReply> = fc.record({
    kind: fc.constant('details' as const),
    checkId: text,
    title: text,
    sections: fc.array(fc.record({ title: text, lines: fc.array(line, { maxLength: 8 }) }), { maxLength: 8 }),
    direction: fc.constant('ltr' as const),
  });

  it('break no limit of Discord, and link only where a link is given', () => {
    fc.assert(
      fc.property(details, (any) => {
        const body = renderReply(any);
        accept(body);
        const addresses = any.sections.flatMap(({ lines }) => lines.map(({ url }) => url));
        expectOnlyText(body, addresses, { blocks: ['> '] });
      }),
      { numRuns: 40 },
    );
  });

  it('are shown whole where they have room', () => {
    const sections = [{ title: 'What we know', lines: [{ text: 'one' }, { text: 'two', url: 'https://a.example/' }] }];
    const { embeds } = renderReply({ kind: 'details', checkId: '1', title: 'Claim', sections, direction: 'ltr' });
    expect(embeds).toMatchObject([
      { title: 'Claim', description: '**What we know**\none\n[two](<https://a.example/>)' },
    ]);
  });
});

it('progress beside a card leaves the card as it is', () => {
  expect(renderProgress('Searching', true)).toEqual({ content: 'Searching', allowed_mentions: { parse: [] } });
  accept(renderProgress('Searching', false));
});

it('gives every label a colour of its own', () => {
  const colours = VERDICT_LABELS.map((label) => renderCards([{ ...CARD, label }]).embeds[0]?.color);
  expect(new Set(colours).size).toBe(VERDICT_LABELS.length);
});
