import { type NamedDate, takeDates } from './dates.ts';
import { TITLES } from './lexicon.ts';
import { toFunctionWords, toLikelyLanguages } from './message-language.ts';
import { toHanDigits } from './number-words.ts';
import { type Quantity, toQuantities } from './numbers.ts';
import { toPlace } from './places.ts';
import { fold, STOP_WORDS, type Token, tokenize, unifyNames } from './tokens.ts';

/** What can make a text another claim: its numbers, dates, places, words and negations. */
export interface Facts {
  /** Without its dates. */
  text: string;
  /** The languages that it may be in: see `toLikelyLanguages`. */
  languages: readonly string[];
  quantities: readonly Quantity[];
  dates: readonly NamedDate[];
  /** Canonical place to the token that names it. */
  places: ReadonlyMap<string, Token>;
  /** All tokens but those of dates, in order. */
  tokens: readonly Token[];
  /** Without stop words, numbers, places and titles. */
  content: readonly Token[];
}

/** Caches what is read from a text's facts, for all comparisons with other texts. */
export function onceForFacts<T>(read: (facts: Facts) => T): (facts: Facts) => T {
  const known = new WeakMap<Facts, { value: T }>();
  return (facts) => {
    const found = known.get(facts) ?? { value: read(facts) };
    known.set(facts, found);
    return found.value;
  };
}

/** Reads a text's facts. Pure. */
export function toFacts(text: string): Facts {
  const plain = text
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[<>](?= ?[$€£¥]?[\d.])/g, (sign) => (sign === '<' ? ' less than ' : ' more than '))
    .replaceAll('≠', ' is not ');
  const languages = toLikelyLanguages(text);
  const { dates, rest: undated } = takeDates(languages.includes('zh') ? toHanDigits(plain) : plain, languages);
  // "COVID-19" and "World War 2" are names, not numbers.
  const rest = unifyNames(undated)
    .replace(/\bfor good\b/giu, 'forever')
    // What "has yet to" happen has not happened.
    .replace(/\b(?:has|have|had|is|are) yet to\b/giu, 'did not');
  const tokens = tokenize(rest);
  const places = new Map<string, Token>();
  for (const token of tokens) {
    const place = toPlace(token.word);
    if (place !== undefined && !places.has(place)) places.set(place, token);
  }
  const quantities = toQuantities(rest, languages);
  const counted = new Set(quantities.flatMap(({ raw }) => fold(raw).split(' ')));
  const isFunctionWord = toFunctionWords(languages);
  const content = tokens.filter(
    ({ word }) =>
      !STOP_WORDS.has(word) &&
      !isFunctionWord(word) &&
      !TITLES.has(word) &&
      !counted.has(word) &&
      !/^\p{N}/u.test(word) &&
      toPlace(word) === undefined,
  );
  return { text: rest, languages, quantities, dates, places, tokens, content };
}
