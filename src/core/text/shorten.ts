/**
 * The beginning of a text; what is longer ends with a whole word and an ellipsis.
 *
 * @param limit UTF-16 units, the ellipsis and its space not counted
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit).toWellFormed();
  return `${start.replace(/\s+\S*$/u, '')} …`;
}
