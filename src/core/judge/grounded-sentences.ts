import { says } from '../language/coverage.ts';
import { dateCovers } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { areEqual, type Quantity } from '../language/numbers.ts';
import type { Token } from '../language/tokens.ts';

/** A longer one is no sentence for a card. */
const MOST_CHARACTERS = 400;
/** Markup, links, mentions, control and direction characters: none of them belongs on a card. */
const UNFIT =
  /https?:|www\.|[@#][\p{L}\p{N}_]|[<>*_`[\]{}|~\\^]|\p{Cc}|[\u202a-\u202e\u2066-\u2069]|[\p{L}\p{N}]\.(?:com|org|net|info|io|ru|cn|uk|de|fr)(?!\p{L})/iu;

/** Whether a text of the model can stand on a card at all: one line without markup, links or mentions. */
export function isFit(text: string): boolean {
  return text.trim() !== '' && text.length <= MOST_CHARACTERS && !UNFIT.test(text);
}

/**
 * Whether each number, date and name of a text stands in its sources. What the text says of them is left to the cross-examination. Pure.
 *
 * @param sources the cited quotes, and the claim
 */
export function isSaidBy(text: string, sources: readonly string[]): boolean {
  const facts = toFacts(text);
  const from = sources.map(toFacts);
  return (
    facts.quantities.every((one) => from.some((source) => isOneOf(one, source))) &&
    facts.dates.every((date) => from.some(({ dates }) => dates.some((other) => dateCovers(other, date)))) &&
    toDigits(text).every((digits) => sources.some((source) => toDigits(source).includes(digits))) &&
    Array.from(facts.places.keys()).every((place) => from.some(({ places }) => places.has(place))) &&
    toNames(facts).every(({ stem }) => from.some((source) => says(source, stem)))
  );
}

/** Runs of digits in any script, without their separators: numbers that the number parser does not understand are compared as they stand. */
function toDigits(text: string): string[] {
  return Array.from(text.normalize('NFKC').matchAll(/\p{Nd}+(?:[.,  ]\p{Nd}+)*/gu), ([run]) =>
    run.replace(/[^\p{Nd}]/gu, ''),
  );
}

/** Words capitalised as names: anywhere in a sentence, or at its beginning if the name goes on with the next word. */
function toNames({ tokens }: Facts): Token[] {
  return tokens.filter((token, at) => {
    if (token.name) return /^\p{Lu}/u.test(token.shown);
    const opens = tokens[at - 1]?.sentence !== token.sentence;
    return opens && /^\p{Lu}/u.test(token.shown) && (tokens[at + 1]?.name ?? false) && token.word.length > 3;
  });
}

function isOneOf(quantity: Quantity, { quantities }: Facts): boolean {
  return quantities.some((other) => areEqual(quantity, other));
}
