import { toStatedForms } from '../language/canonical-form.ts';
import { says, shareScript, toCoverage } from '../language/coverage.ts';
import { dateCovers } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { isNegator } from '../language/message-language.ts';
import { comparePolarity } from '../language/negation.ts';
import { areEqual } from '../language/numbers.ts';
import { toPlace } from '../language/places.ts';
import { splitSentences } from '../language/sentences.ts';
import { unifyNames } from '../language/tokens.ts';

/** The least share of a claim's words that must stand in the message: the others only join them to a sentence. */
const LEAST_OWN = 0.6;
const DAY_MS = 86_400_000;
const UNFIT = /https?:|www\.|(?<![\p{L}\p{N}])[@#][\p{L}_]|[\p{L}\p{N}]@[\p{L}\p{N}]|\p{Cc}/iu;
/** A domain. Some companies are named like one, and chats make links of them: a model may name only the message's own domains. */
const DOMAIN = /(?<![\p{L}\p{N}.-])[\p{L}\p{N}.-]*[\p{L}\p{N}]\.\p{L}{2,}/giu;

/** Whether a text may go on a card and to a search: it has no link or handle, and no domain but the message's. */
export function isFit(text: string, message: string): boolean {
  if (text === '' || UNFIT.test(text)) return false;
  return (text.toLowerCase().match(DOMAIN) ?? []).every((domain) => message.toLowerCase().includes(domain));
}

/** Whether all numbers, places and names of a claim stand in the message, and most of its words too, unless it is a translation. */
export function isMadeOf(
  claim: string,
  message: string,
  { language, sentOn }: { language: string; sentOn: string | undefined },
): boolean {
  const facts = toFacts(claim);
  const from = toFacts(message);
  const has = ({ stem }: { stem: string }) => says(from, stem);
  const read = new Set(facts.quantities.flatMap(({ raw }) => toDigits(raw)));
  const said = new Set([...toDigits(message), ...toTimes(message, sentOn)]);
  const isTranslated = isTranslation(facts, from, language);
  // Names in another alphabet, and abbreviations in another language, cannot be compared.
  const names = facts.tokens.filter(({ name, shown, word }) => {
    return name && toPlace(word) === undefined && !(isTranslated && shown === shown.toUpperCase());
  });
  return (
    // "Forty" is 40: what is read as a quantity is compared as one; "covid" is COVID-19.
    toDigits(unifyNames(claim)).every((run) => said.has(run) || read.has(run)) &&
    facts.quantities.every((one) => from.quantities.some((other) => areEqual(one, other))) &&
    Array.from(facts.places.keys()).every((place) => from.places.has(place)) &&
    (!shareScript(claim, message) || names.every(has)) &&
    (isTranslated || facts.content.filter(has).length >= LEAST_OWN * facts.content.length) &&
    facts.tokens.length > 0
  );
}

/** Whether an English sentence has all numbers and dates of its source, no others, no other countries, and "not" if the source has it. */
export function isTranslationOf(english: string, text: string): boolean {
  const [from, to] = [toFacts(text), toFacts(english)];
  // Of all places, only countries are known in every language.
  const countries = Array.from(to.places.keys()).filter((place) => place.length === 2);
  return (
    saysNumbersOf({ facts: to, text: english }, { facts: from, text }) &&
    saysNumbersOf({ facts: from, text }, { facts: to, text: english }) &&
    countries.every((place) => from.places.has(place)) &&
    denies(from) === denies(to)
  );
}

/** Whether one of two texts says every number and date of the other. */
function saysNumbersOf(one: { facts: Facts; text: string }, other: { facts: Facts; text: string }): boolean {
  const { quantities, dates } = one.facts;
  const read = new Set(other.facts.quantities.flatMap(({ raw }) => toDigits(raw)));
  const said = new Set([...toDigits(one.text), ...quantities.map(({ value }) => `${value}`)]);
  return (
    other.facts.quantities.every((quantity) => quantities.some((like) => areEqual(like, quantity))) &&
    other.facts.dates.every((date) => dates.some((like) => dateCovers(date, like))) &&
    toDigits(other.text).every((run) => said.has(run) || read.has(run))
  );
}

/** Whether a claim is in another language than its source: by its letters, or by its tag if the claim's words can be of that language. */
function isTranslation(claim: Facts, from: Facts, tag: string): boolean {
  if (!shareScript(claim.text, from.text)) return true;
  const [language = ''] = tag.toLowerCase().split('-');
  const isIn = ({ languages }: Facts) => languages.length === 0 || languages.includes(language);
  return isIn(claim) && !isIn(from);
}

/** The years and days that "last year" and "yesterday" may mean in a message that cannot be understood without its day; else none. */
function toTimes(message: string, sentOn: string | undefined): string[] {
  const today = Date.parse(`${sentOn}T00:00:00Z`);
  const isStated = splitSentences(message).every((sentence) => toStatedForms(sentence).length > 0);
  if (isStated || Number.isNaN(today)) return [];
  const days = [new Date(today), new Date(today - DAY_MS)];
  const year = new Date(today).getUTCFullYear();
  return [year, year - 1, ...days.map((day) => day.getUTCDate())].map(String);
}

/** Whether a claim has a "not" more or less than the message's nearest sentence: that makes it another claim. */
export function isTurned(claim: string, message: string, language: string): boolean {
  const facts = toFacts(claim);
  const sentences = splitSentences(message).map((text) => {
    const read = toFacts(text);
    return { read, share: toCoverage(facts, read).share };
  });
  // Which sentence was translated is not known.
  if (sentences.every(({ read }) => isTranslation(facts, read, language)))
    return sentences.every(({ read }) => denies(read) !== denies(facts));
  const nearest = sentences.toSorted((a, b) => b.share - a.share)[0];
  if (!nearest || nearest.share < LEAST_OWN) return false;
  if (/^en\b/i.test(language)) return comparePolarity(facts, nearest.read).turned;
  return denies(facts) !== denies(nearest.read);
}

function denies({ tokens, languages }: Facts): boolean {
  return tokens.some(({ word }) => isNegator(word, languages));
}

/** Runs of digits in any script; separators do not count. */
function toDigits(text: string): string[] {
  return Array.from(text.normalize('NFKC').matchAll(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu), ([run]) => run.replace(/[.,]/g, ''));
}
