import { describe, expect, it } from 'vitest';
import { renderCards, renderNotice as renderDiscordNotice } from '../../adapters/discord/render.ts';
import { renderCardsMessage, renderNotice } from '../../adapters/telegram/render.ts';
import { toMarks } from '../../src/core/card/marks.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { withAutoEntities } from '../peers/telegram/auto-entities.ts';
import { parseHtml } from '../peers/telegram/html.ts';
import { SAMPLE_CARD } from './telegram-fixture.ts';

const { t } = toLocale('ar');
const LINE = t('help.lineWithArgument', { name: 'check', argument: '<claim>', description: t('check.description') });

describe('a command in an Arabic line', () => {
  it('keeps its slash in front on Telegram, and is still a command there', () => {
    const { html } = renderNotice({ title: 'x', lines: [LINE] }, { commands: ['check'], addressAs: 'claimcheck_bot' });
    const { text, entities } = parseHtml(html);
    expect(text).toContain('\u200e/check@claimcheck_bot <claim>\u200e');
    const commands = withAutoEntities(text, entities).filter(({ type }) => type === 'bot_command');
    expect(commands.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
      '/check@claimcheck_bot',
    ]);
  });

  it('keeps its slash in front on Discord', () => {
    const body = renderDiscordNotice({ tone: 'info', title: '', lines: [t('history.empty')] });
    expect(body.embeds[0]?.description).toContain('\u200e/check\u200e');
  });

  it('is as it was in other languages', () => {
    const line = toLocale('de').t('history.empty');
    const { html } = renderNotice({ title: 'x', lines: [line] }, { commands: ['check'] });
    expect(html).not.toContain('\u200e');
  });
});

describe('an Arabic card with words from left to right', () => {
  const card = {
    ...SAMPLE_CARD,
    claim: 'Is it seen? No.',
    titles: {
      claim: t('card.claim'),
      sources: t('card.sources'),
      related: t('card.related'),
      asked: t('card.asked'),
    },
    direction: 'rtl' as const,
    marks: toMarks(toLocale('ar')),
  };
  const ALONE = /\u2068[^\u2068\u2069]+\u2069/gu;

  it('keeps the marks of each with it on Telegram', () => {
    const { html } = renderCardsMessage([card], [], { inGroup: false, links: new Map() });
    const { text } = parseHtml(html);
    expect(text).toMatch(/^\u200f\u2068Is it seen\? No\.\u2069$/mu);
    expect(text).toMatch(/«\u2068[^»]+\u2069»/u);
    expect(text.replace(ALONE, '')).not.toMatch(/[\u2066-\u2069]/u);
    const rows = parseHtml(renderCardsMessage([card, card], [], { inGroup: false, links: new Map() }).html).text;
    expect(rows.match(/^\u200f\d\. \u2068Is it seen\? No\.\u2069$/gmu)).toHaveLength(2);
  });

  it('keeps the marks of each with it on Discord, and begins each line of a source as one', () => {
    const [embed] = renderCards([{ ...card, related: [] }]).embeds;
    const value = embed?.fields?.map((field) => field.value).join('\n') ?? '';
    for (const line of value.split('\n')) expect(line).toMatch(/^\u200f/u);
    expect(value).toMatch(/«\u2068[^»]+\u2069»|\u2068[^\u2069]+\u2069/u);
    expect(value.replace(ALONE, '')).not.toMatch(/[\u2066-\u2069]/u);
  });

  it('is not closed by a mark in a foreign text', () => {
    const hostile = { ...card, claim: 'a\u2069\u202eb' };
    const { text } = parseHtml(renderCardsMessage([hostile], [], { inGroup: false, links: new Map() }).html);
    expect(text).toContain('\u2068ab\u2069');
  });
});
