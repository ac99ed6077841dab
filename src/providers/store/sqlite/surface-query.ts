import { chooseTerms, toUsableTerms } from '../search-terms.ts';

/**
 * Makes the FTS5 expression that finds entries with any of the terms, or with the rarest ones if all would be too many.
 *
 * @param terms any text
 * @param count how many entries hold a term
 * @returns undefined if no term holds a letter or digit; otherwise an expression that never is a syntax error
 */
export function toMatch(terms: readonly string[], count: (term: string) => number): string | undefined {
  const chosen = chooseTerms(toUsableTerms(terms), count);
  return chosen.length === 0 ? undefined : chosen.map(quote).join(' OR ');
}

/** Inside double quotes everything is text to FTS5; the quote itself is doubled. */
function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
