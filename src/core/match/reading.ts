import { type Facts, toFacts } from '../language/facts.ts';
import { NEGATION_LANGUAGES } from '../language/lexicon.ts';
import { createMemo } from '../language/memo.ts';
import { toFunctionWords, toLikelyLanguages } from '../language/message-language.ts';
import { splitSentences } from '../language/sentences.ts';
import { STOP_WORDS, type Token, tokenize } from '../language/tokens.ts';
import { likeness } from '../language/word-similarity.ts';
import { type Grams, type Rarity, toGrams } from './idf.ts';

/** One stem of a text. */
export interface ReadTerm {
  stem: string;
  /** How telling the word is, 0 to 1: see `createRarity`. */
  weight: number;
  /** Whether it is written like a name somewhere in the text. */
  name: boolean;
}

/** A text, read once for all comparisons. */
export interface Reading {
  text: string;
  tokens: readonly Token[];
  /** Number of words without stop words, repeated ones too. */
  length: number;
  terms: ReadonlyMap<string, ReadTerm>;
  /** Sum of the terms' weights. */
  weight: number;
  /** Its character n-grams; most readings are never asked for them. */
  grams(): Grams;
  /** Its facts (`toFacts`), read only if the text is judged. */
  facts(): Facts;
  /** The best likeness of a stem to any other of its stems. */
  likeness(stem: string): number;
}

/** A wording of a prior check, read. */
export type ReadSurface = Record<'claim' | 'title', Reading>;

/** A message, with who said it and when kept apart: a name below a post is not what the post is about. */
export type AskedReading = Record<'text' | 'claimant' | 'saidOn', Reading>;

/** How many stems' likenesses a reading keeps: fifty claims share its words. */
const MOST_STEMS = 5_000;

/** Reads a text. Pure; the cost grows with its length, so callers bound that. */
export function toReading(text: string, rarity: Rarity): Reading {
  const tokens = tokenize(text);
  const isFunctionWord = toFunctionWords(toLikelyLanguages(text));
  const telling = tokens.filter(({ word }) => !STOP_WORDS.has(word) && !isFunctionWord(word));
  const kept = telling.length > 0 ? telling : tokens;
  const terms = new Map<string, ReadTerm>();
  for (const { stem, name } of kept)
    terms.set(stem, { stem, weight: rarity.stem(stem), name: name || terms.get(stem)?.name === true });
  const stems = kept.map(({ stem }) => stem);
  const weight = terms.values().reduce((sum, term) => sum + term.weight, 0);
  let grams: Grams | undefined;
  let facts: Facts | undefined;
  return {
    ...{ text, tokens, length: kept.length, terms, weight },
    grams: () => (grams ??= toGrams(stems, rarity)),
    facts: () => (facts ??= toFacts(text)),
    likeness: createMemo(MOST_STEMS, (stem) =>
      terms.keys().reduce((best, other) => Math.max(best, likeness(stem, other)), 0),
    ),
  };
}

/** A message of more sentences than this is matched by its first ones. */
const MOST_SENTENCES = 40;

/** The parts of a message that can be a claim: each sentence, and each two that follow each other. A message of one sentence has one. */
export function toWindows(text: string, rarity: Rarity): Reading[] {
  const sentences = splitSentences(text).slice(0, MOST_SENTENCES);
  const pairs = sentences.slice(1).map((sentence, at) => `${sentences[at]} ${sentence}`);
  return (sentences.length > 1 ? [...sentences, ...pairs] : [text]).map((part) => toReading(part, rarity));
}

/** How far two readings have the same words: F1 by weight, 0 to 1. */
function overlap(one: Reading, other: Reading): number {
  let shared = 0;
  for (const [stem, { weight }] of one.terms) if (other.terms.has(stem)) shared += weight;
  return (2 * shared) / (one.weight + other.weight || 1);
}

/** How many of a prior claim's wordings are measured: with one alone an eighth fewer are found, and a fourth finds nothing more. */
const MOST_WORDINGS = 3;

/** The wordings nearest to the message, the nearest first, each with the window that it is nearest to. */
export function nearestWordings(windows: readonly Reading[], wordings: readonly Reading[]) {
  const nearest = wordings.map((wording) => {
    const [first, ...rest] = windows.map((window) => ({ wording, window, nearness: overlap(window, wording) }));
    return rest.reduce((best, one) => (best && one.nearness <= best.nearness ? best : one), first);
  });
  return nearest
    .filter((one) => one !== undefined)
    .sort((one, other) => other.nearness - one.nearness)
    .slice(0, MOST_WORDINGS);
}

/** The share of an English message's stems that the background knows: "Vaccines cause autism" has no function word. */
const MOSTLY = 0.7;

/**
 * Whether a message is in a language whose "not" is known: in any other, its denial of a claim would look like the claim. If several languages are
 * equally probable, one of them is enough.
 */
export function isDenialTold(text: string, windows: readonly Reading[], rarity: Rarity): boolean {
  if (toLikelyLanguages(text).some((language) => NEGATION_LANGUAGES.has(language))) return true;
  const stems = Array.from(new Set(windows.flatMap(({ terms }) => Array.from(terms.keys()))));
  return stems.filter(rarity.knows).length >= MOSTLY * stems.length;
}

/** The best likeness of a stem to any stem of a reading. */
export function bestLikeness(stem: string, reading: Reading): number {
  return reading.terms.has(stem) ? 1 : reading.likeness(stem);
}
