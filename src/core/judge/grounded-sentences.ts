import { says, shareScript, toCoverage } from '../language/coverage.ts';
import { dateCovers } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { toCues, toCueText } from '../language/hedges.ts';
import { comparePolarity } from '../language/negation.ts';
import { areEqual, type Quantity } from '../language/numbers.ts';
import type { Token } from '../language/tokens.ts';
import type { FirmLabel } from '../types.ts';

/** A longer one is no sentence for a card. */
const MOST_CHARACTERS = 400;
/** Markup, links, mentions, control and direction characters: nothing of it is for a card. */
const UNFIT =
  /https?:|www\.|[@#][\p{L}\p{N}_]|[<>*_`[\]{}|~\\^]|\p{Cc}|[\u202a-\u202e\u2066-\u2069]|[\p{L}\p{N}]\.(?:com|org|net|info|io|ru|cn|uk|de|fr)(?!\p{L})/iu;
/** So much of a sentence's words must stand in what it cites: the rest is what joins them. */
const LEAST_SAID = 0.4;

/** Whether a text of the model can stand on a card at all: one line without markup, links or mentions. */
export function isFit(text: string): boolean {
  return text.trim() !== '' && text.length <= MOST_CHARACTERS && !UNFIT.test(text);
}

/**
 * Whether each number, date and name of a text stands in its sources, and most of its other words do too. Pure.
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

/** Whether enough of a sentence's own words stand in its sources; where they are in another language that cannot be told. */
export function isWordedBy(text: string, sources: readonly string[], isForeign: boolean): boolean {
  if (isForeign || sources.some((source) => !shareScript(text, source))) return true;
  const all = toFacts(sources.join('\n'));
  const { content } = toFacts(text);
  const said = content.filter(({ stem }) => says(all, stem)).length;
  return content.length === 0 || said >= LEAST_SAID * content.length;
}

/** Runs of digits in any script, without their separators: what no reader of numbers understands is compared as it stands. */
function toDigits(text: string): string[] {
  return Array.from(text.normalize('NFKC').matchAll(/\p{Nd}+(?:[.,  ]\p{Nd}+)*/gu), ([run]) =>
    run.replace(/[^\p{Nd}]/gu, ''),
  );
}

/** Words with a capital that no sentence's beginning asks for; at a beginning those that go on as a name. */
function toNames({ tokens }: Facts): Token[] {
  return tokens.filter((token, at) => {
    if (token.name) return /^\p{Lu}/u.test(token.shown);
    const opens = tokens[at - 1]?.sentence !== token.sentence;
    return opens && /^\p{Lu}/u.test(token.shown) && (tokens[at + 1]?.name ?? false) && token.word.length > 3;
  });
}

const FULLY_TRUE =
  /(?:\bis|\bare|\bwas|es|est|ist|e) (?:indeed |completely |entirely |absolutely |totally |fully |clearly )*(?:true|correct|accurate|right|confirmed|verdader[ao]|ciert[ao]|verdadeir[ao]|vraie?|wahr|richtig|benar)(?!\p{L})|\b(?:is|are|was) (?:supported|confirmed|backed) by\b/u;

/** From here on a sentence says what the claim says. */
const SAME = 0.8;

/** Whether a sentence says the opposite of the label, or with more certainty than it has. Careful: what is doubtful goes. */
export function speaksAgainst(text: string, label: FirmLabel, claim: string): boolean {
  const cues = toCues(text);
  if (label === 'misleading' || label === 'partially-true') return FULLY_TRUE.test(toCueText(text)) && !cues.negated;
  const [own, said, asked] = [toCues(claim), toFacts(text), toFacts(claim)];
  const isSame = toCoverage(asked, said).share >= SAME;
  const { turned } = comparePolarity(asked, said);
  if (label !== 'false') return (cues.denial && !own.denial && !own.negated) || (isSame && turned);
  const isTold = cues.denial || cues.rumour || cues.hearsay;
  return isSame && !turned && !isTold && said.quantities.every((one) => isOneOf(one, asked));
}

function isOneOf(quantity: Quantity, { quantities }: Facts): boolean {
  return quantities.some((other) => areEqual(quantity, other));
}

/** Whether a sentence passes a verdict on the claim, which a verdict that did not hold must not keep. */
export function passesVerdict(text: string, claim: string): boolean {
  const passes = toCues(text).denial || FULLY_TRUE.test(toCueText(text));
  return passes || toCoverage(toFacts(claim), toFacts(text)).share >= SAME;
}
