import { toAskedForms } from '../language/canonical-form.ts';
import { UNSPACED } from '../language/characters.ts';
import functionWords from '../language/data/function-words.json' with { type: 'json' };
import { splitSentences } from '../language/sentences.ts';
import { cleanMessage, toFirstLink } from './clean.ts';
import data from './data/remarks.json' with { type: 'json' };
import { toGreeted, toSentenceKind } from './kinds.ts';

/**
 * What a message's own words are, beside another message that they may refer to. A `claim` stands by itself; a `remark` says something that needs
 * another message ("my uncle sent me this"); a `bare` question or address says nothing ("really?", "check this please").
 */
export type OwnWords = 'claim' | 'remark' | 'bare';

const languages = Object.values(data.languages);
const toAnyOf = (phrases: readonly string[]) =>
  phrases
    .toSorted((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/'/g, "['’]?"))
    .join('|');
const splitAll = (lists: readonly string[], mark: string) => lists.flatMap((list) => list.split(mark));
/** What people say about a message, and function words: neither is a claim's subject. */
const WORDS = splitAll([...languages.map(({ words }) => words), ...Object.values(functionWords)], ' ');
const EMPTY_WORDS = new Set(WORDS.map(toWord));
const EMPTY_UNSPACED = new RegExp(toAnyOf(WORDS.filter((word) => UNSPACED.test(word))), 'gu');
/** "I think (that)": the speaker is not part of what is said. */
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
/** In scripts without spaces, a single character is seldom a word. */
const FEWEST_UNSPACED = 2;

/**
 * Classifies a message's own words; links beside them do not count. Rules alone decide, so that the answer is the same without a model. Safe for any
 * text.
 */
export function toOwnWords(message: string): OwnWords {
  const { text } = cleanMessage(message);
  const sentences = splitSentences(text);
  if (sentences.some(standsAlone)) return 'claim';
  const isGreeting = sentences.length > 0 && sentences.every((one) => toGreeted(one.toLowerCase()) === one.length);
  return isGreeting || sentences.some(hasSubject) ? 'remark' : 'bare';
}

/** Whether a sentence can be checked, and names its subject itself. */
function standsAlone(sentence: string): boolean {
  const kind = toSentenceKind(sentence, 'rules');
  if (kind.kind === 'not-checkable') return false;
  const statement = kind.kind === 'yes-no-question' ? (kind.statement ?? sentence) : sentence;
  const said = statement.replace(/’/gu, "'").replace(LEAD, '').replace(PASSING, ' ');
  return hasSubject(said) && toAskedForms(said).length > 0;
}

/** Whether a sentence has a word other than those that any remark is made of. */
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
 * Decides which of two messages is checked. Own words that hold a claim are checked, with what their picture says; else the picture or link beside
 * them; else the message that they are about. A remark is checked by itself only if no message that it is about is known.
 *
 * @param about the message replied to, its quoted part, or a forward; absent if there is none
 * @returns nothing if neither says anything
 */
export function toWhatIsAsked(own: Read, about?: Read): Asked | undefined {
  if (toOwnWords(own.text) === 'claim') return { from: 'own', words: join(own.text, own.shown) };
  const said = toSaid(own.text);
  const beside = own.shown.trim() || (said === own.text ? '' : said);
  if (beside !== '') return { from: 'own', words: beside };
  const words = about ? join(toSaid(about.text), about.shown) : said;
  return words.trim() === '' ? undefined : { from: about ? 'about' : 'own', words };
}

/** What a message says by itself: of a bare question, only its link. Emoji refer to nothing and stay, so that their card says what is missing. */
function toSaid(text: string): string {
  if (toOwnWords(text) !== 'bare') return text;
  return toFirstLink(text) ?? (/\p{L}/u.test(text) ? '' : text);
}

function join(...texts: string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
}
