import { splitSentences } from '../claim/sentences.ts';
import type { Rarity } from './rarity.ts';
import { toReading, type Reading } from './reading.ts';

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
  const parts = sentences.length > 1 ? [...sentences, ...sentences.slice(1).map((sentence, at) => `${sentences[at]} ${sentence}`)] : [text];
  return parts.map((part) => ({ text: part, reading: toReading(part, rarity) }));
}

/** The window whose words agree best with a claim (F1 by weight). */
export function nearestWindow(windows: readonly Window[], claim: Reading): Window | undefined {
  let best: Window | undefined;
  let bestF1 = -1;
  for (const window of windows) {
    let shared = 0;
    for (const [stem, { weight }] of window.reading.terms) if (claim.terms.has(stem)) shared += weight;
    const f1 = (2 * shared) / (window.reading.weight + claim.weight || 1);
    if (f1 > bestF1) {
      best = window;
      bestF1 = f1;
    }
  }
  return best;
}
