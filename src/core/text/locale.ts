import en from './en.json' with { type: 'json' };

/** Keys of the user-facing texts; every locale file has the same ones. */
export type MessageKey = keyof typeof en;

/** Fills a text: `{name}` is replaced by `values.name`. Values are inserted as they are: renderers escape. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** Texts and formats of one language. */
export interface Locale {
  /** BCP 47 tag. */
  tag: string;
  direction: 'ltr' | 'rtl';
  t: Translate;
  /** An ISO day or moment as people write it there, in UTC; an unreadable date comes back as it is. */
  formatDate(iso: string): string;
  /** Several things in one sentence: "a, b and c". */
  formatList(items: readonly string[]): string;
}

const LOCALES: Readonly<Record<string, Readonly<Record<MessageKey, string>>>> = { en };

/** The languages there are texts for. */
export const LOCALE_TAGS: readonly string[] = Object.keys(LOCALES);

/**
 * The locale for a BCP 47 tag as platforms send it (`en-GB`, `pt-br`, absent): the language's own texts, else English.
 */
export function toLocale(wanted: string | undefined): Locale {
  const language = (wanted ?? 'en').toLowerCase().split(/[-_]/)[0] ?? 'en';
  const tag = Object.hasOwn(LOCALES, language) ? language : 'en';
  const texts = LOCALES[tag] ?? en;
  const dates = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const lists = new Intl.ListFormat(tag === 'en' ? 'en-GB' : tag, { type: 'conjunction' });
  return {
    tag,
    direction: 'ltr',
    t: (key, values = {}) =>
      texts[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
        Object.hasOwn(values, name) ? String(values[name]) : whole,
      ),
    formatDate(iso) {
      const at = new Date(iso);
      return Number.isNaN(at.getTime()) ? iso : dates.format(at);
    },
    formatList: (items) => lists.format(items),
  };
}
