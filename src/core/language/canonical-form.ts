import { type CanonicalWord, toCanonicalWords } from './canonical-words.ts';
import { isDeictic } from './deictic.ts';
import { toBases } from './english-words.ts';
import { withoutFiller } from './filler.ts';

/** The most forms of one wording: an index of 100,000 wordings has to hold them. */
const MOST_FORMS = 6;
/** How many of a statement's auxiliaries are moved to its front, one at a time. */
const MOST_MOVED = 3;
const AUXILIARIES = new Set('is was have had do did can could will would should may might must'.split(' '));
/** Prefixes of forms that questions share with known statements (`?`), or with known questions (`¿`): no two statements meet in one. */
const ASKED = '?';
const KNOWN = '¿';

/**
 * The identity of a claim, as one line: equal for all texts that say the same words. Case, marks, accents, inflection, spelling, contractions, names
 * with several spellings, numbers, units and dates are brought to one form, and filler at both ends is dropped. Word order, "not" and every other
 * word stay.
 *
 * @param text a cleaned claim (`cleanMessage`); any text gives a line
 */
export function toClaimKey(text: string): string {
  return toLine(withoutFiller(toCanonicalWords(text).words));
}

/**
 * The forms under which a sentence is looked for among known wordings; none if its words alone do not say what it claims.
 *
 * @param sentence a cleaned sentence (`cleanMessage`)
 */
export function toAskedForms(sentence: string): string[] {
  const reading = read(sentence);
  if (reading === undefined) return [];
  const line = toLine(reading.words);
  return isQuestion(reading) ? [`${ASKED} ${line}`, `${KNOWN} ${line}`] : toStatementForms(reading, KNOWN);
}

/**
 * The forms under which `toAskedForms` finds a known wording; none in the same case.
 *
 * @param wording a cleaned wording (`cleanMessage`)
 */
export function toStatedForms(wording: string): string[] {
  const reading = read(wording);
  if (reading === undefined) return [];
  return isQuestion(reading) ? [`${KNOWN} ${toLine(reading.words)}`] : toStatementForms(reading, ASKED);
}

interface Reading {
  words: readonly CanonicalWord[];
  english: boolean;
}

/** A sentence's words; nothing if they alone do not say what it claims. */
function read(text: string): Reading | undefined {
  const { words, language } = toCanonicalWords(text);
  const kept = withoutFiller(words);
  return kept.length === 0 || isDeictic(kept, language) ? undefined : { words: kept, english: language === 'en' };
}

function toLine(words: readonly CanonicalWord[]): string {
  return words.map(({ form }) => form).join(' ');
}

function isQuestion({ words, english }: Reading): boolean {
  return english && words.length > 1 && AUXILIARIES.has(words[0]?.form ?? '');
}

/** A statement as it stands, with "'s" read as "is", and as the questions that ask whether it is so. */
function toStatementForms({ words, english }: Reading, mark: string): string[] {
  const forms = words.map(({ form }) => form);
  if (!english) return [forms.join(' ')];
  const readings = forms.includes("'s") ? [forms, forms.map((form) => (form === "'s" ? 'is' : form))] : [forms];
  const asked = [...readings.flatMap(toMoved), ...toPastAsked(words, forms)];
  const all = [
    ...readings,
    [`${mark} do`, ...forms],
    ...asked.map(([first, ...rest]) => [`${mark} ${first}`, ...rest]),
  ];
  return [...new Set(all.map((each) => each.join(' ')))].slice(0, MOST_FORMS);
}

/** "The wall is visible" as "is the wall visible", once for each auxiliary: where the subject ends is not known. */
function toMoved(forms: readonly string[]): string[][] {
  const places = forms.flatMap((form, at) => (at > 0 && AUXILIARIES.has(form) ? [at] : [])).slice(0, MOST_MOVED);
  return places.map((at) => [forms[at] ?? '', ...forms.toSpliced(at, 1)]);
}

/** "Napoleon died" as "did napoleon die", once for each word that may be the verb. */
function toPastAsked(words: readonly CanonicalWord[], forms: readonly string[]): string[][] {
  const asked: string[][] = [];
  for (let at = 1; at < words.length && asked.length < MOST_MOVED; at += 1) {
    for (const base of toBases(words[at]?.word ?? '')) asked.push(['did', ...forms.toSpliced(at, 1, base)]);
  }
  return asked;
}
