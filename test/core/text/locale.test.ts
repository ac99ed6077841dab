import { describe, expect, it } from 'vitest';
import ar from '../../../src/core/text/ar.json' with { type: 'json' };
import { LOCALE_TAGS, type MessageKey, toLocale } from '../../../src/core/text/locale.ts';

describe('a locale', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', '-', '_', '\0', 'C', 'xx-XX', undefined])(
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

  it.each([
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['es-419', 'es'],
    ['zh-Hant-TW', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-hans', 'zh'],
    ['cmn', 'zh'],
    ['in', 'id'],
    ['ar_EG', 'ar'],
    ['en-US-u-ca-buddhist', 'en'],
    ['deu', 'de'],
  ])('called %s has the texts of %s', (wanted, tag) => {
    expect(toLocale(wanted).tag).toBe(tag);
  });

  it.each(LOCALE_TAGS)('in %s runs from right to left only if it is Arabic', (tag) => {
    expect(toLocale(tag).direction).toBe(tag === 'ar' ? 'rtl' : 'ltr');
  });

  it('keeps the slash of a command in front of it in Arabic', () => {
    const { t } = toLocale('ar');
    expect(t('history.empty')).toContain('\u200e/check\u200e');
    const values = { name: 'check', argument: '<claim>', description: 'x' };
    expect(t('help.lineWithArgument', values)).toContain('\u200e/check <claim>\u200e');
    expect(toLocale('en').t('history.empty')).not.toContain('\u200e');
  });

  it.each([
    ['en', '26 Apr 2025'],
    ['es', '26 abr 2025'],
    ['pt', '26 de abr. de 2025'],
    ['fr', '26 avr. 2025'],
    ['de', '26. Apr. 2025'],
    ['hi', '26 अप्रैल 2025'],
    ['ar', '26 أبريل 2025'],
    ['id', '26 Apr 2025'],
    ['uk', '26 квіт. 2025 р.'],
    ['zh', '2025年4月26日'],
  ])('in %s dates are written %s', (tag, written) => {
    expect(toLocale(tag).formatDate('2025-04-26')).toBe(written);
    expect(toLocale(tag).formatDate('2025-04-26T23:59:59.999Z')).toBe(written);
    expect(toLocale(tag).formatDate('some day')).toBe('some day');
  });

  it.each([
    ['en', 'a, b and c'],
    ['es', 'a, b y c'],
    ['pt', 'a, b e c'],
    ['fr', 'a, b et c'],
    ['de', 'a, b und c'],
    ['hi', 'a, b, और c'],
    ['ar', 'a وb وc'],
    ['id', 'a, b, dan c'],
    ['uk', 'a, b і c'],
    ['zh', 'a、b和c'],
  ])('in %s lists are written %s', (tag, written) => {
    expect(toLocale(tag).formatList(['a', 'b', 'c'])).toBe(written);
    expect(toLocale(tag).formatList(['a'])).toBe('a');
    expect(toLocale(tag).formatList([])).toBe('');
  });

  it('is made once', () => {
    expect(toLocale('pt-PT')).toBe(toLocale('pt_br'));
  });

  it('says in English what has no text yet, in the English plural forms', () => {
    const key = 'settings.days' satisfies MessageKey;
    const texts: Partial<Record<MessageKey, string>> = ar;
    const { [key]: kept } = texts;
    delete texts[key];
    try {
      expect(toLocale('ar').t(key, { days: 2 })).toBe('2 days');
    } finally {
      if (kept !== undefined) texts[key] = kept;
    }
  });
});
