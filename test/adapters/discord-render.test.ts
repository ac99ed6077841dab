import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageBody } from '../../adapters/discord/message.ts';
import { renderCards, renderLine, renderNotice, renderProgress, renderReply } from '../../adapters/discord/render.ts';
import type { DetailsReply, PanelReply, ReplyAction } from '../../commands/reply.ts';
import { toMarks } from '../../src/core/card/marks.ts';
import type { CardRelated, CardSource, VerdictCard } from '../../src/core/card/verdict-card.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { VERDICT_LABELS } from '../../src/core/types.ts';
import { readMessage } from '../peers/discord/forms.ts';
import { readMarkdown } from '../peers/discord/markdown.ts';
import { createWorld } from '../peers/discord/world.ts';
import { APOLOGISED, toClosestCard } from './closest-card.ts';
import { CARD } from './discord-fixture.ts';
import { card, text } from './discord-hostile.ts';

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

/** A message has three claims at most. */
const cards = fc.array(card, { minLength: 1, maxLength: 4 });
const action: fc.Arbitrary<ReplyAction> = fc.record({
  kind: fc.constantFrom(
    'similar' as const,
    'details' as const,
    'pin' as const,
    'recheck' as const,
    'post' as const,
    'same' as const,
    'different' as const,
  ),
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
          const { embeds } = renderCards(any.map(({ closest: _none, ...one }) => ({ ...one, heading })));
          const lines = embeds.map(({ description = '' }) =>
            description.split('\n').find((line) => /^(### .+|\*\*[❌✅❓] .+\*\*)$/u.test(line)),
          );
          const [before, after] = any.length === 1 ? ['### ', ''] : ['**', '**'];
          expect(lines).toEqual(any.map(({ symbol }) => `${before}${symbol} ${heading}${after}`));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('mention nobody, format nothing of their own, and link only to their sources', () => {
    fc.assert(
      fc.property(cards, (any) => {
        const addresses = any.flatMap(({ sources, related }) => [...sources, ...related].map(({ url }) => url));
        expectOnlyText(renderCards(any), addresses, { blocks: ['> ', '### '] });
      }),
      { numRuns: 40 },
    );
  });

  it('show claim, reason and id of each of ten cards of 4,000 characters', () => {
    const long = `${'word '.repeat(800)}end`;
    const { embeds } = renderCards(Array.from({ length: 10 }, () => ({ ...CARD, claim: long, why: long })));
    expect(embeds).toHaveLength(10);
    for (const { description, footer } of embeds) {
      expect(description).toMatch(/^> word .+…\n\*\*❌ False\*\*\n\*Rated .+\*\nword .+…\n\[NASA\]/);
      expect(footer?.text).toMatch(/Check 7K3M9Q2A$/);
    }
  });

  it('keep at least one source, however long everything is', () => {
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
  });

  it('have buttons only where something can be done by them', () => {
    const actions = (['similar', 'pin', 'post'] as const).map((kind) => ({ kind, label: kind, data: `${kind}:1` }));
    const { components } = renderReply({ kind: 'cards', cards: [CARD], actions }, (kind) => kind !== 'pin');
    expect(components[0]?.components.map(({ label }) => label)).toEqual(['similar', 'post']);
  });

  it('come after those that were kept, of which the newest find room', () => {
    const kept = Array.from({ length: 12 }, (_, at) => ({ ...CARD, heading: `kept ${at}` }));
    const { embeds } = renderReply({ kind: 'cards', cards: [CARD], kept });
    const verdicts = embeds.map(({ description = '' }) => /^\*\*(.+)\*\*$/m.exec(description)?.[1]);
    expect(verdicts.slice(-2)).toEqual(['❌ kept 11', '❌ False']);
    expect([embeds.length, embeds.at(-1)?.title]).toEqual([10, CARD.claim]);
    // Buttons number the reply's own cards.
    const own = renderReply({ kind: 'cards', cards: [CARD, CARD], kept: kept.slice(0, 1) }).embeds;
    expect(own.map(({ title = '' }) => title.slice(0, 7))).toEqual(['The Gre', '1\\. The', '2\\. The']);
  });
});

describe('several cards', () => {
  const [source] = CARD.sources as [CardSource];
  const other = { ...source, number: 2, publisher: 'Post', url: 'https://post.example/wall' };

  it('are a row each in the colour of its verdict: number, verdict and whose it is, why, sources by name, and id', () => {
    const closest = toClosestCard(CARD);
    const { embeds } = renderCards([{ ...CARD, sources: [source, other] }, closest]);
    expect(embeds).toEqual([
      {
        title: '1\\. The Great Wall of China can be seen from the Moon',
        description: [
          '**❌ False**',
          '*Rated “False” by Example Facts, checked 26 Apr 2025*',
          'No astronaut has seen it from there with the naked eye.',
          `[NASA](<${source.url}>) · [Post](<${other.url}>)`,
        ].join('\n'),
        color: renderCards([CARD]).embeds[0]?.color,
        footer: { text: 'Check 7K3M9Q2A' },
      },
      {
        title: '2\\. You asked: The mayor of Springfield was arrested in March 2025',
        description: [
          ...(renderCards([closest]).embeds[0]?.description ?? '').split('\n').filter(Boolean),
          `[NASA](<${source.url}>)`,
        ].join('\n'),
        color: renderCards([closest]).embeds[0]?.color,
        footer: { text: 'Check 7K3M9Q2A' },
      },
    ]);
  });

  it('name the first source of each, however many they are and however long its address is', () => {
    const url = `https://page.example/${'x'.repeat(500)}`;
    const long = {
      ...CARD,
      claim: 'word '.repeat(800),
      why: 'word '.repeat(800),
      sources: [{ ...source, url }, other],
    };
    for (const count of [2, 10])
      for (const { description } of renderCards(Array.from({ length: count }, () => long)).embeds)
        expect(description).toMatch(count === 2 ? `\n[NASA](<${url}>) · [Post](<` : /\nNASA · \[Post\]\(</);
  });
});

describe('a card', () => {
  it('begins with its claim, then says the verdict and whose it is', () => {
    const [embed] = renderCards([CARD]).embeds;
    expect(embed?.title).toBe('The Great Wall of China can be seen from the Moon');
    expect(embed?.description).toBe(
      '### ❌ False\n*Rated “False” by Example Facts, checked 26 Apr 2025*\n\nNo astronaut has seen it from there with the naked eye.',
    );
  });

  it('says verdict and claim in a short line above it, for notifications', () => {
    expect(renderCards([CARD]).content).toBe('❌ False: The Great Wall of China can be seen from the Moon');
    const long = { ...CARD, claim: `**@everyone** https://bad.example/x ${CARD.claim.repeat(9)}` };
    const lines = renderCards([CARD, long, long, long]).content.split('\n');
    const isShort = (line: string) => line.startsWith('❌ False: \\*\\*\\@everyone') && line.length <= 200;
    expect(lines.map(isShort)).toEqual([true, true, true]);
  });

  it('with a claim that is longer than a title quotes the whole of it', () => {
    const claim = `${'The wall is long. '.repeat(30)}End`;
    const [embed] = renderCards([{ ...CARD, claim }]).embeds;
    expect(embed?.title).toMatch(/^The wall is long\. .+…$/);
    expect(embed?.description?.split('\n').slice(0, 2)).toEqual([`> ${claim}`, '### ❌ False']);
  });

  it('keeps all its sources while the message has room, whatever similar checks it has', () => {
    const [source] = CARD.sources;
    const sources = Array.from({ length: 5 }, (_, at) => ({ ...source, number: at + 1 })) as VerdictCard['sources'];
    const similar = Array.from({ length: 3 }, () => CARD.related[0]) as VerdictCard['related'];
    for (const count of [1, 2, 3, 5]) {
      const [embed] = renderCards([{ ...CARD, sources: sources.slice(0, count), related: similar }]).embeds;
      const shown = embed?.fields?.map(({ value }) => value).join('\n') ?? '';
      expect(shown.match(/^\*\*\d\.\*\* /gm)).toHaveLength(count);
      expect(shown.match(/Mars/g)).toHaveLength(6);
      expect(shown).not.toContain('…');
    }
  });

  it('says below a similar check why it says so, at the cost of no other text', () => {
    const [source, similar] = [CARD.sources[0], CARD.related[0]] as [CardSource, CardRelated];
    const reason = 'Mars is *far* away.';
    const shown = (any: VerdictCard) =>
      renderCards([any])
        .embeds[0]?.fields?.map(({ value }) => value)
        .join('\n');
    const card = { ...CARD, related: [{ ...similar, reason }] };
    expect(shown(card)).toMatch(/differs in the place.+\nMars is \\\*far\\\* away\.$/);
    const statement = 'x'.repeat(340);
    const sources = Array.from({ length: 5 }, (_, at) => ({ ...source, number: at + 1, statement }));
    const related = Array.from({ length: 3 }, () => ({ ...similar, reason: 'y'.repeat(140) }));
    const full = { ...CARD, sources, related };
    for (const why of ['', 'z'.repeat(1_200)]) {
      const bare = { ...full, why, related: full.related.map(({ reason: _, ...rest }) => rest) };
      const lines = (text = '') => text.split('\n').filter((line) => !/^y+…?$/.test(line));
      expect(lines(shown({ ...full, why }))).toEqual(lines(shown(bare)));
    }
  });

  it('whose claim is said in other words than were asked begins with those, however long they are', () => {
    const asked = { text: 'you can see the wall from up there '.repeat(40), matched: 'matched by a member' };
    for (const cards of [[{ ...CARD, asked }], Array.from({ length: 10 }, () => ({ ...CARD, asked }))]) {
      for (const { title, description } of renderCards(cards).embeds) {
        expect(title).toMatch(/^(1?\d\\\. )?You asked: you can see .+… · matched by a member$/);
        expect(description).toMatch(/^> The Great Wall .+\n(### ❌ False|\*\*❌ False\*\*)\n/);
      }
    }
  });
});

describe('a card of the closest checked claim', () => {
  const closest = toClosestCard(CARD);

  it('names what was asked and that claim in its line for notifications', () => {
    const { content } = renderCards([closest]);
    expect(content).toMatch(/^You asked: .+ · \S+ Closest checked claim: /u);
    expect(content.length).toBeLessThanOrEqual(200);
  });

  it('begins with what was asked, and has no verdict, no confidence and no verdict’s colour', () => {
    const [embed] = renderCards([closest]).embeds;
    expect(embed).toMatchInlineSnapshot(`
      {
        "color": 7231183,
        "description": "🔎 **Closest checked claim**: “The mayor of Springfield apologised to residents in March 2025” — rated “True” by Example Facts, checked 2 Mar 2025
      Also checked by Springfield Post.

      He said sorry in a letter to all households.
      *The checked claim is worded differently from yours.*",
        "fields": [
          {
            "name": "Sources",
            "value": "**1.** [Can you see the Great Wall? \\(NASA\\)](<https://www.nasa.gov/vision/space/workinginspace/great_wall.html>) · NASA · 9 May 2005
      “The Great Wall is not visible from the Moon.”",
          },
        ],
        "footer": {
          "text": "As of 26 Apr 2025 · Check 7K3M9Q2A",
        },
        "title": "You asked: The mayor of Springfield was arrested in March 2025",
      }
    `);
    expect(VERDICT_LABELS.map((label) => renderCards([{ ...CARD, label }]).embeds[0]?.color)).not.toContain(
      embed?.color,
    );
  });

  it('keeps what was asked, both claims and their ratings, however little room there is', () => {
    const long = 'word '.repeat(900);
    const one = { ...APOLOGISED, claim: `Known ${long}`, others: long };
    const card = { ...closest, claim: `Asked ${long}`, why: long, notes: [long], closest: [one, one] };
    for (const cards of [[card], Array.from({ length: 10 }, () => card)]) {
      for (const { title, description } of renderCards(cards).embeds) {
        expect(title).toMatch(/^(1?\d\\\. )?You asked: Asked word .+…$/);
        expect(description?.match(/“Known .*?…” — rated/g)).toHaveLength(2);
      }
    }
  });

  it('in Arabic keeps the marks of each claim with it', () => {
    const [embed] = renderCards([{ ...closest, direction: 'rtl', marks: toMarks(toLocale('ar')) }]).embeds;
    expect(embed?.title).toContain(`: \u2068${closest.claim}\u2069`);
    expect(embed?.description).toContain(`«\u2068${APOLOGISED.claim}\u2069» — `);
  });

  it('has a row of buttons for each claim that it asks about, above the others', () => {
    const question = [1, 2, 3].flatMap((id): ReplyAction[] => [
      { kind: 'same', label: `Same claim ${id}`, data: `same:${id}` },
      { kind: 'different', label: `Not claim ${id}`, data: `different:${id}` },
    ]);
    const lone: ReplyAction = { kind: 'different', label: 'Not claim 4', data: 'different:4' };
    const others = (['details', 'pin', 'recheck', 'post'] as const).map((kind) => ({ kind, label: kind, data: kind }));
    const { components } = renderCards([closest, closest, closest], [lone, ...others, ...question]);
    expect(components.map((row) => row.components.map(({ label, style }) => `${label} ${style}`))).toEqual([
      ['Same claim 1 1', 'Not claim 1 2'],
      ['Same claim 2 1', 'Not claim 2 2'],
      ['Same claim 3 1', 'Not claim 3 2'],
      ['details 2', 'pin 2', 'recheck 2', 'post 1', 'Not claim 4 2'],
    ]);
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
