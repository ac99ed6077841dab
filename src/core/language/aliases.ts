import rows from './data/aliases.json' with { type: 'json' };

/**
 * Names that stand for one thing under several spellings, brought to one token before anything is compared. Only names
 * whose spellings truly mean the same belong here: an alias can make two claims one. A pattern is only tried where one of its hints stands in the
 * lower-case text: most texts have none of them.
 */
const ALIASES = rows.map(({ name, hints, pattern, flags = 'giu' }) => {
  return { name: ` ${name} `, hints: hints.split('|'), pattern: new RegExp(pattern, flags) };
});
/** The names as people read them. */
const SHOWN: ReadonlyMap<string, string> = new Map(rows.map(({ name, shown = name }) => [name, shown]));

/** @returns the text with every known name in its one spelling; case of the rest is kept */
export function unifyNames(text: string): string {
  const lower = text.toLowerCase();
  return ALIASES.reduce(
    (result, { name, hints, pattern }) =>
      hints.some((hint) => lower.includes(hint)) ? result.replace(pattern, name) : result,
    text,
  );
}

/** A word as it stood in the text, or the usual spelling of a unified name. */
export function toShown(piece: string): string {
  return SHOWN.get(piece) ?? piece;
}
