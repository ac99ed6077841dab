import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDetails } from '../../adapters/telegram/details-text.ts';
import { ENTITY_LIMIT, TEXT_LIMIT } from '../../adapters/telegram/limits.ts';
import {
  renderCallbackText,
  renderCardsMessage,
  renderNotice,
  renderPanel,
  toUnlinked,
} from '../../adapters/telegram/render.ts';
import type { ReplyAction } from '../../commands/reply.ts';
import { toMarks } from '../../src/core/card/marks.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { withAutoEntities } from '../peers/telegram/auto-entities.ts';
import { parseHtml } from '../peers/telegram/html.ts';
import { linksOf } from '../peers/telegram/index.ts';
import { readWritten } from '../peers/telegram/messages.ts';
import { APOLOGISED, toClosestCard } from './closest-card.ts';
import { SAMPLE_CARD } from './telegram-fixture.ts';
import { anyCard, hostile } from './telegram-hostile.ts';

/** What would be marked in the chat if Telegram got this. */
function read(html: string) {
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(35_000);
  const { text, entities } = parseHtml(html);
  return { text, entities: withAutoEntities(text, entities) };
}

const OWN_MARKS = new Set(['bold', 'italic', 'text_link']);

const LINKS = new Map([['details:7K3M9Q2A', 'https://t.me/claimcheck_bot?start=abc']]);
const ACTIONS: readonly ReplyAction[] = [
  { kind: 'similar', label: 'Similar', data: 'similar:7K3M9Q2A' },
  { kind: 'details', label: 'Details', data: 'details:7K3M9Q2A' },
  { kind: 'pin', label: 'Pin', data: 'pin:7K3M9Q2A' },
  { kind: 'recheck', label: 'Re-check', data: 'recheck:7K3M9Q2A' },
  { kind: 'post', label: 'Post to group', data: 'post:7K3M9Q2A' },
];
const render = (cards: readonly VerdictCard[], actions: readonly ReplyAction[] = [], inGroup = true) =>
  renderCardsMessage(cards, actions, { inGroup, links: LINKS });

/** Everything the stand-in would refuse. */
function accept({ html, keyboard }: ReturnType<typeof render>) {
  const markup = keyboard as unknown as Parameters<typeof readWritten>[0]['reply_markup'];
  return readWritten({ text: html, parse_mode: 'HTML', ...(markup && { reply_markup: markup }) });
}

describe('any card', () => {
  it('is valid, within the limit, keeps its verdict line and makes no link but to its http(s) addresses', () => {
    const action = fc.record({
      kind: fc.constantFrom(
        'similar' as const,
        'details' as const,
        'pin' as const,
        'recheck' as const,
        'post' as const,
        'same' as const,
        'different' as const,
      ),
      label: hostile,
      data: fc.oneof(hostile, fc.constant('details:7K3M9Q2A'), fc.constant('pin:7K3M9Q2A')),
    });
    const many = fc.array(anyCard, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(many, fc.array(action, { maxLength: 12 }), fc.boolean(), (cards, actions, inGroup) => {
        const message = render(cards, actions, inGroup);
        expect(() => accept(message)).not.toThrow();
        const { text, entities } = read(message.html);
        expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
        expect(text.isWellFormed()).toBe(true);
        const verdicts = text.split('\n').filter((line) => /^\u200f?(?:\d\. )?❌ Mostly false$/.test(line));
        expect(verdicts.length).toBeGreaterThanOrEqual(cards.filter(({ closest }) => !closest).length);
        expect(entities.filter(({ type }) => !OWN_MARKS.has(type))).toEqual([]);
        expect(entities.length).toBeLessThanOrEqual(ENTITY_LIMIT);
        const addresses = cards.flatMap(({ sources, related }) =>
          [...sources, ...related].flatMap(({ url }) => (url && URL.canParse(url) ? [new URL(url).href] : [])),
        );
        for (const url of linksOf({ text, entities })) {
          expect(url).toMatch(/^https?:/);
          expect(addresses).toContain(url);
        }
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

describe('a card of the closest checked claim', () => {
  const closest = toClosestCard(SAMPLE_CARD);
  const shown = (cards: readonly VerdictCard[]) => read(render(cards).html).text.replaceAll('\u2060', '');

  it('begins with what was asked, and has no verdict and no confidence', () => {
    expect(shown([closest])).toMatchInlineSnapshot(`
      "You asked: The mayor of Springfield was arrested in March 2025
      🔎 Closest checked claim: “The mayor of Springfield apologised to residents in March 2025” — rated “True” by Example Facts, checked 2 Mar 2025
      Also checked by Springfield Post.

      He said sorry in a letter to all households.
      The checked claim is worded differently from yours.

      Sources
      1. Great Wall of China, Wikipedia, 3 Mar 2025 (page not opened for this card)
      refutes the claim: “The claim that it is visible from the Moon is false.”

      As of 26 Apr 2025 · Check 7K3M9Q2A"
    `);
  });

  it('beside others is a row that says the same in short', () => {
    const other = { ...closest, closest: [APOLOGISED, { ...APOLOGISED, claim: 'The mayor resigned', others: '' }] };
    expect(shown([SAMPLE_CARD, closest, other])).toMatchInlineSnapshot(`
      "1. The Great Wall of China can be seen from the Moon
      ❌ False
      Rated “Wrong” by Example Checks, checked 26 Apr 2025
      From the Moon no building on Earth can be seen. The wall is long, but narrow.
      Wikipedia
      Check 7K3M9Q2A

      2. You asked: The mayor of Springfield was arrested in March 2025
      🔎 Closest checked claim: “The mayor of Springfield apologised to residents in March 2025” — rated “True” by Example Facts, checked 2 Mar 2025
      Also checked by Springfield Post.
      He said sorry in a letter to all households.
      The checked claim is worded differently from yours.
      Wikipedia
      Check 7K3M9Q2A

      3. You asked: The mayor of Springfield was arrested in March 2025
      🔎 Closest checked claim: “The mayor of Springfield apologised to residents in March 2025” — rated “True” by Example Facts, checked 2 Mar 2025
      Also checked by Springfield Post.
      🔎 “The mayor resigned” — rated “True” by Example Facts, checked 2 Mar 2025
      He said sorry in a letter to all households.
      The checked claim is worded differently from yours.
      Wikipedia
      Check 7K3M9Q2A"
    `);
  });

  it('keeps what was asked, the claim and its rating, however long everything is', () => {
    const long = 'word '.repeat(900);
    const [source] = SAMPLE_CARD.sources;
    const sources = Array.from({ length: 9 }, () => ({ ...source, statement: long }) as never);
    const texts = { claim: `Asked ${long}`, why: long, notes: [long, long, long] };
    const one = { ...APOLOGISED, claim: `Known ${long}`, others: long };
    const text = shown([{ ...closest, ...texts, sources, closest: [one, one] }]);
    expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
    expect(text).toMatch(/^You asked: Asked .{200,}…\n🔎 Closest checked claim: “Known .{180,}…” — rated “True”/);
    expect(text.match(/“Known /g)).toHaveLength(2);
    expect(text).toMatch(/Check 7K3M9Q2A$/);
  });

  it('in Arabic keeps the marks of each claim with it', () => {
    const arabic = toLocale('ar');
    const text = shown([{ ...closest, direction: 'rtl', marks: toMarks(arabic) }]);
    expect(text).toContain(`: \u2068${closest.claim}\u2069`);
    expect(text).toContain(`«\u2068${APOLOGISED.claim}\u2069» — `);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('\u200f'))).toEqual([]);
  });

  it('has a row of buttons for each claim that it asks about, above the others', () => {
    const question = (id: string, label: string): ReplyAction[] => [
      { kind: 'same', label: `Same claim${label}`, data: `same:${id}` },
      { kind: 'different', label: `Not claim${label}`, data: `different:${id}` },
    ];
    const rows = (actions: ReplyAction[], inGroup = true) =>
      render([closest], actions, inGroup).keyboard?.inline_keyboard.map((row) => row.map(({ text }) => text));
    expect(rows([...ACTIONS, ...question('A', ' 1'), ...question('B', ' 3')])).toEqual([
      ['Same claim 1', 'Not claim 1'],
      ['Same claim 3', 'Not claim 3'],
      ['Details'],
      ['Pin', 'Re-check'],
    ]);
    expect(rows(question('A', ' in a language with long words'), false)).toHaveLength(2);
    expect(rows([...question('A', '').slice(1), ...ACTIONS])?.at(-1)).toEqual(['Not claim']);
  });
});

describe('a card whose claim is said in other words than were asked', () => {
  const asked = { text: 'They say you can see the wall from up there', matched: 'matched by a member' };

  it('begins with those', () => {
    const { text } = read(render([{ ...SAMPLE_CARD, asked }]).html);
    expect(text).toMatch(
      /^You asked: They say you can see the wall from up there · matched by a member\nClaim: The Great Wall .+\n❌ False\n/,
    );
    const rows = read(render([SAMPLE_CARD, { ...SAMPLE_CARD, asked }]).html).text;
    expect(rows).toMatch(/^2\. You asked: They .+ · matched by a member\nClaim: The Great Wall .+\n❌ False$/m);
  });

  it('keeps them where it has to give room', () => {
    const long = { text: 'word '.repeat(900), matched: asked.matched };
    const { text } = read(render([{ ...SAMPLE_CARD, asked: long, claim: 'The wall is long. '.repeat(300) }]).html);
    expect(text).toMatch(/^You asked: (?:word ?){35,}… · matched by a member\nClaim: The wall/);
  });
});

describe('any report', () => {
  it('is a few valid messages within the limit, with no link but to its http(s) addresses', () => {
    const line = fc.record({ text: hostile, url: fc.option(fc.webUrl(), { nil: undefined }), quoted: fc.boolean() });
    const section = fc.record({ title: hostile, lines: fc.array(line, { maxLength: 30 }) });
    const report = fc.record({ title: hostile, sections: fc.array(section, { maxLength: 5 }) });
    fc.assert(
      fc.property(report, fc.constantFrom('ltr' as const, 'rtl' as const), ({ title, sections }, direction) => {
        const given = { kind: 'details', checkId: 'X', title: `T${title}`, sections, direction } as never;
        const messages = renderDetails(given);
        expect(messages.length).toBeGreaterThan(0);
        for (const html of messages) {
          accept({ html });
          const { text, entities } = read(html);
          expect(entities.length).toBeLessThanOrEqual(ENTITY_LIMIT);
          expect(entities.filter(({ type }) => !OWN_MARKS.has(type))).toEqual([]);
          for (const url of linksOf({ text, entities })) expect(url).toMatch(/^https?:/);
        }
      }),
      { numRuns: 100 },
    );
  }, 30_000);
});

describe('several cards', () => {
  it('are a row each, with verdict, claim, why, who is cited, and id', () => {
    const other = {
      ...SAMPLE_CARD,
      checkId: '8L4N0R3B',
      heading: 'True',
      symbol: '✅',
      claim: 'Honey keeps',
      idLine: 'Check 8L4N0R3B',
    };
    const { text } = read(render([SAMPLE_CARD, other]).html);
    expect(text.replaceAll('\u2060', '')).toMatchInlineSnapshot(`
      "1. The Great Wall of China can be seen from the Moon
      ❌ False
      Rated “Wrong” by Example Checks, checked 26 Apr 2025
      From the Moon no building on Earth can be seen. The wall is long, but narrow.
      Wikipedia
      Check 7K3M9Q2A

      2. Honey keeps
      ✅ True
      Rated “Wrong” by Example Checks, checked 26 Apr 2025
      From the Moon no building on Earth can be seen. The wall is long, but narrow.
      Wikipedia
      Check 8L4N0R3B"
    `);
  });

  it('of 4,000 characters each give room to each other', () => {
    const claim = 'The wall is long. '.repeat(230).slice(0, 4000);
    const { text } = read(render([1, 2, 3].map(() => ({ ...SAMPLE_CARD, claim }))).html);
    expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
    expect(text.match(/^\d\. The wall is long\. .{900,}…\n❌ False$/gm)).toHaveLength(3);
  });
});

describe('a card', () => {
  it('says below a similar check why it says so, as long as nothing else has to give room for it', () => {
    const related = SAMPLE_CARD.related.map((one) => ({ ...one, reason: 'Orbit is <b>near</b>.' }));
    const { text } = read(render([{ ...SAMPLE_CARD, related }]).html);
    expect(text.replaceAll('\u2060', '')).toMatch(/differs in the place: .+\nOrbit is <b>near<\/b>\.\n\nAs of/);
    const card = { ...SAMPLE_CARD, related, claim: '' };
    const longest = TEXT_LIMIT - read(render([{ ...card, related: SAMPLE_CARD.related }]).html).text.length;
    for (const length of [longest - 40, longest - 5]) {
      const whole = read(render([{ ...card, claim: 'w'.repeat(length) }]).html).text;
      expect(whole).toContain('w'.repeat(length));
      expect(whole).toContain('“orbit”, not “the Moon”');
      expect(whole.includes('near')).toBe(length === longest - 40);
    }
  });

  it('reads as people would write it', () => {
    const { text } = read(render([{ ...SAMPLE_CARD, notes: ['Out of reach: Brave.'] }]).html);
    expect(text.replaceAll('\u2060', '')).toMatchInlineSnapshot(`
      "The Great Wall of China can be seen from the Moon
      ❌ False
      Rated “Wrong” by Example Checks, checked 26 Apr 2025

      From the Moon no building on Earth can be seen. The wall is long, but narrow.
      Out of reach: Brave.

      Sources
      1. Great Wall of China, Wikipedia, 3 Mar 2025 (page not opened for this card)
      refutes the claim: “The claim that it is visible from the Moon is false.”

      Similar prior checks
      • ⚠️ Misleading: The Great Wall can be seen from orbit (Example Checks); differs in the place: “orbit”, not “the Moon”

      As of 26 Apr 2025 · Confidence: high · Check 7K3M9Q2A"
    `);
  });

  const long = (length: number) => 'The wall is long. '.repeat(400).slice(0, length);
  const statement = (text: string) => SAMPLE_CARD.sources.map((one) => ({ ...one, statement: text }));

  it('that is too long cuts the claim first', () => {
    const { text } = read(render([{ ...SAMPLE_CARD, claim: long(4000) }]).html);
    expect(text.length).toBeGreaterThan(TEXT_LIMIT - 30);
    expect(text).toMatch(/^The wall .*…\n/);
    for (const kept of ['❌ False', SAMPLE_CARD.why, 'visible from the Moon', 'from orbit', SAMPLE_CARD.idLine]) {
      expect(text).toContain(kept);
    }
  });

  it('that is still too long lets similar checks go, and then what sources are cited for', () => {
    const why = long(1400);
    const sources = Array.from({ length: 8 }, (_, at) => ({ ...statement(long(900))[0], number: at + 1 }) as never);
    const { text } = read(render([{ ...SAMPLE_CARD, why, sources, claim: long(3000) }]).html);
    expect(text).not.toContain('from orbit');
    expect(text).toContain('8. Great Wall of China');
    expect(text).toContain(SAMPLE_CARD.idLine);
    expect(text).toContain('❌ False');
  });

  it('with addresses that swell when they are escaped stays below what Telegram reads', () => {
    const url = `https://example.org/?${'&'.repeat(990)}`;
    const sources = Array.from({ length: 10 }, () => ({ ...SAMPLE_CARD.sources[0], url }) as never);
    const { entities, text } = read(render([{ ...SAMPLE_CARD, sources }]).html);
    expect(linksOf({ text, entities }).length).toBeGreaterThan(2);
  });

  it('in a group has links to the private chat, and the buttons that can be pressed there', () => {
    expect(render([SAMPLE_CARD], ACTIONS).keyboard).toEqual({
      inline_keyboard: [
        [{ text: 'Details', url: 'https://t.me/claimcheck_bot?start=abc' }],
        [
          { text: 'Pin', callback_data: 'pin:7K3M9Q2A' },
          { text: 'Re-check', callback_data: 'recheck:7K3M9Q2A' },
        ],
      ],
    });
  });

  it('in private has buttons for all but pinning, and for posting only where it came out of a group', () => {
    const labels = (groupId?: string) => {
      const place = { inGroup: false, links: LINKS, ...(groupId === undefined ? {} : { groupId }) };
      return renderCardsMessage([SAMPLE_CARD], ACTIONS, place).keyboard?.inline_keyboard.flat();
    };
    expect(labels()?.map(({ text }) => text)).toEqual(['Similar', 'Details', 'Re-check']);
    expect(labels('-1001234')?.at(-1)).toEqual({ text: 'Post to group', callback_data: 'post:7K3M9Q2A@-1001234' });
  });

  it('in private is handed on with its page, if it has a verdict and a page', () => {
    const place = { inGroup: false, links: LINKS, share: 'Share' };
    const shareOf = (cards: VerdictCard[], at = place) => {
      const buttons = renderCardsMessage(cards, ACTIONS, at).keyboard?.inline_keyboard.flat() ?? [];
      return buttons.flatMap((button) => ('url' in button && button.text === 'Share' ? button.url : []));
    };
    const shared = new URL(shareOf([SAMPLE_CARD])[0] ?? '');
    expect(`${shared.origin}${shared.pathname}`).toBe('https://t.me/share/url');
    expect(shared.searchParams.get('url')).toBe(SAMPLE_CARD.sources[0]?.url);
    expect(shared.searchParams.get('text')).toBe(
      '❌ False: The Great Wall of China can be seen from the Moon\nRated “Wrong” by Example Checks, checked 26 Apr 2025',
    );
    for (const card of [
      { ...SAMPLE_CARD, sources: [] },
      { ...SAMPLE_CARD, label: 'unverified' as const },
      {
        ...SAMPLE_CARD,
        sources: [{ ...SAMPLE_CARD.sources[0], url: `https://example.org/${'x'.repeat(3000)}` } as never],
      },
    ]) {
      expect(shareOf([card])).toEqual([]);
    }
    expect([shareOf([SAMPLE_CARD, SAMPLE_CARD]), shareOf([SAMPLE_CARD], { ...place, inGroup: true })]).toEqual([
      [],
      [],
    ]);
    const claim = '@everyone \ud800 https://evil.example/x';
    expect(decodeURIComponent(shareOf([{ ...SAMPLE_CARD, claim }])[0] ?? '')).not.toMatch(/@everyone|https:\/\/evil/);
  });

  it('that is refused for its links is handed on no more', () => {
    const place = { inGroup: false, links: LINKS, share: 'Share' };
    const message = toUnlinked(renderCardsMessage([SAMPLE_CARD], ACTIONS, place));
    const urls = message.keyboard?.inline_keyboard.flat().flatMap((button) => ('url' in button ? button.url : []));
    expect([message.html.includes('<a '), urls]).toEqual([false, []]);
  });

  it('in a right-to-left language begins every line as one', () => {
    const { text } = read(render([{ ...SAMPLE_CARD, direction: 'rtl' }]).html);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('\u200f'))).toEqual([]);
  });
});

describe('any notice', () => {
  it('is valid and within the limit, and of commands offers only ours', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile, { maxLength: 12 }), fc.boolean(), (title, lines, isGroup) => {
        const place = { commands: ['check', 'help'], ...(isGroup && { addressAs: 'claimcheck_bot' }) };
        const { text, entities } = read(renderNotice({ title: `T${title}`, lines }, place).html);
        expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
        for (const { type, offset, length } of entities) {
          if (type === 'bot_command')
            expect(text.slice(offset, offset + length)).toMatch(/^\/(check|help)(@claimcheck_bot)?$/);
          else expect(OWN_MARKS.has(type)).toBe(true);
        }
      }),
    );
  });

  it('with buttons is accepted, whatever stands on them', () => {
    const button = fc.record({
      label: hostile,
      data: fc.oneof(hostile, fc.constant('settings:pause=5')),
      style: fc.constantFrom('plain' as const, 'chosen' as const, 'danger' as const),
    });
    const rows = fc.array(fc.array(button, { maxLength: 10 }), { maxLength: 4 });
    fc.assert(
      fc.property(hostile, rows, (title, given) => {
        const panel = { kind: 'panel' as const, title, lines: ['x'], rows: given };
        expect(() => accept(renderPanel(panel, { commands: [] }))).not.toThrow();
      }),
    );
  });

  it('is at most 200 characters as the answer to a click', () => {
    fc.assert(fc.property(hostile, (text) => void expect(renderCallbackText(text).length).toBeLessThanOrEqual(200)));
  });
});
