/** The most terms of a search: far more than any sentence needs, few enough for any text. */
const MAX_TERMS = 64;

/**
 * How many index entries a search may rank. Ranking costs about 1.1 µs per entry, and words that occur in every tenth claim cost the
 * most and tell the least: with 4,000, a search takes 50 % longer and finds no more of the CheckThat! 2020 dev queries.
 */
const MAX_ENTRIES = 1_500;

/** This many of the rarest terms are always used, so that a claim of common words can be found too. */
const MIN_TERMS = 3;

/** In letters. With a swap, shorter words easily become another word: "form", "from". */
const SHORTEST_MISTYPED = 5;
/** In letters. Anything longer is not a word. */
const LONGEST_MISTYPED = 20;

/** All words that result from swapping two adjacent letters ("autsim", "autism"), except the first, which is seldom mistyped. */
function toTranspositions(term: string): string[] {
  if (term.length < SHORTEST_MISTYPED || term.length > LONGEST_MISTYPED) return [];
  return Array.from({ length: term.length - 2 }, (_, at) =>
    [term.slice(0, at + 1), term[at + 2], term[at + 1], term.slice(at + 3)].join(''),
  );
}

/** The distinct terms that can be searched. @param terms any texts */
export function toUsableTerms(terms: readonly string[]): string[] {
  return [...new Set(terms.map(toToken))].filter((term) => /[\p{L}\p{N}]/u.test(term)).slice(0, MAX_TERMS);
}

/**
 * Chooses the terms of a search: all, or the rarest ones if all would match too many entries.
 *
 * @param usable as `toUsableTerms` returns them
 * @param count the number of entries with a term
 */
export function chooseTerms(usable: readonly string[], count: (term: string) => number): string[] {
  // A word without entries may be mistyped.
  const known = usable.flatMap((term) =>
    count(term) > 0 ? [term] : [term, ...toTranspositions(term).filter((other) => count(other) > 0)],
  );
  const rarestFirst = known.map((term) => ({ term, count: count(term) })).sort((a, b) => a.count - b.count);
  const chosen: string[] = [];
  let entries = 0;
  for (const { term, count } of rarestFirst) {
    entries += count;
    if (entries > MAX_ENTRIES && chosen.length >= MIN_TERMS) break;
    chosen.push(term);
  }
  return chosen;
}

/**
 * The number of entries per term; for terms without entries, also that of their transpositions.
 *
 * @param ask the numbers of entries of those terms that have some
 */
export async function countTerms(
  terms: readonly string[],
  ask: (terms: readonly string[]) => Promise<readonly { term: string; entries: number }[]>,
): Promise<Map<string, number>> {
  const toPairs = async (some: readonly string[]) =>
    (await ask(some)).map(({ term, entries }) => [term, entries] as const);
  const counts = new Map(await toPairs(terms));
  const others = terms.filter((term) => !counts.has(term)).flatMap(toTranspositions);
  return others.length > 0 ? new Map([...counts, ...(await toPairs(others))]) : counts;
}

/** NUL ends an expression in SQLite and is invalid text in PostgreSQL; a lone surrogate is invalid UTF-8. */
function toToken(term: string): string {
  return term.replaceAll('\0', ' ').toWellFormed().trim();
}
