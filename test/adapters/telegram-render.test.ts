import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, toForeignText } from '../../adapters/telegram/foreign-text.ts';
import { ENTITY_LIMIT, TEXT_LIMIT } from '../../adapters/telegram/limits.ts';
import { renderCallbackText, renderCard, renderNotice } from '../../adapters/telegram/render.ts';
import { withAutoEntities } from '../peers/telegram/auto-entities.ts';
import { parseHtml } from '../peers/telegram/html.ts';
import { linksOf } from '../peers/telegram/index.ts';
import { anyCard, hostile } from './telegram-hostile.ts';
import { SAMPLE_CARD } from './telegram-house.ts';

/** What would be marked in the chat if Telegram got this. */
function read(html: string) {
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(35_000);
  const { text, entities } = parseHtml(html);
  return { text, entities: withAutoEntities(text, entities) };
}

const OWN_MARKS = new Set(['bold', 'italic', 'text_link']);

describe('any card', () => {
  it('is valid, within the limit, keeps its verdict line and makes no link but to its http(s) addresses', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { html, keyboard } = renderCard(card, { pin: 'Pin' });
        const { text, entities } = read(html);
        expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
        expect(text.isWellFormed()).toBe(true);
        expect(text.replace(/^\u200f/, '').split('\n')[0]).toBe('❌ Mostly false');
        expect(entities.filter(({ type }) => !OWN_MARKS.has(type))).toEqual([]);
        expect(entities.length).toBeLessThanOrEqual(ENTITY_LIMIT);
        const addresses = [...card.sources, ...card.related].flatMap(({ url }) =>
          url && URL.canParse(url) ? [new URL(url).href] : [],
        );
        for (const url of linksOf({ text, entities })) {
          expect(url).toMatch(/^https?:/);
          expect(addresses).toContain(url);
        }
        for (const button of keyboard?.inline_keyboard.flat() ?? []) {
          expect(Buffer.byteLength('callback_data' in button ? button.callback_data : '')).toBeLessThanOrEqual(64);
        }
      }),
      { numRuns: 250 },
    );
  }, 30_000);
});

describe('a card', () => {
  it('reads as people would write it', () => {
    const { text } = read(renderCard(SAMPLE_CARD, {}).html);
    expect(text.replaceAll('\u2060', '')).toMatchInlineSnapshot(`
      "❌ False
      Rated “Wrong” by Example Checks, checked 26 Apr 2025
      Claim: The Great Wall of China can be seen from the Moon

      From the Moon no building on Earth can be seen. The wall is long, but narrow.

      Sources
      1. Great Wall of China, Wikipedia, 3 Mar 2025 (source not re-read): “The claim that it is visible from the Moon is false.”

      Similar prior checks
      • ⚠️ Misleading: The Great Wall can be seen from orbit (Example Checks); differs in the place: “orbit”, not “the Moon”

      As of 26 Apr 2025 · Confidence: high · Check 7K3M9Q2A"
    `);
  });

  const long = (length: number) => 'The wall is long. '.repeat(400).slice(0, length);
  const statement = (text: string) => SAMPLE_CARD.sources.map((one) => ({ ...one, statement: text }));

  it('that is too long cuts the claim first', () => {
    const { text } = read(renderCard({ ...SAMPLE_CARD, claim: long(4000) }, {}).html);
    expect(text.length).toBeGreaterThan(TEXT_LIMIT - 30);
    expect(text).toMatch(/Claim: The wall .*…\n/);
    for (const kept of ['❌ False', SAMPLE_CARD.why, 'visible from the Moon', 'from orbit', SAMPLE_CARD.idLine]) {
      expect(text).toContain(kept);
    }
  });

  it('that is still too long lets similar checks go, and then what sources are cited for', () => {
    const why = long(1400);
    const sources = Array.from({ length: 8 }, (_, at) => ({ ...statement(long(900))[0], number: at + 1 }) as never);
    const { text } = read(renderCard({ ...SAMPLE_CARD, why, sources, claim: long(3000) }, {}).html);
    expect(text).not.toContain('from orbit');
    expect(text).toContain('8. Great Wall of China');
    expect(text).toContain(SAMPLE_CARD.idLine);
    expect(text).toContain('❌ False');
  });

  it('with addresses that swell when they are escaped stays below what Telegram reads', () => {
    const url = `https://example.org/?${'&'.repeat(990)}`;
    const sources = Array.from({ length: 10 }, () => ({ ...SAMPLE_CARD.sources[0], url }) as never);
    const { entities, text } = read(renderCard({ ...SAMPLE_CARD, sources }, {}).html);
    expect(linksOf({ text, entities }).length).toBeGreaterThan(2);
  });

  it('has a Pin button only where it is asked for, and never with data that Telegram refuses', () => {
    expect(renderCard(SAMPLE_CARD, {}).keyboard).toBeUndefined();
    expect(renderCard(SAMPLE_CARD, { pin: 'Pin' }).keyboard).toEqual({
      inline_keyboard: [[{ text: 'Pin', callback_data: 'pin:7K3M9Q2A' }]],
    });
    expect(renderCard({ ...SAMPLE_CARD, checkId: 'x'.repeat(61) }, { pin: 'Pin' }).keyboard).toBeUndefined();
  });

  it('in a right-to-left language begins every line as one', () => {
    const { text } = read(renderCard({ ...SAMPLE_CARD, direction: 'rtl' }, {}).html);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('\u200f'))).toEqual([]);
  });
});

describe('foreign text', () => {
  it.each([
    ['@durov', 'mention'],
    ['/ban all', 'bot_command'],
    ['#tag', 'hashtag'],
    ['$BTC', 'cashtag'],
    ['https://evil.example/x', 'url'],
    ['evil.com', 'url'],
    ['tg://resolve?domain=x', 'url'],
    ['http://localhost/', 'url'],
    ['10.0.0.1', 'url'],
    ['a.b@mail.example', 'email'],
  ])('%s would be a %s of Telegram’s, and is none', (text, type) => {
    expect(withAutoEntities(text, []).map((entity) => entity.type)).toContain(type);
    const safe = toForeignText(text);
    expect(withAutoEntities(safe, [])).toEqual([]);
    expect(safe.replaceAll('\u2060', '')).toBe(text);
  });

  it.each(['Prices rose by 3.5 % in 2024.', 'Dr. No and/ or nothing', 'He said: no. Then yes!', '7:30, 50 $'])(
    'leaves %j as it is',
    (text) => expect(toForeignText(text)).toBe(text),
  );

  it('is cut within its limit, and through no character', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 300 }), (text, limit) => {
        const cut = cutText(toForeignText(text), limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('characters that Telegram drops', () => {
  it.each(['\u202e', '\u0333', '\u033f', '\u030a', '\u2028', '\r', '\u200b', '\u2060', '\u00ad'])(
    'join nothing to a link: %j',
    (dropped) => {
      const text = ['/', '#', '@', '$', '.', ':/'].map((sign) => `x ${sign}${dropped}BANcom`).join(' a');
      expect(read(toForeignText(`${text} evil.${dropped}com tg:${dropped}//resolve`)).entities).toEqual([]);
    },
  );
});

describe('any notice', () => {
  it('is valid and within the limit, and of commands offers only ours', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile, { maxLength: 12 }), fc.boolean(), (title, lines, isGroup) => {
        const place = { commands: ['check', 'help'], ...(isGroup && { addressAs: 'claimcheck_bot' }) };
        const { text, entities } = read(
          renderNotice({ kind: 'notice', tone: 'info', title: `T${title}`, lines }, place).html,
        );
        expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT);
        for (const { type, offset, length } of entities) {
          if (type === 'bot_command')
            expect(text.slice(offset, offset + length)).toMatch(/^\/(check|help)(@claimcheck_bot)?$/);
          else expect(OWN_MARKS.has(type)).toBe(true);
        }
      }),
    );
  });

  it('is at most 200 characters as the answer to a click', () => {
    fc.assert(fc.property(hostile, (text) => void expect(renderCallbackText(text).length).toBeLessThanOrEqual(200)));
  });
});
