import { UNSPACED } from '../language/characters.ts';
import { expand } from '../language/phrases.ts';
import { toSentences } from '../language/sentences.ts';
import data from './data/asides.json' with { type: 'json' };

/** A sentence's parts, with the mark between them. */
const BETWEEN = new RegExp(
  `[,;:](?=\\s|\\p{Script=Han})|[،，、；：]|\\s[-–—]+\\s|…|\\s(?=(?:${data.because}|${data.please})\\s)|(?<=everyone)\\s(?=that\\s)`,
  'u',
);
const EACH_BETWEEN = new RegExp(BETWEEN, 'gu');
const AND = new RegExp(`^(?:${data.and}) (?=\\S)`, 'u');
const BECAUSE = new RegExp(`^(?:that|${data.because}) `, 'iu');
/** The consequence is the claim, and says nothing without the call: "…, otherwise it will cost you". */
const OTHERWISE = new RegExp(`^(?:${data.otherwise})(?!\\p{L})`, 'u');
/** A longer part of a sentence is no aside: it says something. UTF-16 units. */
const LONGEST = 160;
/** In scripts without spaces, none stands beside a wildcard. */
const BESIDE_WILDCARD = new RegExp(`(?<=${UNSPACED.source}) (?=\\*)|(?<=\\*) (?=${UNSPACED.source})`, 'gu');
/**
 * Aside phrases by their first word, or first character in scripts without spaces. `#` stands for a word, `*` for one to ten words that promise
 * nothing.
 */
const ASIDES: ReadonlyMap<string, RegExp> = new Map(
  Array.from(
    Map.groupBy(
      Object.values(data.asides).flatMap(({ phrases, slots }) =>
        phrases.flatMap((phrase) => expand(phrase, slots).map(toWords)),
      ),
      toFirst,
    ),
    ([first, phrases]) => [first, new RegExp(`^(?:${phrases.map(toPattern).join('|')})$`, 'u')],
  ),
);

function toPattern(phrase: string): string {
  const word = `(?!(?:${data.promises})(?: |$))\\S+`;
  return phrase
    .replaceAll('#', '\\S+')
    .replaceAll('* ', `(?:${word} ){1,10}`)
    .replaceAll(' *', `(?: ${word}){1,10}`)
    .replaceAll(/(?<![)(])\*/g, '.{0,30}');
}

function toFirst(phrase: string): string {
  return UNSPACED.test(phrase) ? phrase.charAt(0) : (phrase.split(' ', 1)[0] ?? '');
}

/** Fewer words than this are no claim, but the rest of an aside: "share this with everyone that you know". */
const FEWEST_WORDS = 3;

/**
 * Removes what is said to the chat and not about the world: calls to pass it on, "is this true?", "look at this". A sentence that says more keeps the
 * rest. A text of nothing but asides stays whole.
 *
 * @param text cleaned of links and markup
 */
export function withoutAsides(text: string): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of toSentences(text)) {
    const said = text.slice(start, end);
    const rest = toRest(said);
    // The sentence's end mark went with the aside.
    const mark = rest !== '' && said.startsWith(rest) && rest !== said && end < text.length ? '.' : '';
    kept += text.slice(at, start) + rest + mark;
    at = end;
  }
  return /[\p{L}\p{N}]/u.test(kept) ? kept + text.slice(at) : text;
}

/** A sentence without the asides at its ends; empty if it is nothing but an aside. */
function toRest(sentence: string): string {
  let rest = sentence;
  for (let next = BETWEEN.exec(rest); next && isAside(rest.slice(0, next.index)); next = BETWEEN.exec(rest))
    rest = rest
      .slice(next.index + next[0].length)
      .trimStart()
      .replace(BECAUSE, '');
  if (OTHERWISE.test(rest)) return sentence;
  if (isAside(rest) || (rest !== sentence && saysLittle(rest))) return '';
  const last = Array.from(rest.matchAll(EACH_BETWEEN)).at(-1);
  return last && isAside(rest.slice(last.index + last[0].length)) ? rest.slice(0, last.index) : rest;
}

function isAside(part: string): boolean {
  if (part.length > LONGEST) return false;
  const words = toWords(part).replace(AND, '');
  return [toFirst(words), '*'].some((first) => ASIDES.get(first)?.test(words));
}

function saysLittle(part: string): boolean {
  return !UNSPACED.test(part) && toWords(part).split(' ').length < FEWEST_WORDS;
}

/** Lower-case words with a space between them, and the wildcards `*` and `#`. */
function toWords(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+|[*#]/gu) ?? []
  )
    .join(' ')
    .replace(BESIDE_WILDCARD, '');
}
