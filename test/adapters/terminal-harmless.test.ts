import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHarmless, toHttpUrl } from '../../adapters/terminal/harmless.ts';
import { hostileText } from './terminal-fixture.ts';

describe('foreign text', () => {
  it.each([
    ['colours', 'a\u001b[31mred\u001b[0m', 'ared'],
    ['cursor movements', 'a\u001b[2J\u001b[10;10Hb', 'ab'],
    ['eight-bit control sequences', 'a\u009b31mb', 'ab'],
    ['a window title', 'a\u001b]0;title\u0007b', 'a]0;titleb'],
    ['a hidden link', '\u001b]8;;https://evil.example\u001b\\x\u001b]8;;\u001b\\', ']8;;https://evil.example\\x]8;;\\'],
    ['NUL, bell and backspace', 'a\u0000\u0007\u0008b', 'ab'],
    ['line breaks and tabs', ' a\r\nb\tc\u2028d ', 'a b c d'],
    ['bidi overrides and isolates', '\u202eevil\u202c \u2066x\u2069\u200f', 'evil x'],
    ['zero-width spaces and byte order marks', 'f\u200ba\u2060l\ufeffs\u00ade', 'false'],
    ['joiners between Latin letters', 'fa\u200dl\u200cse', 'false'],
    ['tag characters', 'a\u{e0041}\u{e0042}b', 'ab'],
    ['lone surrogates', 'a\ud800b', 'a\ufffdb'],
    ['spaces that only invisible characters part', 'a \u200b b', 'a b'],
  ])('loses %s', (_what, foreign, harmless) => {
    expect(toHarmless(foreign)).toBe(harmless);
  });

  it.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a flag', '🏳️‍🌈'],
    ['a warning sign', '⚠️'],
    ['a skin tone', '👩🏽‍⚕️'],
    ['a Persian non-joiner', 'می‌خواهم'],
    ['Arabic with vowel marks', 'مُحَمَّد'],
    ['a Hindi joiner', 'क्‍ष'],
    ['Vietnamese, taken apart', 'Việt'.normalize('NFD')],
    ['Thai', 'น้ำที่'],
  ])('keeps %s', (_what, foreign) => {
    expect(toHarmless(foreign)).toBe(foreign);
  });

  it('loses all but three of the marks that are piled on one letter', () => {
    expect(toHarmless(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(3)}b`);
  });

  it('stays harmless when it is cleaned twice', () => {
    fc.assert(
      fc.property(hostileText, (foreign) => {
        expect(toHarmless(toHarmless(foreign))).toBe(toHarmless(foreign));
      }),
    );
  });
});

describe('a link', () => {
  it.each([
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
    ['data:text/html,x', undefined],
    ['no link', undefined],
    ['https://a.example/b?c#d', 'https://a.example/b?c#d'],
    ['https://bank.example@evil.example/', 'https://evil.example/'],
    ['https://b\u0430nk.example/', 'https://xn--bnk-6cd.example/'],
    ['https://a.example/\u001b]8;;x\u0007\u202e', 'https://a.example/%1B]8;;x%07%E2%80%AE'],
    ['https://a.example/a b\nc', 'https://a.example/a%20bc'],
  ])('%s is printed as %s', (given, printed) => {
    expect(toHttpUrl(given)).toBe(printed);
  });
});
