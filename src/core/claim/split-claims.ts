import { toSentences } from '../language/sentences.ts';
import { isVerbLike } from '../language/verbs.ts';
import { type ToldBy, toGreeted, toSentenceKind } from './kinds.ts';
import { toOpening } from './questions.ts';

/** A statement with the sentences that only make sense after it. */
interface Unit {
  start: number;
  /** End of its last sentence that is a claim. */
  end: number;
  /** What it is worth to check (`toWorth`). */
  worth: number;
  checkable: boolean;
  sentences: number;
}

/** How many claims of a message are checked. */
export const MOST_CLAIMS = 3;
/** A chain of "It … It …" is cut after this many sentences or characters: more is no claim but a story. */
const MOST_JOINED = 3;
const MOST_CHARACTERS = 400;
/** "No. 10 Downing Street" greets nobody. UTF-16 units. */
const LEAST_GREETED = 5;
const CONNECTS = toOpening('connects');
const REFERS = toOpening('refers');
/** "It is illegal to", "this year": these do not refer back. */
const STANDS = toOpening('stands');

/**
 * The check-worthy sentences of a message, in message order. A sentence that only refers back ("They lied.") stays with the one before it. Greetings
 * are left out, and so are plain opinions if the rules recognise them. Linear in the text's length.
 *
 * @param cleanText a message as `cleanMessage` gives it; any text is safe
 * @param most how many at most; if there are more, those with numbers and names are kept
 * @returns parts of the text, white space folded; none if there is nothing to check
 */
export function splitClaims(cleanText: string, most = MOST_CLAIMS, by: ToldBy = 'rules'): string[] {
  const units = toUnits(cleanText, by).filter(({ checkable }) => checkable);
  const telling = units.filter(({ worth }) => worth >= 0);
  return (telling.length > 0 ? telling : units)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, Math.max(0, most))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) =>
      cleanText
        .slice(start, end)
        .replace(/\s+/gu, ' ')
        .trim()
        .replace(/(?<![\s,;–—-])[\s,;–—-]+$/u, ''),
    );
}

function toUnits(text: string, by: ToldBy): Unit[] {
  const units: Unit[] = [];
  for (const { start, end, text: sentence, item } of toSentences(text)) {
    const { kind } = toSentenceKind(sentence, by);
    const checkable = kind !== 'not-checkable';
    const worth = checkable ? toWorth(sentence) : Number.NEGATIVE_INFINITY;
    const unit = units.at(-1);
    const joins = unit && !item && unit.sentences < MOST_JOINED && end - unit.start <= MOST_CHARACTERS;
    if (joins && unit.checkable && refersBack(sentence)) {
      unit.sentences += 1;
      if (checkable) [unit.end, unit.worth] = [end, Math.max(unit.worth, worth)];
      continue;
    }
    // "Good morning everyone, the bridge is closed": the greeting is no part of the claim.
    const greeted = checkable ? toGreeted(sentence.slice(0, MOST_CHARACTERS).toLowerCase()) : 0;
    units.push({
      start: start + (greeted >= LEAST_GREETED && greeted < sentence.length ? greeted : 0),
      end,
      worth,
      checkable,
      sentences: 1,
    });
  }
  return units;
}

/** Whether a sentence only makes sense together with the one before it: its first words decide. */
function refersBack(sentence: string): boolean {
  let rest = sentence.slice(0, 120).replace(/[’‘]/gu, "'").toLowerCase();
  for (let turn = 0; turn < 3; turn += 1) rest = rest.replace(CONNECTS, '').replace(/^[\s,،，]+/u, '');
  return REFERS.test(rest) && !STANDS.test(rest);
}

const PERSONS = toOpening('persons');

/** Whether a claim speaks of a person whom it does not name: "He was arrested". */
export function speaksOfNobody(claim: string): boolean {
  return PERSONS.test(claim.slice(0, 40).replace(/[’‘]/gu, "'").toLowerCase());
}

/** Sentences with numbers and names can be checked best; one that ends in a colon only leads to something. */
function toWorth(sentence: string): number {
  const text = sentence.slice(0, MOST_CHARACTERS);
  const hasName = /\p{Ll}/u.test(text) && /\s["'(“]?\p{Lu}\p{L}/u.test(text);
  return (/\d/.test(text) ? 2 : 0) + (hasName ? 2 : 0) - (/[:：]$/u.test(text) ? 5 : 0);
}

const JOINT = /,?\s+(?:and|but|while|whereas)\s+|[;；]\s*|,\s+/giu;
const MOST_CLAUSES = 3;
const FEWEST_WORDS = 3;
/** Longer sentences are not taken apart: too much hangs together in them. UTF-16 units. */
const LONGEST = 300;
/** Signs of a speaker or a condition: the parts are then not said by themselves. */
const HANGS_TOGETHER =
  /[?"“”„«»:]|(?<![\p{L}'’])(?:who|whom|whose|which|that|what|when|where|why|how|if|because|since|although|unless|until|before|after|whether|than|as|so|both|either|neither|between|says?|said|tells?|told|claim(?:s|ed)?|reports?|reported|confirm(?:s|ed)?|announced?|believes?|thinks?|warn(?:s|ed)?|according)(?![\p{L}'’])/iu;

/**
 * The statements that "and", "but", "while", a comma or a semicolon may join in one English sentence: "Bats are blind and the Earth is flat". Callers
 * split only if one of the parts is known by itself: rules cannot tell two statements from one with two subjects.
 *
 * @returns two or three parts that together are the sentence; none if it hangs together
 */
export function splitClauses(sentence: string): string[] {
  if (sentence.length > LONGEST || HANGS_TOGETHER.test(sentence)) return [];
  const parts = sentence.split(JOINT).map((part) => part.trim());
  const stands = (part: string, at: number) => {
    const words = part.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) ?? [];
    const says = words.slice(1).some(isVerbLike);
    return says && words.length >= FEWEST_WORDS && (at === 0 || !(isVerbLike(words[0] ?? '') || refersBack(part)));
  };
  return parts.length > 1 && parts.length <= MOST_CLAUSES && parts.every(stands) ? parts : [];
}
