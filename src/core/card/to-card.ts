import type { Locale } from '../text/locale.ts';
import type { Check } from '../types.ts';
import type { VerdictCard } from './verdict-card.ts';

/** The card of a check, in the reader's language. Pure. */
export function toCard(_check: Check, _locale: Locale): VerdictCard {
  throw new Error('to be written');
}
