import { tokenize } from '../language/tokens.ts';
import type { Stance } from '../types.ts';

/** A quote, as far as its weight goes. */
export interface WeighedQuote {
  text: string;
  stance: Stance;
  /** The passage it stands in. */
  passage: { text: string };
  /** The publisher behind its page; empty if nobody is known to be. */
  publisherKey: string;
  /** On the operator's list of primary sources. */
  primary: boolean;
}

/** Two sentences that have this share of their words in common are one text that was copied. */
const NEAR_COPY = 0.8;
/** The share of the shorter sentence's runs of words in the longer one that makes them one text, with a clause added. */
const COPIED_RUNS = 0.7;
/** The share of the shorter passage's runs that makes two passages one report in two places. */
const COPIED_PASSAGE = 0.5;
const RUN = 3;
/** With fewer runs, people say the same in the same words by chance; so do a claim and its denial within one sentence. */
const LEAST_RUNS = 4;
const LEAST_PASSAGE_RUNS = 12;

interface Words {
  stance: Stance;
  all: ReadonlySet<string>;
  runs: ReadonlySet<string>;
  /** Of the whole passage. */
  around: ReadonlySet<string>;
}

function toWords({ text, stance, passage }: WeighedQuote): Words {
  const stems = toStems(text);
  return { stance, all: new Set(stems), runs: toRuns(stems), around: toRuns(toStems(passage.text)) };
}

function toStems(text: string): string[] {
  return tokenize(text).map(({ stem }) => stem);
}

function toRuns(stems: readonly string[]): Set<string> {
  return new Set(stems.slice(RUN - 1).map((_, at) => stems.slice(at, at + RUN).join(' ')));
}

function areCopies(one: Words, other: Words): boolean {
  if (share(one.around, other.around, LEAST_PASSAGE_RUNS) >= COPIED_PASSAGE) return true;
  if (one.stance !== other.stance) return false;
  const union = one.all.union(other.all).size;
  if (union > 0 && one.all.intersection(other.all).size >= NEAR_COPY * union) return true;
  return share(one.runs, other.runs, LEAST_RUNS) >= COPIED_RUNS;
}

/** How much of the smaller set stands in the other; 0 if it has less than `least`. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>, least: number): number {
  const size = Math.min(one.size, other.size);
  return size < least ? 0 : one.intersection(other).size / size;
}

/** A publisher key up to its first slash: all hosts where anybody can publish (`free/…`) are one voice. */
function toVoice({ publisherKey }: WeighedQuote): string {
  return publisherKey.split('/')[0] ?? '';
}

/** How many publishers the quotes come from, with those that copy one another counted once; and whether one is a primary source. Pure. */
function toWeight(quotes: readonly WeighedQuote[]): { publishers: number; primary: boolean } {
  let groups: { key: string; words: Words }[][] = [];
  for (const quote of quotes) {
    const key = toVoice(quote);
    if (key === '') continue;
    const words = toWords(quote);
    const joined = groups.filter((group) => group.some((other) => other.key === key || areCopies(words, other.words)));
    groups = [...groups.filter((group) => !joined.includes(group)), [{ key, words }, ...joined.flat()]];
  }
  return { publishers: groups.length, primary: quotes.some(({ primary }) => primary) };
}

/** The weight as one number: publishers, and one more for a primary source. */
export function toVotes(quotes: readonly WeighedQuote[]): number {
  const { publishers, primary } = toWeight(quotes);
  return publishers + (primary ? 1 : 0);
}

/** Whether quotes come from several publishers but weigh no more than one, since they copy one another. */
export function areCopied(quotes: readonly WeighedQuote[]): boolean {
  const voices = new Set(quotes.map(toVoice).filter((voice) => voice !== ''));
  return voices.size > 1 && toVotes(quotes) === 1;
}

/** A firm label needs this many publishers; one primary source is enough as well. */
const ENOUGH_PUBLISHERS = 2;

/** Whether quotes weigh enough for a firm label: two publishers that do not copy one another, or a primary source. */
export function areEnough(quotes: readonly WeighedQuote[]): boolean {
  const { publishers, primary } = toWeight(quotes);
  return primary || publishers >= ENOUGH_PUBLISHERS;
}
