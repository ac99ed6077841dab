import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlainLine } from '../../adapters/discord/escape.ts';
import { renderCards } from '../../adapters/discord/render.ts';
import { type MessageFacts, toMessageParts } from '../../adapters/discord/words.ts';
import { toMarks } from '../../src/core/card/marks.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { toClosestCard } from './closest-card.ts';
import { CARD } from './discord-fixture.ts';
import { text as anyText } from './discord-hostile.ts';

const EMPTY: MessageFacts = { content: '', embeds: [], displays: [], attachments: [], snapshots: [] };
const toText = (message: Partial<MessageFacts>) => toMessageParts({ ...EMPTY, ...message }).text;
const CDN = 'https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&hm=2';
const PROXY = 'https://images-ext-1.discordapp.net/external/x/https/a.example/p.png';
const preview = { title: 'Title', pictureUrl: PROXY };

describe('what is checked of a message', () => {
  const embeds = [{ title: 'Title', description: 'Description' }, { description: 'Second' }];
  const forwarded = { ...EMPTY, content: 'forwarded' };
  it.each([
    [
      'a claim that was written, before all else',
      { content: 'Bats are blind', embeds, snapshots: [forwarded] },
      'Bats are blind',
    ],
    [
      'what embeds say below an intro line, with its link',
      { content: 'My uncle sent me this: https://a.example/x', embeds },
      'https://a.example/x\nTitle\nDescription\nSecond',
    ],
    [
      'the fields of an embed',
      {
        content: 'Look at this 👇',
        embeds: [{ title: 'News', fields: [{ name: 'They say', value: 'Bats are blind' }] }],
      },
      'News\nThey say\nBats are blind',
    ],
    [
      'what somebody says of their picture',
      { content: 'really?', attachments: [{ url: CDN, contentType: 'image/png', size: 5, alt: 'Bats are blind' }] },
      'Bats are blind',
    ],
    ['what embeds say, before forwards', { embeds, snapshots: [forwarded] }, 'Title\nDescription\nSecond'],
    [
      'a link with what it shows',
      { content: 'https://a.example/x', embeds },
      'https://a.example/x\nTitle\nDescription\nSecond',
    ],
    [
      'what was forwarded',
      { embeds: [{}], snapshots: [forwarded, { ...EMPTY, content: 'twice' }] },
      'forwarded\ntwice',
    ],
    ['nothing, if there is none', { embeds: [{}] }, ''],
  ])('is %s', (_name, message, text) => {
    expect(toText(message)).toBe(text);
  });

  it('is what other bots write in components, like a message', () => {
    expect(toText({ displays: ['# Bats are blind', 'They say.'], embeds })).toBe('# Bats are blind\nThey say.');
    expect(toText({ snapshots: [{ ...EMPTY, displays: ['forwarded'] }] })).toBe('forwarded');
  });

  it.each([
    ['its own words', 'Bats are blind', '2024-02-02T00:00:00.000Z'],
    ['a message that was only passed on', '', '2024-01-01T00:00:00.000Z'],
  ])('has the time of %s', (_what, content, saidAt) => {
    const snapshots = [{ ...EMPTY, content: 'forwarded', saidAt: '2024-01-01T00:00:00.000Z' }];
    const message = { ...EMPTY, content, snapshots, saidAt: '2024-02-02T00:00:00.000Z' };
    expect(toMessageParts(message)).toMatchObject({ saidAt });
  });

  it.each([
    ['a person by name', '<@123> and <@!123> and <@&5> lied', '@someone and @someone and @someone lied'],
    ['emoji and channels', 'Bats <:bat:123> are <a:no:1> blind <#12>', 'Bats   are   blind  '],
    ['a moment', 'It fell on <t:1715472000:D>, or <t:1715472000>', 'It fell on 2024-05-12, or 2024-05-12'],
    ['a command', 'Use </check:123>', 'Use /check'],
    ['a masked link', 'See [the wall](<https://a.example/x>)', 'See the wall https://a.example/x'],
  ])('has no sign of Discord’s for %s', (_what, content, text) => {
    expect(toText({ content })).toBe(text);
  });

  it('names nobody by a number, whatever stands around it', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('<@123456789>', '<@!5>', '<@&7>'), anyText, (before, person, after) => {
        expect(
          toText({ content: `${before}${person}${after}`, snapshots: [{ ...EMPTY, content: person }] }),
        ).not.toMatch(/<@[!&]?\d{1,20}>/);
      }),
    );
  });

  it('is only a link where custom emoji are all that stands beside it', () => {
    expect(toText({ content: '<:x:1> https://a.example/', embeds: [{ title: 'Title' }] })).toContain('Title');
  });
});

describe('of a card of this bot', () => {
  const toFactsOf = (cards: VerdictCard[]) =>
    renderCards(cards).embeds.map(({ title = '', description = '', footer }) => ({
      title,
      description,
      footer: footer?.text ?? null,
    }));
  const toFacts = (claims: string[]) => toFactsOf(claims.map((claim) => ({ ...CARD, claim })));

  it('its claims are checked, not what it says of them', () => {
    const embeds = toFacts(['Bats are *blind*', '1. The wall is visible']);
    expect(toText({ content: '', embeds })).toBe('Bats are *blind*\n1. The wall is visible');
    expect(toText({ snapshots: [{ ...EMPTY, embeds }] })).toContain('Bats are *blind*');
  });

  it.each(LOCALE_TAGS)('in %s what was asked is checked, where it stands beside the closest claim', (tag) => {
    const locale = toLocale(tag);
    const titles = { ...CARD.titles, asked: locale.t('card.asked') };
    const claim = 'Is it 5.5 *km*: “yes”?';
    const card = { ...toClosestCard(CARD), claim, titles, marks: toMarks(locale), direction: locale.direction };
    for (const claims of [[claim], [`${claim} ${'It is long. '.repeat(30)}End.`, claim]]) {
      const cards = claims.map((one) => ({ ...card, claim: one }));
      expect(toText({ embeds: toFactsOf(cards) })).toBe(claims.join('\n'));
    }
  });

  it('the claim is checked and not what was asked, where the card says it in other words', () => {
    const asked = { text: 'they say that bats see nothing', matched: 'matched by a member' };
    expect(toText({ embeds: toFactsOf([{ ...CARD, claim: 'Bats are blind', asked }]) })).toBe('Bats are blind');
  });

  it('the claim is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        const claim = `Bats ${any}`.slice(0, 200);
        expect(toText({ embeds: toFacts([claim]) })).toBe(toPlainLine(claim));
      }),
    );
  });

  it('another bot’s quote is no card', () => {
    const embeds = [{ title: 'News', description: '> Bats are blind\nsays a bat', footer: 'by News Bot' }];
    expect(toText({ embeds })).toBe('News\n> Bats are blind\nsays a bat');
    const build = { title: 'News', description: '**Bats** are blind', footer: 'Build 20261124' };
    expect(toText({ embeds: [build] })).toBe('News\n**Bats** are blind');
  });
});

describe('the pictures of a message', () => {
  const toRefs = (message: Partial<MessageFacts>) =>
    (toMessageParts({ ...EMPTY, ...message }).pictures ?? []).map(({ ref }) => ref);

  it('are its own and those of its forwards, as long as they lie with Discord', () => {
    const attachments = [
      { url: CDN, contentType: 'image/png', size: 10 },
      { url: CDN, contentType: 'video/mp4', size: 10 },
      { url: CDN, contentType: null, size: 10 },
      { url: 'https://evil.example/a.png', contentType: 'image/png', size: 10 },
      { url: 'https://cdn.discordapp.com@evil.example/a.png', contentType: 'image/png', size: 10 },
    ];
    const snapshot = { ...EMPTY, embeds: [preview, { pictureUrl: 'http://127.0.0.1/' }] };
    expect(toMessageParts({ ...EMPTY, attachments, snapshots: [snapshot] }).pictures).toEqual([
      { ref: CDN, mediaType: 'image/png', size: 10 },
      { ref: PROXY, mediaType: 'image/*' },
    ]);
  });

  it('are not the previews of its links where it has words', () => {
    expect(toRefs({ content: 'https://a.example/x', embeds: [preview] })).toEqual([PROXY]);
    expect(toRefs({ content: 'Bats are blind https://a.example/x', embeds: [preview] })).toEqual([]);
  });

  it('may be too large, which is told apart from none', () => {
    expect(toRefs({ attachments: [{ url: CDN, contentType: 'image/png', size: 50_000_000 }] })).toEqual([CDN]);
  });
});
