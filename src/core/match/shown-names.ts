/** The one-spelling names of `unifyNames`, as people read them. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['usa', 'US'],
  ['uk', 'UK'],
  ['eu', 'EU'],
  ['un', 'UN'],
  ['whorg', 'WHO'],
  ['covid', 'COVID-19'],
  ['ussr', 'Soviet Union'],
  ['worldwar1', 'World War I'],
  ['worldwar2', 'World War II'],
  ['ai', 'AI'],
  ['northkorea', 'North Korea'],
  ['southkorea', 'South Korea'],
]);

/** A word as it stood in the text, or the usual spelling of a unified name. */
export function toShown(piece: string): string {
  return SHOWN.get(piece) ?? piece;
}
