import { describe, expect, it } from 'vitest';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';

describe('a locale', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', '-', '_', '\0', 'xx-XX'])(
    'called %j is answered in English',
    (wanted) => {
      const locale = toLocale(wanted);
      expect(locale.tag).toBe('en');
      expect(locale.t('card.id', { id: '7' })).toBe('Check 7');
      expect(locale.formatDate('2025-04-26')).toBe('26 Apr 2025');
    },
  );

  it.each(LOCALE_TAGS.flatMap((tag) => [tag, tag.toUpperCase(), `${tag}-XX`, `${tag}_xx`]))('%s is known', (wanted) => {
    expect(toLocale(wanted).tag).toBe(wanted.slice(0, 2).toLowerCase());
  });
});
