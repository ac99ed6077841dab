import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, toForeignText } from '../../adapters/telegram/foreign-text.ts';
import { withAutoEntities } from '../peers/telegram/auto-entities.ts';
import { parseHtml } from '../peers/telegram/html.ts';
import { hostile } from './telegram-hostile.ts';

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
    ['card 4111 1111 1111 1111', 'bank_card'],
    ['4111-1111-1111-1111', 'bank_card'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1', 'bank_card'],
  ])('%s would be a %s of Telegram’s, and is none', (text, type) => {
    expect(withAutoEntities(text, []).map((entity) => entity.type)).toContain(type);
    const safe = toForeignText(text);
    expect(withAutoEntities(safe, [])).toEqual([]);
    expect(safe.replaceAll('\u2060', '')).toBe(text);
  });

  it.each([
    'Prices rose by 3.5 % in 2024.',
    'Dr. No and/ or nothing',
    'He said: no. Then yes!',
    '7:30, 50 $',
    '1 000 000 000',
  ])('leaves %j as it is', (text) => expect(toForeignText(text)).toBe(text));

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
      expect(read(toForeignText(`${text} evil.${dropped}com tg:${dropped}//resolve`))).toEqual([]);
    },
  );
});

/** What Telegram finds in it by itself. */
function read(html: string) {
  const { text, entities } = parseHtml(html);
  return withAutoEntities(text, entities);
}
