import { toFunctionWords, toLikelyLanguages } from '../language/message-language.ts';
import { type Grams, toGrams } from './grams.ts';
import { type Rarity, toRoot } from './rarity.ts';
import { STOP_WORDS } from './terms.ts';
import { type Token, tokenize } from './tokens.ts';

/** One stem of a text, with what the features need to know of it. */
export interface ReadTerm {
  stem: string;
  count: number;
  /** How telling the word is, 0 to 1: see `createRarity`. */
  weight: number;
  /** It is written like a name somewhere in the text. */
  name: boolean;
  /** The sentences it stands in, as indexes. */
  sentences: Set<number>;
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
  sentences: number;
  /** Its terms by their roots: how often they occur, and how telling they are. */
  roots: ReadonlyMap<string, { count: number; rarity: number }>;
  /** Its character n-grams; most readings are never asked for them. */
  grams(): Grams;
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
  for (const token of kept) {
    const known = terms.get(token.stem);
    if (known) {
      known.count += 1;
      known.name ||= token.name;
      known.sentences.add(token.sentence);
    } else {
      const telling = rarity.stem(token.stem);
      weight += telling;
      const sentences = new Set([token.sentence]);
      terms.set(token.stem, { stem: token.stem, count: 1, weight: telling, name: token.name, sentences });
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
  const sentences = (tokens.at(-1)?.sentence ?? -1) + 1;
  let made: Grams | undefined;
  const grams = () => {
    made ??= toGrams(sequence, rarity);
    return made;
  };
  return { text, tokens, sequence, terms, weight, sentences, roots, grams };
}
