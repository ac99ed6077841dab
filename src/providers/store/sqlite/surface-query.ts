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
function toTranspositions(term: string): string[] {
  if (term.length < SHORTEST_MISTYPED || term.length > LONGEST_MISTYPED) return [];
  return Array.from({ length: term.length - 2 }, (_, at) =>
    [term.slice(0, at + 1), term[at + 2], term[at + 1], term.slice(at + 3)].join(''),
  );
}

/**
 * Makes the FTS5 expression that finds entries with any of the terms, or with the rarest ones if all would be too many.
 *
 * @param terms any text
 * @param count how many entries hold a term
 * @returns undefined if no term holds a letter or digit; otherwise an expression that never is a syntax error
 */
export function toMatch(terms: readonly string[], count: (term: string) => number): string | undefined {
  const usable = [...new Set(terms.map(toToken))].filter((term) => /[\p{L}\p{N}]/u.test(term)).slice(0, MAX_TERMS);
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
    chosen.push(quote(term));
  }
  return chosen.length === 0 ? undefined : chosen.join(' OR ');
}

/** NUL would end the expression inside SQLite; a lone surrogate is no UTF-8. */
function toToken(term: string): string {
  return term.replaceAll('\0', ' ').toWellFormed().trim();
}

/** Inside double quotes everything is text to FTS5; the quote itself is doubled. */
function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
