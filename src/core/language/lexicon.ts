import data from './data/lexicon.json' with { type: 'json' };
import { stem } from './stem.ts';

const toSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Stems that say little by themselves: exchanging one of them does not make another claim. */
export const LIGHT_WORDS: ReadonlySet<string> = new Set(data.light.split(' ').map(stem));

/** Words that turn a statement into its opposite, as folded words, not stems. */
export const NEGATORS = toSet(data.negators);

/** The languages whose "not" is among them. */
export const NEGATION_LANGUAGES = toSet(data.negationLanguages);

/** Offices, records, counts and "now": what is true of them today may not have been some years ago. */
export const CHANGING = toSet(data.changing);

/** Forms of "be", "have" and their like that say how things stand, without accents, in the languages of the cards. */
export const PRESENT = toSet(data.present);

/** Words that stand before a person's name. */
export const TITLES = toSet(data.titles);

/** Synonyms by their group, and opposites by their end of the scale. */
const groupsOf = toGroups(data.synonyms.split('|').map((group) => group.split(',')));
const toPoles = (pairs: string) =>
  toGroups(pairs.split('|').flatMap((pair) => pair.split('/').map((side) => side.split(','))));
const complements = toPoles(data.complements);
const contraries = toPoles(data.contraries);
const unlike = toPoles(data.unlike);
const rivals = toPoles(data.rivals);

function toGroups(groups: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [at, words] of groups.entries()) {
    for (const word of words) found.set(stem(word), [...(found.get(stem(word)) ?? []), at]);
  }
  return found;
}

/** Whether two stems can stand for each other in a claim. */
export function areSynonyms(one: string, other: string): boolean {
  const others = groupsOf.get(other);
  return others !== undefined && (groupsOf.get(one)?.some((group) => others.includes(group)) ?? false);
}

/** Whether two stems stand at opposite ends of one scale. */
export function areOpposites(one: string, other: string): boolean {
  return areComplements(one, other) || arePoles(contraries, one, other);
}

/** Whether each of two stems is the other denied: "dead" is "not alive", but "lowest" is not "not highest". */
export function areComplements(one: string, other: string): boolean {
  return arePoles(complements, one, other);
}

/** Whether two stems name different events that are not opposites: what does not prevent it need not cause it. */
export function areUnlike(one: string, other: string): boolean {
  return arePoles(unlike, one, other);
}

/** Whether two stems name different groups, so that a claim about one says nothing of the other: "men", "women". */
export function areRivals(one: string, other: string): boolean {
  return arePoles(rivals, one, other);
}

/** The two ends of a pair have neighbouring indexes, an even and an odd one. */
function arePoles(poles: typeof complements, one: string, other: string): boolean {
  const others = poles.get(other);
  return others !== undefined && (poles.get(one)?.some((pole) => others.includes(pole ^ 1)) ?? false);
}
