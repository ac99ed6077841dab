import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import hi from './hi.json' with { type: 'json' };
import id from './id.json' with { type: 'json' };
import { toLocaleTag } from './locale-tag.ts';
import pt from './pt.json' with { type: 'json' };
import uk from './uk.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

/** The values for a text's placeholders. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Keys of the user-facing texts; every locale file has the same ones. */
export type MessageKey = keyof typeof en;

/** A language's texts; English stands in for a missing one. */
type Texts = Readonly<Partial<Record<MessageKey, string>>>;

/** Fills a text (`fillText`). Values are inserted as they are: renderers escape. */
export type Translate = (key: MessageKey, values?: TextValues) => string;

/** Texts and formats of one language. */
export interface Locale {
  /** The language, one of `LOCALE_TAGS`. */
  tag: string;
  direction: 'ltr' | 'rtl';
  t: Translate;
  /** An ISO day or moment as people write it there, in UTC, the month in letters; an unreadable date comes back as it is. */
  formatDate(iso: string): string;
  /** The same without its year, for a button: "3 Nov". */
  formatDay(iso: string): string;
  /** Money to a ten-thousandth, since one check costs less than a cent; a bare number without a currency (ISO 4217). */
  formatMoney(amount: number, currency: string | undefined): string;
  /** Several things in one sentence: "a, b and c". */
  formatList(items: readonly string[]): string;
}

/** All are loaded at once: the nine besides English add 3 to 6 ms to a start, and no text has to be awaited. */
const LOCALES: Readonly<Record<string, Texts>> = { en, es, pt, fr, de, hi, ar, id, uk, zh };

/** The languages there are texts for. */
export const LOCALE_TAGS: readonly string[] = Object.keys(LOCALES);

/**
 * Format locales other than the bare language. English dates are 26 Apr 2025 for everyone; the Portuguese texts are Brazil's, the Chinese ones are in
 * simplified characters. Arabic and Hindi get Latin digits: claims, quotes, links and check ids have them, Hindi group chats use them, Arabic ones
 * use both, and a card with two sorts of digits is hard to compare.
 */
const FORMATS: Readonly<Record<string, string>> = {
  en: 'en-GB',
  pt: 'pt-BR',
  zh: 'zh-Hans',
  ar: 'ar-u-nu-latn',
  hi: 'hi-u-nu-latn',
};

const RIGHT_TO_LEFT: readonly string[] = ['ar'];

const made = new Map<string, Locale>();

/**
 * The locale for a language as platforms and people write it (`en-GB`, `pt-br`, `zh-Hant-TW`, `es_419`, absent): the
 * language's own texts, whatever the region or script, else English.
 */
export function toLocale(wanted: string | undefined): Locale {
  const language = toLocaleTag(wanted ?? 'en')?.split('-')[0] ?? 'en';
  const tag = Object.hasOwn(LOCALES, language) ? language : 'en';
  const locale = made.get(tag) ?? createLocale(tag);
  made.set(tag, locale);
  return locale;
}

/** A command within a text, with its argument: `/check`, `/{name} {argument}`. */
const COMMAND = /(?<![\p{L}\p{N}{}/:.])\/(?:[a-z]+|\{name\})(?: \{argument\})?/gu;

/**
 * In a right-to-left text a command's slash would move to its other end. A left-to-right mark on both sides (U+200E) keeps it in place; without
 * right-to-left text beside it, the mark has no effect.
 */
function keepCommands(text: string): string {
  return text.replace(COMMAND, '\u200e$&\u200e');
}

const DAY = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
const DATE = { ...DAY, year: 'numeric' } as const;

function createLocale(tag: string): Locale {
  const texts: Texts = LOCALES[tag] ?? en;
  const formats = FORMATS[tag] ?? tag;
  const dates = once(() => new Intl.DateTimeFormat(formats, DATE));
  const days = once(() => new Intl.DateTimeFormat(formats, DAY));
  const format = (iso: string, written: Pick<Intl.DateTimeFormat, 'format'>) => {
    const at = new Date(iso);
    return Number.isNaN(at.getTime()) ? iso : written.format(at);
  };
  const lists = once(() => new Intl.ListFormat(formats, { type: 'conjunction' }));
  const counting = {
    plurals: once(() => new Intl.PluralRules(formats)),
    numbers: once(() => new Intl.NumberFormat(formats)),
    waits: once(() => new Intl.RelativeTimeFormat(formats)),
  };
  const isRightToLeft = RIGHT_TO_LEFT.includes(tag);
  return {
    tag,
    direction: isRightToLeft ? 'rtl' : 'ltr',
    t(key, values = {}) {
      const text = texts[key];
      // The English text takes English plural forms.
      if (text === undefined && tag !== 'en') return toLocale('en').t(key, values);
      return fillText(isRightToLeft ? keepCommands(text ?? key) : (text ?? key), values, counting);
    },
    formatDate: (iso) => format(iso, dates()),
    formatDay: (iso) => format(iso, days()),
    formatMoney: (amount, currency) =>
      new Intl.NumberFormat(formats, {
        ...(currency === undefined ? { minimumFractionDigits: 2 } : { style: 'currency', currency }),
        maximumFractionDigits: 4,
      }).format(amount),
    formatList: (items) => lists().format(items),
  };
}

/** Creates a value when it is first needed: the first instance of each Intl format takes 3 to 15 ms. */
function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/** How a language counts and writes numbers. */
interface Counting {
  plurals(): Pick<Intl.PluralRules, 'select'>;
  numbers(): Pick<Intl.NumberFormat, 'format'>;
  waits(): Pick<Intl.RelativeTimeFormat, 'format'>;
}

/** `one {# day}`: a category of Intl.PluralRules and its words, which may have simple placeholders. */
const FORM = / (\w+) \{((?:[^{}]|\{\w+\})*)\}/g;

/** `{name}`, `{name, wait}`, or `{name, plural, one {# day} other {# days}}`. */
const HOLE = /\{(\w+)(?:, (wait)|, plural,((?: \w+ \{(?:[^{}]|\{\w+\})*\})+))?\}/g;
/** Waits up to this long are told in seconds, longer ones in minutes; both are rounded up, so that nobody comes too early. */
const MOST_SECONDS = 90;

/**
 * Fills a text. `{name}` becomes `values.name` as it is; `{name, plural, one {# day} other {# days}}` becomes the words for the category of
 * `values.name` in the text's language, with the number for `#`. That is the part of ICU's MessageFormat that the texts need. `{name, wait}` is a
 * time in seconds from now: "in 5 seconds", "in 10 minutes". A placeholder without a value stays; a value is never searched for placeholders.
 */
export function fillText(text: string, values: TextValues, counting: Counting): string {
  return text.replace(HOLE, (whole, name: string, wait: string | undefined, forms: string | undefined) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = values[name] ?? '';
    if (wait !== undefined) return toWait(Number(value), counting);
    if (forms === undefined) return String(value);
    const count = Number(value);
    const words = new Map(Array.from(forms.matchAll(FORM), ([, category, form = '']) => [category, form]));
    const chosen = words.get(counting.plurals().select(count)) ?? words.get('other') ?? '';
    return fillText(chosen.replaceAll('#', counting.numbers().format(count)), values, counting);
  });
}

function toWait(seconds: number, { waits }: Counting): string {
  return seconds <= MOST_SECONDS
    ? waits().format(Math.ceil(seconds), 'second')
    : waits().format(Math.ceil(seconds / 60), 'minute');
}
