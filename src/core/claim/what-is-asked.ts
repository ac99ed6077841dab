import { toAskedForms } from '../language/canonical-form.ts';
import { UNSPACED } from '../language/characters.ts';
import functionWords from '../language/data/function-words.json' with { type: 'json' };
import { splitSentences } from '../language/sentences.ts';
import { cleanMessage, toOnlyLink } from './clean.ts';
import data from './data/remarks.json' with { type: 'json' };
import { toGreeted, toSentenceKind } from './kinds.ts';

/**
 * What own words are beside the message that they may refer to. A `claim` stands by itself; a `remark` says something that needs another message
 * ("my uncle sent me this"); a `bare` question or address says nothing ("really?", "check this please").
 */
export type OwnWords = 'claim' | 'remark' | 'bare';

const languages = Object.values(data.languages);
const toAnyOf = (phrases: readonly string[]) =>
  phrases
    .toSorted((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/'/g, "['’]?"))
    .join('|');
const splitAll = (lists: readonly string[], mark: string) => lists.flatMap((list) => list.split(mark));
/** What people say about a message, and what holds any sentence together: neither is a claim's subject. */
const WORDS = splitAll([...languages.map(({ words }) => words), ...Object.values(functionWords)], ' ');
const EMPTY_WORDS = new Set(WORDS.map(toWord));
const EMPTY_UNSPACED = new RegExp(toAnyOf(WORDS.filter((word) => UNSPACED.test(word))), 'gu');
/** "I think (that)": who says it is not what is said. */
const LEAD = new RegExp(
  `^(?:${toAnyOf(
    splitAll(
      languages.map(({ leads }) => leads),
      '|',
    ),
  )})[\\s,:]*`,
  'iu',
);
/** "Today" points outside a sentence, and not at another message; so does the Indonesian "itu", which also is "is". */
const PASSING = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${toAnyOf(data.passing.split('|').filter((word) => !UNSPACED.test(word)))})(?![\\p{L}\\p{M}])|${toAnyOf(
    data.passing.split('|').filter((word) => UNSPACED.test(word)),
  )}`,
  'giu',
);
/** A sign of a script without spaces is seldom a word. */
const FEWEST_UNSPACED = 2;

/** What own words are; links beside them say nothing. Rules alone tell it, so that it is the same without a model. Safe for any text. */
export function toOwnWords(message: string): OwnWords {
  const { text } = cleanMessage(message);
  const sentences = splitSentences(text);
  if (sentences.some(standsAlone)) return 'claim';
  const isGreeting = sentences.length > 0 && sentences.every((one) => toGreeted(one.toLowerCase()) === one.length);
  return isGreeting || sentences.some(hasSubject) ? 'remark' : 'bare';
}

/** Whether a sentence can be checked, and says by its own words of whom or what. */
function standsAlone(sentence: string): boolean {
  const kind = toSentenceKind(sentence, 'rules');
  if (kind.kind === 'not-checkable') return false;
  const statement = kind.kind === 'yes-no-question' ? (kind.statement ?? sentence) : sentence;
  const said = statement.replace(/’/gu, "'").replace(LEAD, '').replace(PASSING, ' ');
  return hasSubject(said) && toAskedForms(said).length > 0;
}

/** Whether there is a word in it that is not one of those that any remark is made of. */
function hasSubject(sentence: string): boolean {
  const words = sentence.match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
  return words.some((word) =>
    UNSPACED.test(word)
      ? word.replace(EMPTY_UNSPACED, '').length >= FEWEST_UNSPACED
      : !EMPTY_WORDS.has(toWord(word)) && !word.split(/['’]/u).every((part) => EMPTY_WORDS.has(toWord(part))),
  );
}

function toWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(/['’]/gu, '');
}

/** A message as it is read: its own words, and what its pictures say. */
interface Read {
  text: string;
  shown: string;
}

/** What is checked: the message itself, or the one that it is about. */
export interface Asked {
  from: 'own' | 'about';
  words: string;
}

/**
 * Decides which of two messages is checked. Own words that hold a claim are, with what their picture says; else the picture or the link that stands beside them;
 * else what they are about. A remark is checked by itself only where it is about no message that is known.
 *
 * @param about the message replied to, its quoted part, a forward; absent: there is none
 * @returns nothing where neither says anything
 */
export function toWhatIsAsked(own: Read, about?: Read): Asked | undefined {
  if (toOwnWords(own.text) === 'claim') return { from: 'own', words: join(own.text, own.shown) };
  const said = toSaid(own.text);
  const beside = own.shown.trim() || (said === own.text ? '' : said);
  if (beside !== '') return { from: 'own', words: beside };
  const words = about ? join(toSaid(about.text), about.shown) : said;
  return words.trim() === '' ? undefined : { from: about ? 'about' : 'own', words };
}

/** What a message says that is not only about another one: of a bare question its link. Emoji point nowhere, and their card says what is missing. */
function toSaid(text: string): string {
  if (toOwnWords(text) !== 'bare') return text;
  return toOnlyLink(text) ?? (/\p{L}/u.test(text) ? '' : text);
}

function join(...texts: string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
}
