import { isNounToo, isVerbLike } from './verbs.ts';

/** A clause tells something only with a subject, a verb and what it says. */
const FEWEST_WORDS = 3;
/** How far behind a clause's beginning its verb may stand: a longer subject is not told from a list. */
const LONGEST_SUBJECT = 6;
/** Longer sentences are read by whoever can: too much hangs together in them. UTF-16 units. */
const LONGEST = 300;
const MOST_CLAUSES = 3;
const JOINT = /,?\s+(?:and|but|while|whereas)\s+/giu;
/** Who says it, on what condition, of whom: then the parts are not said by themselves. */
const HANGS_TOGETHER =
  /(?<![\p{L}'’])(?:who|whom|whose|which|that|what|when|whenever|where|why|how|if|because|since|although|though|unless|until|before|after|whether|than|as|so|both|either|neither|between|says?|said|tells?|told|claim(?:s|ed)?|reports?|reported|confirm(?:s|ed)?|announced?|believes?|believed|thinks?|thought|warn(?:s|ed)?|according|not only)(?![\p{L}'’])/iu;
/** Points at what stands before it, or is no subject. */
const LEANS =
  /^(?:it|its|they|their|them|he|his|him|she|her|this|these|those|there|then|now|later|also|even|still|never|not|only|therefore|thus|vice|in|on|at|by|from|to|with|for|of|under|over|during|one|some|all|most|many|none|others?)$/;
const DETERMINER = /^(?:the|an?|my|our|your|no|every|each)$/;
/**
 * The statements that "and", "but" or "while" joins in one English sentence, each with a subject and a verb of its own: "Bats are blind and the Earth
 * is flat". A rule for plain sentences only: in doubt the sentence stays whole, and nobody's words are told as somebody else's.
 *
 * @returns two or three parts that together are the sentence; none where it is one statement
 */
export function splitClauses(sentence: string): string[] {
  if (sentence.length > LONGEST || HANGS_TOGETHER.test(sentence) || /[?"“”„«»;:]/u.test(sentence)) return [];
  const parts: string[] = [];
  let start = 0;
  for (const joint of sentence.matchAll(JOINT)) {
    const before = sentence.slice(start, joint.index);
    if (!tellsSomething(before) || !beginsAnew(sentence.slice(joint.index + joint[0].length))) continue;
    parts.push(before);
    start = joint.index + joint[0].length;
  }
  const last = sentence.slice(start);
  if (parts.length === 0 || parts.length >= MOST_CLAUSES || !tellsSomething(last)) return [];
  return [...parts, last].map((part) => part.trim());
}

function toWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}'’.-]*[\p{L}\p{N}]/gu) ?? []).map((word) => word.replace('’', "'").toLowerCase());
}

/** It has a verb behind a subject. */
function tellsSomething(clause: string): boolean {
  const words = toWords(clause);
  return words.length >= FEWEST_WORDS && words.some((word, at) => at > 0 && isVerbLike(word));
}

/** A subject of its own, and its verb soon. */
function beginsAnew(rest: string): boolean {
  const [clause = ''] = rest.split(JOINT);
  const words = toWords(clause).slice(0, LONGEST_SUBJECT + 2);
  const [first = ''] = words;
  if (LEANS.test(first) || isVerbLike(first) || (/ly$/.test(first) && !/^(?:family|italy|july)$/.test(first)))
    return false;
  const at = words.findIndex((word, index) => index > 0 && isVerbHere(words, word, index));
  // "the Earth is", "bats are", "Poland was": behind a mere article there is no subject yet.
  return at > (DETERMINER.test(first) ? 1 : 0) && at <= LONGEST_SUBJECT;
}

function isVerbHere(words: readonly string[], word: string, at: number): boolean {
  const before = words[at - 1] ?? '';
  if (/^(?:to|i|you|we|they|he|she|it)$/.test(before) || word.endsWith("'s")) return false;
  if (!isVerbLike(word)) return false;
  // "vaccines cause autism", and not "heart attack deaths".
  return !isNounToo(word) || (/[^s]s$/.test(before) && at < words.length - 1);
}
