import verbs from './data/english-verbs.json' with { type: 'json' };

/** English verbs as far as they are needed to tell a statement from a phrase, and to turn a question into the statement it asks about. */

/** Verbs that double their last letter: "stop", "stopped". */
const DOUBLING = new Set(verbs.doubling.split(' '));
/** Verbs that are a noun about as often. */
const NOUNS_TOO = new Set(verbs.nounsToo.split(' '));

const pasts = new Map<string, string>();
const participles = new Set<string>();
const forms = new Map<string, 'base' | 'other'>();

for (const base of verbs.regular.split(' ')) pasts.set(base, regularPast(base));
for (const [base = '', past = '', participle = past] of verbs.irregular.split('|').map((verb) => verb.split(' '))) {
  pasts.set(base, past);
  participles.add(participle);
}
for (const [base, past] of pasts) {
  for (const form of [past, toThirdPerson(base)]) forms.set(form, 'other');
  if (past.endsWith('ed')) participles.add(past);
}
for (const base of pasts.keys()) forms.set(base, 'base');

/** "cause" → "causes". */
export function toThirdPerson(base: string): string {
  if (base === 'have') return 'has';
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

/** "say" → "said"; an unknown verb is inflected by rule. */
export function toPast(base: string): string {
  return pasts.get(base) ?? regularPast(base);
}

function regularPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return DOUBLING.has(base) ? `${base}${base.at(-1)}ed` : `${base}ed`;
}

/** A known verb's base form, in lower case. */
export function isBaseVerb(word: string): boolean {
  return forms.get(word) === 'base';
}

/** Whether a verb may as well be a noun: "cause", "work". */
export function isNounToo(word: string): boolean {
  return NOUNS_TOO.has(word);
}

/** "built", "confirmed", "been". */
export function isParticiple(word: string): boolean {
  return participles.has(word) || (word.length > 5 && word.endsWith('ed'));
}

const AUXILIARY =
  /^(?:is|are|was|were|am|be|been|has|have|had|do|does|did|can|could|will|would|should|must|may|might|cannot|(?:is|are|was|were|has|have|had|do|does|did|ca|could|wo|would|should|must|ai)n'?t|[\p{L}]+'(?:s|re|ve|ll|d))$/u;

/** Whether a word can carry a statement: a known verb in any form, an auxiliary, a past in -ed. */
export function isVerbLike(word: string): boolean {
  return forms.has(word) || AUXILIARY.test(word) || (word.length > 4 && word.endsWith('ed'));
}
