import data from './data/lexicon.json' with { type: 'json' };
import type { Facts } from './facts.ts';
import { areOpposites } from './lexicon.ts';
import { isNegator } from './message-language.ts';
import { toPlace } from './places.ts';
import { STOP_WORDS, type Token, tokenize } from './tokens.ts';
import { likeness, SAID } from './word-similarity.ts';

/** Phrases in which a negator negates nothing, tag questions among them. */
const NO_NEGATION =
  /\bno (?:\p{L}+ )?s[oó]lo\b|\bpas seulement\b|\bn[aã]o (?:\p{L}+ )?(?:só|apenas)\b|\bnicht nur\b|\bbukan (?:hanya|saja)\b|^\W*no,(?=.*\b(?:no|not|never|\p{L}+n't)\b)|\bnot (?:only|just|kidding|joking|to mention|surprising\w*)\b|\bno (?:doubt|wonder|joke|kidding|matter|longer than|less than|fewer than|more than)\b|\b(?:or|why) not\b|\bno\.? ?\d+|\bnothing (?:but|else)\b|\bno other\b|\bfalse (?:teeth|alarm|flag|positives?|negatives?|friends?|start)\b|\bwrong (?:place|side|way|number|hands)\b|\bnever too (?:late|early)\b|\b(?:don'?t|do not|never|no need to) (?:worry|panic|forget|miss|wait|be fooled|ask|tell|@)\b|\bno (?:idea|problem|thanks|kidding|offen[cs]e)\b|\bnever mind\b|,? (?:is|are|was|were|do|does|did|has|have|can|could|will|would|should)n'?t (?:it|they|he|she|you|we|that)\s*\??$/giu;

/** Advice before the claim: "don't swallow your gum, it stays in the stomach" denies nothing. */
const WARNING = /^\W*(?:please )?(?:do not|don'?t|never|no need (?:for|to))\b[^,;:.!?]*[,;:.!?](?=\W*\p{L})/iu;

/** Words that deny a whole statement from outside it: "that is false", "this is a myth". */
const DENIALS = new Set(data.denials.split(' '));

export interface Polarity {
  /** The statements say opposite things. */
  turned: boolean;
  /** The pair of opposite words that turns it, if it is one. */
  asked: string;
  prior: string;
}

/**
 * Whether two similar statements say opposite things: an odd number of negations and opposite words turns a statement round, an even number does not
 * ("is not safe" is "is unsafe").
 */
export function comparePolarity(asked: Facts, prior: Facts): Polarity {
  const here = asked.tokens.filter((token) => !prior.tokens.some((other) => other.stem === token.stem));
  const there = prior.tokens.filter((token) => !asked.tokens.some((other) => other.stem === token.stem));
  let turns = countNegations(asked, prior) + countNegations(prior, asked);
  const words = { asked: '', prior: '' };
  const used = new Set<Token>();
  for (const old of there) {
    const fresh = here.find(
      (token) => !used.has(token) && areOpposites(token.stem, old.stem) && likeness(token.stem, old.stem) < SAID,
    );
    if (!fresh) continue;
    used.add(fresh);
    turns += 1;
    Object.assign(words, { asked: fresh.shown, prior: old.shown });
  }
  return { turned: turns % 2 === 1, ...words };
}

/** Counts negations in the clauses that are about what the other statement says; a denial counts wherever it stands. */
function countNegations(facts: Facts, other: Facts): number {
  let count = 0;
  // If one of them may be Spanish or Portuguese, the other one decides: "no" is "not", or "in the".
  const both = facts.languages.filter((language) => other.languages.includes(language));
  const languages = both.length > 0 ? both : facts.languages;
  for (const clause of facts.text
    .replace(WARNING, ' ')
    .replace(NO_NEGATION, ' ')
    .split(/[,;:!?()–—]|\.\s/)) {
    const words = tokenize(clause);
    const about = words.some(
      (token) =>
        (!STOP_WORDS.has(token.word) && other.tokens.some((said) => said.stem === token.stem)) ||
        other.places.has(toPlace(token.word) ?? ''),
    );
    const before = count;
    for (const { word } of words)
      if (DENIALS.has(word) || (about && isNegator(word, languages) && !isDouble(word, words))) count += 1;
    // "No … nunca", "ne … jamais": outside the Germanic languages two negators deny once.
    if (!languages.some((language) => /^(?:en|de|nl)$/.test(language)) && languages.length > 0)
      count = Math.min(count, before + 1);
  }
  return count;
}

/** "Never … no", "nobody … no": this "no" only stresses the other negator of its clause. */
function isDouble(word: string, words: readonly Token[]): boolean {
  return word === 'no' && words.some((token) => token.word === 'never' || token.word === 'nobody');
}

/** A denial of everything that follows. */
const OUTER_DENIAL =
  /^\W*(?:no,? |actually,? |fact:? )*(?:it(?:'s|s| is| was) (?:simply |just |completely )?(?:not true|not correct|false|untrue|incorrect|wrong|a myth|a lie|a hoax|fake news)(?: that|:)|there(?:'s|s| is| was) no (?:\w+ )?(?:evidence|proof)(?: that| of| for)|(?:the )?(?:claim|rumou?r|story) that\b.*\b(?:is|was) (?:false|untrue|a myth|a hoax|fake|wrong|not true)|\w+(?: \w+){0,3} (?:denied|denies|refuted|disproved|debunked) (?:that|claims))/iu;

/** Whether a statement denies another one as a whole: "it is not true that …". */
export function deniesAll(text: string): boolean {
  return OUTER_DENIAL.test(text.slice(0, 400));
}
