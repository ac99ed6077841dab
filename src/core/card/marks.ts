import type { Locale, MessageKey } from '../text/locale.ts';
import type { VerdictLabel } from '../types.ts';

/** The punctuation between and around the parts of a card, as its language writes it. */
export interface CardMarks {
  /** Around a page's own words. */
  quote: readonly [open: string, close: string];
  /** With the space that belongs to it, like the others below. */
  colon: string;
  comma: string;
  semicolon: string;
  /**
   * Around a text that may run in the other direction than the card (U+2068, U+2069), so that its own marks stay with it; empty for a card from
   * left to right. Renderers take such characters out of foreign texts first.
   */
  isolate: readonly [open: string, close: string];
}

/** English marks, for cards that have none of their own. */
export const ENGLISH_MARKS: CardMarks = {
  quote: ['“', '”'],
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  isolate: ['', ''],
};

/** The marks of a language. */
export function toMarks({ t, direction }: Locale): CardMarks {
  const between = (key: MessageKey) => t(key).slice('{one}'.length, -'{other}'.length);
  const [open = '', close = ''] = t('marks.quote').split('{text}');
  return {
    quote: [open, close],
    colon: between('marks.colon'),
    comma: between('marks.comma'),
    semicolon: between('marks.semicolon'),
    isolate: direction === 'rtl' ? ['\u2068', '\u2069'] : ['', ''],
  };
}

/** Distinct by shape as well as by colour. */
export const SYMBOLS: Readonly<Record<VerdictLabel, string>> = {
  true: '✅',
  'mostly-true': '☑️',
  'partially-true': '🟡',
  misleading: '⚠️',
  false: '❌',
  // The white question mark cannot be seen on a light ground.
  unverified: '❓',
  'not-checkable': '💬',
};
