import { UNSPACED } from '../language/characters.ts';
import { endsInTag, withoutAsking } from '../language/filler.ts';
import { toLanguage } from '../language/language-of.ts';
import { toPieces } from '../language/pieces.ts';
import data from './data/kinds.json' with { type: 'json' };
import { toForeignStatement } from './foreign-statement.ts';
import { toEnglishStatement } from './question-to-statement.ts';

type Phrases = keyof (typeof data)['en'];

const ENDS_UNSPACED = new RegExp(`${UNSPACED.source}$`, 'u');
const WORD_ENDS = "(?![\\p{L}\\p{N}\\p{M}'-])";

/** The phrases of a kind, of every language. */
export function toPhrases(kind: Phrases): string[] {
  return Object.values(data).flatMap((language) => language[kind].split('|').filter((phrase) => phrase !== ''));
}

/**
 * Finds such a phrase at the beginning of a text in lower case, the longest first.
 *
 * @param whole a phrase ends where a word ends, in scripts without spaces too
 */
export function toOpening(kind: Phrases, whole = false): RegExp {
  const phrases = toPhrases(kind).sort((one, other) => other.length - one.length);
  const isOpen = (phrase: string) => !whole && ENDS_UNSPACED.test(phrase);
  const groups = [
    `(?:${phrases.filter((phrase) => !isOpen(phrase)).join('|')})${WORD_ENDS}`,
    ...phrases.filter(isOpen),
  ];
  return new RegExp(`^(?:${groups.join('|')})`, 'u');
}

/** A yes/no question, with the statement it asks about if that can be told; `open` asks for more, or asks somebody in the chat. */
export type Question = { statement?: string } | 'open';

const ASKED = /[?？؟]["'”’»)\]!.?؟\s]*$|^\P{L}*¿|[,;:\s]¿/u;
const AUX = /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|shall)$/u;
const NEGATED = /^(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n'?t$/u;
/** Without a question mark, an auxiliary opens a question only before one of these: "can openers" and "will Smith" are none. */
const SUBJECT = /^(?:the|an?|you|u|we|they|it|he|she|i|this|that|these|those|there|all|most|people)$/u;
const WH = toOpening('asks');
const WH_PLAIN =
  /^(?:what|who|where|when|why|how) (?:is|are|was|were|do|does|did|can|could|will|would|should|many|much|long|old|far|time)\b|^what time\b|^whats\b/u;
const MOST_PLAIN = 10;
const WH_UNSPACED = toPhrases('asks').filter((word) =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(word),
);
/** Hindi asks in the middle of a sentence. */
const WH_HINDI = new Set(toPhrases('asks').filter((word) => /^\p{Script=Devanagari}/u.test(word)));
/** "WHO says" is the World Health Organization, "Que Sera" a song. */
const NAME = /^(?:WHO(?=.*\p{Ll})|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll})/u;
const SO = /^(?:(?:so|and|but|well|ok|okay|hey|guys|wait|people|friends|bot|everyone)[,\s]+){1,3}(?=\S+ \S)/iu;
const WHETHER =
  /^(?:(?:does|do) (?:any(?:one|body)|some(?:one|body)|you|u) know|any idea|i wonder|(?:just )?wondering|can (?:you|someone|anyone) (?:tell me|confirm|check|verify)|tell me|(?:i'm )?not sure) (?:if|whether) /iu;
/** "Is this true: …": what follows the mark is asked about. */
const OPENER = toOpening('whether', true);
const AFTER_OPENER = /^\s*[?？؟]?\s*[:：,，;–—-]\s*(?=\S)/u;
/** Whom a question in the chat is put to. */
const CHAT = toOpening('asked');
/** Asked of anybody: "can you see the Great Wall from the Moon". */
const GENERAL = /^(?:(?:can|could|should|must) (?:you|u)|do (?:you|u) (?:need|have to|lose|gain|get|catch|burn))\b/u;
/** Said of everybody: "that you must wait 24 hours". */
const OF_ALL = /^(?:you|u) (?:must|have to|need to|can|can'?t|cannot|should|lose|gain|get|catch|burn)\b/u;
/** Said of the asker or the chat: "can you send me the link". */
const PERSONAL = /\b(?:me|us|my|please|pls|plz)\b/u;
/** Inside a sentence these ask in earnest: dropping the question mark does not make a statement. */
const INVERTED =
  /\b(?:what|why|when|where|how|who|or)\b|\b(?:is|are|do|does|did|can|could|will|would) (?:there|you|u|they|he|she|it|we|this|those)\b/u;
const HAN = /^(\p{Script=Han}.{2,60}?)(?:[，,]?(?:这|這)?是真的)?[吗嗎]$/u;
const MOST_WORDS = 30;

/** What a sentence of at most a few hundred characters asks, if it asks. */
export function readQuestion(sentence: string): Question | undefined {
  const asked = ASKED.test(sentence);
  const text = sentence.replace(/^[\s¿¡]+|[.!?…。！？؟।,;:\s]+$/gu, '').replace(SO, '');
  const han = HAN.exec(text)?.[1];
  if (han !== undefined) return CHAT.test(han) ? {} : { statement: `${han}。` };
  const opened = withoutOpener(text);
  if (opened !== undefined) return { statement: toLine(opened) };
  const rest = (asked || AUX.test(/^\p{L}*/u.exec(text)?.[0].toLowerCase() ?? '') ? withoutAsking(text) : text).replace(
    WHETHER,
    '',
  );
  const words = rest.split(/\s+/u);
  const bare = words.map((word) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, ''));
  const [first = '', second = ''] = bare;
  const lower = rest.toLowerCase();
  // "It is true that honey never spoils?", "Does anyone know if"
  if (rest !== text)
    return (CHAT.test(lower) && !OF_ALL.test(lower)) || /^or\b/u.test(lower) || words.length < 2
      ? {}
      : { statement: toLine(rest) };
  const opens = AUX.test(first) || NEGATED.test(first);
  // "The Earth is flat, right?" states it.
  if (!opens && endsInTag(text)) return undefined;
  if (!NAME.test(text) && (asked ? asksMore(lower, bare) : WH_PLAIN.test(lower) && words.length <= MOST_PLAIN))
    return 'open';
  if (opens && words.length > 2 && (asked || SUBJECT.test(second) || /^(?:does|did)$/.test(first)))
    return toInverted(words, bare, lower);
  if (!asked) return undefined;
  if ((CHAT.test(lower) && !OF_ALL.test(lower)) || (/^[\p{Script=Latin}\P{L}]*$/u.test(text) && words.length < 3))
    return 'open';
  if (words.length > MOST_WORDS || CHAT.test(bare.slice(1).join(' '))) return {};
  const language = toLanguage(toPieces(rest));
  const statement = toForeignStatement(rest, language) ?? (INVERTED.test(lower) ? '' : rest);
  return statement === '' ? {} : { statement: toLine(statement) };
}

/** What "Is this true:" asks about. */
function withoutOpener(text: string): string | undefined {
  const opener = OPENER.exec(text.slice(0, 80).toLowerCase())?.[0];
  const mark = opener === undefined ? undefined : AFTER_OPENER.exec(text.slice(opener.length))?.[0];
  if (opener === undefined || mark === undefined) return undefined;
  const rest = text.slice(opener.length + mark.length).replace(/^["'“„«]+|["'”“»]+$/gu, '');
  return /\S\s+\S/u.test(rest) || UNSPACED.test(rest) ? rest : undefined;
}

function asksMore(lower: string, bare: readonly string[]): boolean {
  const [first = '', ...others] = bare;
  return (
    WH.test(lower) ||
    (first.length <= 3 && !AUX.test(first) && WH.test(others.join(' '))) ||
    WH_UNSPACED.some((word) => lower.includes(word)) ||
    bare.some((word) => WH_HINDI.has(word))
  );
}

function toInverted(words: readonly string[], bare: readonly string[], lower: string): Question {
  const [first = '', second = ''] = bare;
  const rest = bare.slice(1).join(' ');
  if (/^(?:should|shall|may)$/.test(first) && /^(?:i|we)$/.test(second)) return 'open';
  if (CHAT.test(rest) && (!GENERAL.test(lower) || PERSONAL.test(lower))) return 'open';
  if (NEGATED.test(first) || first === 'should') return {};
  const statement = toEnglishStatement(words, bare);
  return statement === undefined ? {} : { statement: toLine(statement) };
}

function toLine(text: string): string {
  const stop = /\p{Script=Devanagari}/u.test(text) ? '।' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${stop}`;
}
