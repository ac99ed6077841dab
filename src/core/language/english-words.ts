import forms from './data/english-forms.json' with { type: 'json' };
import { withoutPlural } from './stem.ts';
import { isBaseVerb, toPast } from './verbs.ts';

const toPairs = (text: string) => text.split('|').map((pair) => pair.split(' ') as [string, string]);

const BASES: ReadonlyMap<string, string> = new Map(toPairs(forms.pasts));
const SPELLINGS: ReadonlyMap<string, string> = new Map(toPairs(forms.spellings));
/** Words that no rule may touch, and words that no rule gets right. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ...forms.unchanged.split(' ').map((word) => [word, word] as const),
  ...Object.entries(forms.plurals),
  ...Object.entries(forms.auxiliaries),
]);
const NO_MEN = new Set(forms.noMen.split(' '));
const OUR = new RegExp(`(${forms.our.replaceAll(' ', '|')})our`);
const DOUBLED = new RegExp(`^(${forms.doubled.replaceAll(' ', '|')})l(ed|ing|er|ers|or|ors)$`);

/**
 * An English word in one form for all forms that leave the claim the same: plural and singular, "causes" and "cause", British and American spelling.
 * Past tense, -ing and -ly stay.
 *
 * @param word lower case, without accents
 */
export function toEnglishForm(word: string): string {
  if (word.length < 2) return word;
  const known = FIXED.get(word) ?? formsSeen.get(word);
  if (known !== undefined) return known;
  const form = toOneSpelling(withoutEnding(word));
  if (formsSeen.size >= MOST_SEEN) formsSeen.clear();
  formsSeen.set(word, form);
  return form;
}

/** A cache: most words of a text were read before. */
const formsSeen = new Map<string, string>();
const MOST_SEEN = 20_000;

function withoutEnding(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('men')) return NO_MEN.has(word) ? word : `${word.slice(0, -2)}an`;
  return withoutPlural(word);
}

function toOneSpelling(word: string): string {
  const known = SPELLINGS.get(word);
  if (known !== undefined) return known;
  // "prise" and "prize" are two words; longer ones are the same with either letter.
  const one = word.length > 5 ? word.replace(/is(e|ed|ing|er|ation)$/, 'iz$1') : word;
  return one
    .replace(OUR, '$1or')
    .replace(/lys(e|ed|ing|er)$/, 'lyz$1')
    .replace(DOUBLED, '$1$2');
}

/** The base forms of a past form, in `toEnglishForm`; none if it is no past form, or is the same as the base. */
export function toBases(word: string): string[] {
  const known = BASES.get(word);
  if (known !== undefined) return [toEnglishForm(known)];
  if (word.length < 4 || !word.endsWith('ed') || word.endsWith('eed')) return [];
  const stem = word.slice(0, -2);
  const candidates = [stem, `${stem}e`];
  if (stem.endsWith('i')) candidates.unshift(`${stem.slice(0, -1)}y`);
  if (stem.at(-1) === stem.at(-2)) candidates.unshift(stem.slice(0, -1));
  const verb = candidates.find((base) => isBaseVerb(base) && toPast(base) === word);
  if (verb !== undefined) return [toEnglishForm(verb)];
  if (stem.endsWith('i')) return [`${stem.slice(0, -1)}y`];
  if (stem.at(-1) === stem.at(-2)) return /[lsz]$/.test(stem) ? [stem] : [stem.slice(0, -1)];
  return [stem, `${stem}e`].map(toEnglishForm);
}
