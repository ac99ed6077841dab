import { bestLikeness, SAID } from './likeness.ts';
import type { Reading } from './reading.ts';

/** From so many wordings on they show what the claim cannot do without. */
const MANY = 5;
/** In so many of its wordings stands what a claim cannot do without. */
const CORE = 0.5;
/** Small words that make another claim of the words around them, where no wording has them. */
const TURNING = new Set(
  (
    'but instead before after until without too still only exactly every always completely entirely never no not none nobody than less fewer more most ' +
    'half twice almost nearly hardly equally equal common rather despite although unless against both neither alone first last'
  ).split(' '),
);

/** What a message says and leaves out, next to all wordings of a prior claim. Weights are those of `Reading`. */
export interface WordingFeatures {
  /** 1 where many wordings are known, so that what is in none of them tells something; the next six are 0 elsewhere. */
  formed: number;
  /** How many different words the message has. */
  longTerms: number;
  /** Of the wording that fits best: the lesser of what the message says of it and what it says of the message, 0 to 1. */
  bothCovered: number;
  /** The best harmonic mean of the same two. */
  wordingF1: number;
  /** Which part, by weight, of what most wordings have the message has not. */
  coreMissing: number;
  coreRarestMissing: number;
  /** Which part of the message no wording says. */
  foreignAdded: number;
  /** How many turning words no wording has (log1p). */
  turnsAdded: number;
  /** Of what no wording says: how much the review says against the claim (log1p of the weights). */
  correctionAdded: number;
}

/**
 * @param wordings at least one
 * @param correction what a review that denies the claim says in its place; absent otherwise
 */
export function toWordingFeatures(
  asked: Reading,
  wordings: readonly Reading[],
  correction: Reading | undefined,
): WordingFeatures {
  let foreign = 0;
  let corrected = 0;
  for (const { stem, weight } of asked.terms.values()) {
    if (wordings.some((wording) => bestLikeness(stem, wording) >= SAID)) continue;
    foreign += weight;
    if (correction && bestLikeness(stem, correction) >= SAID) corrected += weight;
  }
  const formed = wordings.length >= MANY;
  const turns = new Set(asked.tokens.map(({ word }) => word).filter((word) => TURNING.has(word)));
  const isIn = (word: string) => wordings.some(({ tokens }) => tokens.some((token) => token.word === word));
  const turnsAdded = [...turns].filter((word) => !isIn(word)).length;
  const said = formed ? toSaid(asked, wordings) : SAID_NOTHING;
  return {
    ...said,
    foreignAdded: formed && asked.weight > 0 ? foreign / asked.weight : 0,
    turnsAdded: Math.log1p(turnsAdded),
    correctionAdded: Math.log1p(corrected),
  };
}

const SAID_NOTHING = { formed: 0, longTerms: 0, bothCovered: 0, wordingF1: 0, coreMissing: 0, coreRarestMissing: 0 };

function toSaid(asked: Reading, wordings: readonly Reading[]) {
  const covers = wordings.map((wording) => [coveredBy(asked, wording), coveredBy(wording, asked)] as const);
  return {
    formed: 1,
    longTerms: asked.terms.size,
    bothCovered: Math.max(...covers.map(([one, other]) => Math.min(one, other))),
    wordingF1: Math.max(...covers.map(([one, other]) => (2 * one * other) / (one + other || 1))),
    ...toCore(wordings, asked),
  };
}

function toCore(wordings: readonly Reading[], asked: Reading) {
  const found = new Map<string, { weight: number; count: number }>();
  for (const { terms } of wordings) {
    for (const { stem, weight } of terms.values()) {
      const known = found.get(stem);
      if (known) known.count += 1;
      else found.set(stem, { weight, count: 1 });
    }
  }
  let all = 0;
  let missing = 0;
  let rarest = 0;
  for (const [stem, { weight, count }] of found) {
    const share = count / wordings.length;
    if (share < CORE) continue;
    all += weight * share;
    if (bestLikeness(stem, asked) >= SAID) continue;
    missing += weight * share;
    rarest = Math.max(rarest, weight * share);
  }
  return { coreMissing: all === 0 ? 0 : missing / all, coreRarestMissing: rarest };
}

/** Which share of a text, by weight, another one says, in whatever form. */
function coveredBy(text: Reading, other: Reading): number {
  let covered = 0;
  for (const { stem, weight } of text.terms.values()) covered += weight * bestLikeness(stem, other);
  return text.weight === 0 ? 0 : covered / text.weight;
}
