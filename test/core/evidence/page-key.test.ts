import { describe, expect, it } from 'vitest';
import { toPageKey } from '../../../src/core/evidence/search-all.ts';

describe('toPageKey', () => {
  it.each([
    ['http://www.a.org/x/#part', 'https://a.org/x'],
    ['https://a.org/x?utm_source=y&id=3&fbclid=z', 'https://a.org/x?id=3'],
    ['https://a.org/x?b=1&a=2', 'https://a.org/x?a=2&b=1'],
    ['https://m.a.org/x', 'https://a.org/x'],
    ['https://en.m.wikipedia.org/wiki/Moon', 'https://en.wikipedia.org/wiki/Moon'],
    ['https://amp.a.org/x/amp/', 'https://a.org/x'],
    ['https://a.org/x?amp=1', 'https://a.org/x'],
    ['https://www.google.com/amp/s/a.org/x', 'https://a.org/x'],
    ['https://a-org.cdn.ampproject.org/c/s/a.org/x', 'https://a.org/x'],
  ])('takes %s for %s', (one, other) => {
    expect(toPageKey(one)).toBe(toPageKey(other));
  });

  it.each([
    ['https://a.org/x?id=3', 'https://a.org/x?id=4'],
    ['https://m.de/x', 'https://de/x'],
    ['https://a.org/amplifier', 'https://a.org/lifier'],
    ['https://a.org/x', 'https://b.org/x'],
    ['https://a.org/X', 'https://a.org/x'],
    ['folder:a', 'folder:b'],
    ['not an address', ''],
  ])('tells %s from %s', (one, other) => {
    expect(toPageKey(one)).not.toBe(toPageKey(other));
  });
});
