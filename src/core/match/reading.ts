import { type Facts, toFacts } from '../language/facts.ts';
import { NEGATION_LANGUAGES } from '../language/lexicon.ts';
import { toFunctionWords, toLikelyLanguages } from '../language/message-language.ts';
import { splitSentences } from '../language/sentences.ts';
import { STOP_WORDS, type Token, tokenize } from '../language/tokens.ts';
import { likeness } from '../language/word-similarity.ts';
import { type Grams, type Rarity, toGrams, toRoot } from './idf.ts';

/** One stem of a text, with what the features need to know of it. */
export interface ReadTerm {
  stem: string;
  count: number;
  /** How telling the word is, 0 to 1: see `createRarity`. */
  weight: number;
  /** It is written like a name somewhere in the text. */
  name: boolean;
}

/** A text, read once for all comparisons. */
export interface Reading {
  text: string;
  tokens: readonly Token[];
  /** Stems without stop words, in the text's order. */
  sequence: readonly string[];
  terms: ReadonlyMap<string, ReadTerm>;
  /** Sum of the terms' weights. */
  weight: number;
  /** Its terms by their roots: how often they occur, and how telling they are. */
  roots: ReadonlyMap<string, { count: number; rarity: number }>;
  /** Its character n-grams; most readings are never asked for them. */
  grams(): Grams;
  /** What of it can make it another claim; only what is judged is asked for it. */
  facts(): Facts;
}

/** A wording of a prior check, read. */
export interface ReadSurface {
  claim: Reading;
  title: Reading;
}

/** A message, and apart from it who said it when: a name below a post is not what the post is about. */
export interface AskedReading {
  text: Reading;
  claimant: Reading;
  saidOn: Reading;
}

/** Reads a text. Pure; the cost grows with its length, so callers bound that. */
export function toReading(text: string, rarity: Rarity): Reading {
  const tokens = tokenize(text);
  const isFunctionWord = toFunctionWords(toLikelyLanguages(text));
  const telling = tokens.filter(({ word }) => !STOP_WORDS.has(word) && !isFunctionWord(word));
  const kept = telling.length > 0 ? telling : tokens;
  const terms = new Map<string, ReadTerm>();
  let weight = 0;
  for (const { stem, name } of kept) {
    const known = terms.get(stem);
    if (known) {
      known.count += 1;
      known.name ||= name;
    } else {
      const term = { stem, count: 1, weight: rarity.stem(stem), name };
      weight += term.weight;
      terms.set(stem, term);
    }
  }
  const sequence = kept.map((token) => token.stem);
  const roots = new Map<string, { count: number; rarity: number }>();
  for (const { stem, count } of terms.values()) {
    const root = toRoot(stem);
    const known = roots.get(root);
    if (known) known.count += count;
    else roots.set(root, { count, rarity: rarity.root(root) });
  }
  let grams: Grams | undefined;
  let facts: Facts | undefined;
  return {
    ...{ text, tokens, sequence, terms, weight, roots },
    grams() {
      grams ??= toGrams(sequence, rarity);
      return grams;
    },
    facts() {
      facts ??= toFacts(text);
      return facts;
    },
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
export function overlap(one: Reading, other: Reading): number {
  let shared = 0;
  for (const [stem, { weight }] of one.terms) if (other.terms.has(stem)) shared += weight;
  return (2 * shared) / (one.weight + other.weight || 1);
}

/** How many of a prior claim's wordings are measured: one alone finds an eighth less, a fourth finds nothing. */
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

/** So many of a message's stems the background knows where it is English: "Vaccines cause autism" has no function word. */
const MOSTLY = 0.7;

/**
 * Whether a message is in a language whose "not" is known: in another one its denial of a claim would look like the claim. Where several languages are as
 * probable, one of them is enough.
 */
export function isDenialTold(text: string, windows: readonly Reading[], rarity: Rarity): boolean {
  if (toLikelyLanguages(text).some((language) => NEGATION_LANGUAGES.has(language))) return true;
  const stems = new Set(windows.flatMap(({ terms }) => Array.from(terms.keys())));
  return Array.from(stems).filter((stem) => rarity.knows(stem)).length >= MOSTLY * stems.size;
}

/** What was found before: one message is compared with fifty claims that share its words. The readings' cache bounds it. */
const MOST_KNOWN = 5_000;
const bestOf = new WeakMap<Reading, Map<string, number>>();

/** The best likeness of a stem to any stem of a reading. */
export function bestLikeness(stem: string, reading: Reading): number {
  if (reading.terms.has(stem)) return 1;
  const known = bestOf.get(reading) ?? new Map<string, number>();
  bestOf.set(reading, known);
  const before = known.get(stem);
  if (before !== undefined) return before;
  let best = 0;
  for (const other of reading.terms.keys()) {
    const found = likeness(stem, other);
    if (found > best) best = found;
  }
  if (known.size < MOST_KNOWN) known.set(stem, best);
  return best;
}
