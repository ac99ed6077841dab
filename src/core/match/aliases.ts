/**
 * Names that stand for one thing under several spellings, brought to one token before anything is compared. Only names
 * whose spellings truly mean the same belong here: an alias can make two claims one. A pattern is only tried where one of its hints stands in the
 * lower-case text: most texts have none of them.
 */
const PHRASES: readonly (readonly [hints: readonly string[], RegExp, string])[] = [
  [
    ['united states', 'us', 'u.s', 'u s', 'u. s'],
    /\b(?:the )?united states of america\b|\b(?:the )?united states\b|\bu\. ?s\. ?a\b\.?|\busa\b|\bu\.s\.?(?!\w)/giu,
    ' usa ',
  ],
  [['us'], /\bUS\b/gu, ' usa '],
  [['in america'], /\bin America\b/giu, ' in usa '],
  [
    ['united kingdom', 'u.k', 'great britain'],
    /\b(?:the )?united kingdom\b|\bu\.k\.?(?!\w)|\bgreat britain\b/giu,
    ' uk ',
  ],
  [['european union', 'e.u'], /\b(?:the )?european union\b|\be\.u\.?(?!\w)/giu, ' eu '],
  [['united nations', 'u.n'], /\b(?:the )?united nations\b|\bu\.n\.?(?!\w)/giu, ' un '],
  [['world health'], /\b(?:the )?world health organi[sz]ation\b/giu, ' whorg '],
  [['who'], /\bWHO\b(?!\?)/gu, ' whorg '],
  [
    ['corona', 'covid', 'sars'],
    /\b(?:novel |new )?corona ?virus(?: disease)?(?:[ -]?2019)?\b|\bcovid(?:[ -]?19)?\b|\bsars[ -]cov[ -]2\b/giu,
    ' covid ',
  ],
  [['soviet', 'us', 'u.s'], /\bsoviet union\b|\bu\.?s\.?s\.?r\b\.?/giu, ' ussr '],
  [['world war', 'ww'], /\bworld war (?:two|ii|2)\b|\bsecond world war\b|\bww ?(?:2|ii)\b/giu, ' worldwar2 '],
  [['world war', 'ww'], /\bworld war (?:one|i|1)\b|\bfirst world war\b|\bww ?(?:1|i)\b/giu, ' worldwar1 '],
  [['artificial', 'ai', 'a.i'], /\bartificial intelligence\b|\bA\.?I\b\.?/gu, ' ai '],
  [['electric', 'ev'], /\belectric (?:car|vehicle)s?\b|\bEVs?\b/gu, ' electric car '],
  [['phone', 'cellular', 'mobiles'], /\b(?:mobile|cell|smart)[ -]?phones?\b|\bcellulars?\b|\bmobiles\b/giu, ' phone '],
  [['cent', '%', '％'], /\bper ?cent\b|%|％/giu, ' percent '],
  [['korea'], /\bn(?:orth)?\.? korea(n)?(s)?\b/giu, ' northkorea '],
  [['korea'], /\bs(?:outh)?\.? korea(n)?(s)?\b/giu, ' southkorea '],
];

/** @returns the text with every known name in its one spelling; case of the rest is kept */
export function unifyNames(text: string): string {
  let result = text;
  const lower = text.toLowerCase();
  for (const [hints, pattern, name] of PHRASES) {
    if (hints.some((hint) => lower.includes(hint))) result = result.replace(pattern, name);
  }
  return result;
}
