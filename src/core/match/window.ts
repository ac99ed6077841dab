import { splitSentences } from '../claim/sentences.ts';
import type { Rarity } from './rarity.ts';
import { type Reading, toReading } from './reading.ts';

/** A message of more sentences than this is matched by its first ones. */
const MOST_SENTENCES = 40;

/** A part of a message: one sentence, or two that follow each other. */
export interface Window {
  text: string;
  reading: Reading;
}

/** All windows of a message, each read once. A message of one sentence has one. */
export function toWindows(text: string, rarity: Rarity): Window[] {
  const sentences = splitSentences(text).slice(0, MOST_SENTENCES);
  const parts =
    sentences.length > 1
      ? [...sentences, ...sentences.slice(1).map((sentence, at) => `${sentences[at]} ${sentence}`)]
      : [text];
  return parts.map((part) => ({ text: part, reading: toReading(part, rarity) }));
}

/** The window whose words agree best with a claim. */
function nearestWindow(windows: readonly Window[], claim: Reading): Window {
  return windows.reduce((best, window) =>
    overlap(window.reading, claim) > overlap(best.reading, claim) ? window : best,
  );
}

/** How far two readings have the same words: F1 by weight, 0 to 1. */
export function overlap(one: Reading, other: Reading): number {
  let shared = 0;
  for (const [stem, { weight }] of one.terms) if (other.terms.has(stem)) shared += weight;
  return (2 * shared) / (one.weight + other.weight || 1);
}

/** How many of a prior claim's wordings are measured: one alone finds an eighth less, a fourth finds nothing. */
const MOST_WORDINGS = 3;

/** The wordings nearest to the message, the nearest first, each with the window that it is nearest to. */
export function nearestWordings(
  windows: readonly Window[],
  wordings: readonly Reading[],
): { reading: Reading; window: Window }[] {
  return wordings
    .map((reading) => {
      const window = nearestWindow(windows, reading);
      return { reading, window, nearness: overlap(window.reading, reading) };
    })
    .sort((one, other) => other.nearness - one.nearness)
    .slice(0, MOST_WORDINGS);
}
