import type { Stance } from '../types.ts';
import type { Told } from './cross-examine.ts';
import type { HeldQuote } from './hold-quotes.ts';

/** A quote with the stance that the cross-examination leaves it, or with the judge's own if there was none. */
export interface AgreedQuote extends HeldQuote {
  text: string;
  /** It says the whole claim, and not a part of it. */
  whole: boolean;
  /** Which part, in words of the claim; empty if it is whole. */
  part: string;
  /** A named speaker says it, not the page. */
  named: boolean;
}

/** Why a quote that holds counts for nothing after the cross-examination. */
export type Objection = 'not-asked' | 'other-stance' | 'not-asserted' | 'unnamed';

/** What remains of a quote's stance after the reader's answer: the weaker of the two, or nothing. */
const AGREED: Readonly<Record<Stance, Partial<Record<Told['stance'], Stance>>>> = {
  supports: { all: 'supports', part: 'supports' },
  refutes: { against: 'refutes', qualifies: 'context' },
  context: { qualifies: 'context', against: 'context' },
};

/** Compares a quote's stance with what the reader of single sentences says of it. Pure. */
export function agree(quote: HeldQuote, told: Told | undefined): AgreedQuote | Objection {
  if (!told) return 'not-asked';
  const stance = AGREED[quote.stance][told.stance];
  if (!stance) return 'other-stance';
  if (told.how !== 'asserted' && (told.how !== 'denied' || stance === 'supports')) return 'not-asserted';
  if (told.by === 'unnamed') return 'unnamed';
  const whole = told.stance !== 'part';
  return { ...toUnread({ ...quote, stance }), whole, part: whole ? '' : told.part, named: told.by === 'named' };
}

/** A quote that nobody but the judge has read. */
export function toUnread(quote: HeldQuote): AgreedQuote {
  return { ...quote, text: quote.found.text, whole: true, part: '', named: false };
}
