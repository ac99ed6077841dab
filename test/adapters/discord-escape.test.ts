import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLinkText, escapeText, toLinkTarget, toPlainLine } from '../../adapters/discord/escape.ts';
import { readMarkdown } from '../peers/discord/markdown.ts';
import { text } from './discord-hostile.ts';

describe('escaped text', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(readMarkdown(escapeText(any, 100_000)).text).toBe(toPlainLine(any));
      }),
    );
  });

  it('is cut within its limit, at the end of a character, and says so', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 60 }), (any, longest) => {
        const cut = escapeText(any, longest);
        expect(cut.length).toBeLessThanOrEqual(longest);
        expect(cut.isWellFormed()).toBe(true);
        const shown = readMarkdown(cut).text;
        expect(
          shown === toPlainLine(any) || (shown.endsWith('…') && toPlainLine(any).startsWith(shown.slice(0, -1))),
        ).toBe(true);
      }),
    );
  });

  it.each([
    ['bold **x**', 'bold \\*\\*x\\*\\*'],
    ['@everyone look', '\\@everyone look'],
    ['see https://evil.example', 'see https\\://evil.example'],
    ['1. first', '1\\. first'],
    ['- item', '\\- item'],
    ['-5 °C, 1.5 %', '\\-5 °C, 1.5 %'],
    ['# big\n> quote', '\\# big \\> quote'],
    ['a\u202eb\u0000c', 'abc'],
  ])('of %j is %j', (written, escaped) => {
    expect(escapeText(written, 100)).toBe(escaped);
  });
});

it('has no square brackets in a link, since they would end it', () => {
  expect(escapeLinkText('a](https://evil.example) [b] [', 100)).toBe('a\\)\\(https\\://evil.example\\) \\(b\\) \\(');
});

describe('a link target', () => {
  it.each([
    ['https://a.example/x_(y)', 'https://a.example/x_%28y%29'],
    ['https://a.example/?q=[b]', 'https://a.example/?q=%5Bb%5D'],
    ['https://пример.example/ж', 'https://xn--e1afmkfd.example/%D0%B6'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['https://bank.example@evil.example/', undefined],
    ['http://[::1]/', undefined],
    ['not an address', undefined],
  ])('of %s is %s', (address, target) => {
    expect(toLinkTarget(address, 600)).toBe(target);
  });

  it('is none where the address is too long', () => {
    expect(toLinkTarget('https://a.example/123', 21)).toBe('https://a.example/123');
    expect(toLinkTarget('https://a.example/1234', 21)).toBeUndefined();
  });
});
