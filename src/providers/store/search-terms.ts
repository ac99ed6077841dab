/** The most terms one search looks at: far more than any sentence needs, few enough for any text. */
const MAX_TERMS = 64;

/**
 * How many index entries a search may rank. Ranking costs about 1.1 µs an entry, and words that stand in every tenth
 * claim cost the most and tell the least: with 4,000 a search takes half as long again, and no more is found of the CheckThat! 2020 dev queries.
 */
const MAX_ENTRIES = 1_500;

/** The rarest terms are used however common they are, so that a claim of common words is found as well. */
const MIN_TERMS = 3;

/** Shorter words have a neighbour too easily: "form", "from". */
const SHORTEST_MISTYPED = 5;
/** In letters; a longer row of them is no word. */
const LONGEST_MISTYPED = 20;

/** A word with two neighbouring letters exchanged, in all ways: "autsim", "autism". The first letter is seldom mistyped. */
export function toTranspositions(term: string): string[] {
  if (term.length < SHORTEST_MISTYPED || term.length > LONGEST_MISTYPED) return [];
  return Array.from({ length: term.length - 2 }, (_, at) =>
    [term.slice(0, at + 1), term[at + 2], term[at + 1], term.slice(at + 3)].join(''),
  );
}

/** The terms that can be looked for, each once. @param terms any text */
export function toUsableTerms(terms: readonly string[]): string[] {
  return [...new Set(terms.map(toToken))].filter((term) => /[\p{L}\p{N}]/u.test(term)).slice(0, MAX_TERMS);
}

/**
 * Chooses the terms that entries are looked for with: all, or the rarest ones if all would be too many.
 *
 * @param usable as `toUsableTerms` gives them
 * @param count how many entries hold a term
 */
export function chooseTerms(usable: readonly string[], count: (term: string) => number): string[] {
  // A word known nowhere may be mistyped.
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

/** NUL ends an expression inside SQLite and is no text to PostgreSQL; a lone surrogate is no UTF-8. */
function toToken(term: string): string {
  return term.replaceAll('\0', ' ').toWellFormed().trim();
}
