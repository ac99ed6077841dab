import type { Grade, VerdictLabel } from '../types.ts';
import type { CardMarks } from './marks.ts';

/**
 * A verdict card: plain texts in the reader's language, ready to be laid out, with no markup of any platform. All
 * texts may hold hostile characters: a renderer escapes every one of them.
 */
export interface VerdictCard {
  checkId: string;
  label: VerdictLabel;
  /** One emoji that tells the label apart without colour. */
  symbol: string;
  /** The label in words, for example "False". */
  heading: string;
  /** Whose verdict it is, if it was taken over: "Rated by … on …". */
  attribution?: string;
  claim: string;
  /** What was asked, if the card's claim has other words. Renderers put it first: "You asked: …". */
  asked?: CardAsked;
  /**
   * The one or two claims closest to the asked one, if nobody said that they are the same. Such a card has no verdict: `claim` is what was asked, and
   * renderers show neither a big label nor a verdict's colour.
   */
  closest?: CardClosest[];
  /** How the claim was matched with a prior check; absent if that is not known. */
  recognition?: Grade;
  /** At most two sentences. */
  why: string;
  sources: CardSource[];
  related: CardRelated[];
  /** What else a reader has to know, such as what was out of reach. A sentence each. */
  notes: string[];
  /** The longer report and the earlier verdicts, for those who want to know more; empty if there are none. */
  details: { title: string; text: string }[];
  /** "As of 26 Apr 2025". */
  asOf: string;
  /** "Confidence: high"; absent if there is no verdict to be confident of. */
  confidence?: string;
  /** "Check 7K3M9Q2A". */
  idLine: string;
  titles: { claim: string; sources: string; related: string; asked: string };
  direction: 'ltr' | 'rtl';
  /** Absent: the English ones. */
  marks?: CardMarks;
}

export interface CardAsked {
  text: string;
  /** "matched by a member", if somebody's word made the match. */
  matched?: string;
}

/** A checked claim next to the one that was asked. */
export interface CardClosest {
  /** "Closest checked claim". */
  title: string;
  claim: string;
  /** "rated “False” by Example Facts, checked 2 Mar 2026". */
  rating: string;
  /** "Also checked by …", or "Fact-checkers disagree: …". */
  others?: string;
}

export interface CardSource {
  /** From 1. */
  number: number;
  title: string;
  publisher: string;
  /** As people write it. */
  date?: string;
  /** Always http or https; absent for a document of the operator's own. */
  url?: string;
  /** What it is cited for: the page's own sentence if `quoted`, else the citing author's words. */
  statement: string;
  quoted: boolean;
  /** "supports", if it was judged. */
  stance?: string;
  /** "page not opened for this card", if the quote has not been found in the page; "published after the claim". */
  note?: string;
}

export interface CardRelated {
  symbol: string;
  /** The verdict, or the publisher's own rating. */
  heading: string;
  claim: string;
  publisher?: string;
  /** "differs in the date: 2021, not 2019", if that is known. */
  differs?: string;
  /** Why it says so, in one line of its own words. If room is short, it is dropped first. */
  reason?: string;
  /** Always http or https. */
  url?: string;
}

/** The note of a card in a list of several: with closest claims, that they are worded differently; if unverified, what was looked at. */
export const toRowNotes = ({ closest, label, notes }: VerdictCard): string[] =>
  closest || label === 'unverified' ? notes.slice(0, 1) : [];
