import { STOP_WORDS, tokenize, toTerms } from '../language/tokens.ts';
import type { ResearchClaim } from './evidence.ts';
import { createWordReader, isUnspaced } from './passage-words.ts';

/** What passages are ranked by. */
export interface QueryTerms {
  /** Term to its place in `weights`. */
  places: ReadonlyMap<string, number>;
  weights: readonly number[];
  /** All weights of the claim's own terms together. */
  claimWeight: number;
  /** For each term, whether the claim itself has it. */
  ofClaim: readonly boolean[];
}

/** What stands only in a question is a guess of what matters. */
const QUESTION_WEIGHT = 0.4;
/** Who and how many: the words that tell one event from another of its kind. */
const TELLING = 1.6;
/** A claim has at most 300 units; this bounds what a hostile model's questions cost. */
const MOST_TERMS = 120;

/** The terms of a claim and its questions, with what each weighs. */
export function toQueryTerms({ text, questions }: Pick<ResearchClaim, 'text' | 'questions'>): QueryTerms {
  const places = new Map<string, number>();
  const weights: number[] = [];
  const ofClaim: boolean[] = [];
  const telling = new Set(
    tokenize(text).flatMap(({ stem, name, word }) => (name || /^\p{N}/u.test(word) ? [stem] : [])),
  );
  const read = (from: string, weight: number, isClaim: boolean) => {
    const terms = toReadTerms(from);
    const words = terms.filter((term) => !STOP_WORDS.has(term));
    for (const term of words.length > 0 ? words : terms) {
      if (term === '' || places.has(term) || weights.length >= MOST_TERMS) continue;
      places.set(term, weights.length);
      weights.push(weight * (telling.has(term) || /^\p{N}/u.test(term) ? TELLING : 1));
      ofClaim.push(isClaim);
    }
  };
  read(text, 1, true);
  for (const question of questions) read(question, QUESTION_WEIGHT, false);
  const claimWeight = weights.reduce((sum, weight, at) => sum + (ofClaim[at] ? weight : 0), 0);
  return { places, weights, ofClaim, claimWeight };
}

/** The terms as pages are read, and the names of several words that only `toTerms` knows: "United States" finds "US". */
function toReadTerms(text: string): string[] {
  const terms: string[] = [];
  createWordReader((term) => {
    terms.push(term);
    return -1;
  }).read(text, 0, text.length, () => {});
  return [...terms, ...toTerms(text).filter((term) => !isUnspaced(term.charCodeAt(0)))];
}
