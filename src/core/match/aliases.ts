/**
 * Names that stand for one thing under several spellings, brought to one token before anything is compared. Only names
 * whose spellings truly mean the same belong here: an alias can make two claims one.
 */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:the )?united states of america\b|\b(?:the )?united states\b|\bu\.? ?s\.? ?a\b\.?|\bu\.s\.?(?!\w)/giu, ' usa '],
  // "US" in capitals is the country, "us" a pronoun.
  [/\bUS\b/gu, ' usa '],
  [/\b(?:the )?united kingdom\b|\bu\.k\.?(?!\w)|\bgreat britain\b/giu, ' uk '],
  [/\b(?:the )?european union\b|\be\.u\.?(?!\w)/giu, ' eu '],
  [/\b(?:the )?united nations\b|\bu\.n\.?(?!\w)/giu, ' un '],
  [/\b(?:the )?world health organi[sz]ation\b/giu, ' whorg '],
  [/\bWHO\b(?!\?)/gu, ' whorg '],
  [
    /\b(?:novel |new )?corona ?virus(?: disease)?(?:[ -]?2019)?\b|\bcovid(?:[ -]?19)?\b|\bsars[ -]cov[ -]2\b/giu,
    ' covid ',
  ],
  [/\bsoviet union\b|\bu\.?s\.?s\.?r\b\.?/giu, ' ussr '],
  [/\bworld war (?:two|ii|2)\b|\bsecond world war\b|\bww ?(?:2|ii)\b/giu, ' worldwar2 '],
  [/\bworld war (?:one|i|1)\b|\bfirst world war\b|\bww ?(?:1|i)\b/giu, ' worldwar1 '],
  [/\bartificial intelligence\b|\bA\.?I\b\.?/gu, ' ai '],
  [/\belectric (?:car|vehicle)s?\b|\bEVs?\b/gu, ' electric car '],
  [/\b(?:mobile|cell|smart)[ -]?phones?\b|\bcellulars?\b|\bmobiles\b/giu, ' phone '],
  [/\bper ?cent\b|%|％/giu, ' percent '],
  [/\bn(?:orth)?\.? korea(n)?(s)?\b/giu, ' northkorea '],
  [/\bs(?:outh)?\.? korea(n)?(s)?\b/giu, ' southkorea '],
];

/** @returns the text with every known name in its one spelling; case of the rest is kept */
export function unifyNames(text: string): string {
  let result = text;
  for (const [pattern, name] of PHRASES) result = result.replace(pattern, name);
  return result;
}
