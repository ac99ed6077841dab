import { isVerbLike } from './verbs.ts';

/** How much of a sentence is read: what it is about stands in front. */
const MOST_READ = 600;
const NUMBER =
  /(?<![\p{L}\p{N}])[$€£]?\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand|million|billion|half|twice|double|percent|per cent)\b/iu;
const TELLING =
  /\b(?:caus(?:e|es|ed|ing)|kill(?:s|ed|ing)?|prevent(?:s|ed)?|cur(?:e|es|ed)|lead(?:s)? to|led to|linked to|contain(?:s|ed)?|increas(?:e|es|ed)|decreas(?:e|es|ed)|reduc(?:e|es|ed)|invent(?:ed|s)?|discover(?:ed|s)?|won|died|born|built|founded|banned|arrested|confirm(?:s|ed)?|admit(?:s|ted)|prov(?:e|es|ed|en)|fak(?:e|es|ed)|staged|rigged|hid|hidden|signed|voted|elected|passed|bought|sold|paid|costs?|makes?|made|gives?|gave|visible|toxic|radioactive|spread(?:s)?|infect(?:s|ed)?|protect(?:s|ed)?|destroy(?:s|ed)?|according to|stud(?:y|ies)|scientists?|researchers?)\b/iu;
const ABSOLUTE =
  /\b(?:all|never|always|every|only|no|none|most|first|nobody|everyone|entire|largest|biggest|highest|oldest|tallest|fastest)\b/iu;
const TALK =
  /^(?:i|i'm|i've|i'll|im|we're|we've|we'll|me|just|back|off|going|heading|remember|imagine|anyway|btw|talk about|(?:please )?(?:share|forward|pass(?:ing)?|spread|copy and paste|warn|tell|raise your|fill up|save our|think about|better safe|drain)|my apologies|have a|gross but|mums and|big grain|full video|here is an? (?:picture|photo|video)|my (?!\p{L}+(?: \p{L}+)? (?:says?|said|claims?|told|swears?|read|heard|thinks?)))(?![\p{L}'])/iu;

/**
 * How much there is to check in a sentence: numbers, names, dates, causes and deeds weigh most. Below 0 it is talk around a claim, not one.
 * The scale means nothing beyond its order.
 */
export function toWorth(sentence: string): number {
  const text = sentence.slice(0, MOST_READ).replace(/[’‘]/gu, "'");
  const words = text.split(/\s+/u);
  const lower = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, ''));
  let worth = 0;
  if (NUMBER.test(text)) worth += 2;
  if (hasName(words)) worth += 2;
  if (TELLING.test(text)) worth += 2;
  if (ABSOLUTE.test(text)) worth += 1;
  if (lower.some(isVerbLike)) worth += 1;
  if (TALK.test(text)) worth -= 3;
  if (text.endsWith(':')) worth -= 4;
  if (words.length < 3) worth -= 2;
  return worth;
}

/** A capital where the sentence asks for none; in a text that shouts, capitals say nothing. */
function hasName(words: readonly string[]): boolean {
  if (!words.some((word) => /^\p{Ll}/u.test(word))) return false;
  return words.some((word, at) => (at > 0 ? /^["'(]?\p{Lu}\p{L}/u : /^\p{Lu}{2,}/u).test(word) && !/^I'/.test(word));
}
