import { UNSPACED } from './characters.ts';
import data from './data/abbreviations.json' with { type: 'json' };
import { beginsWithMonth } from './dates.ts';

/** A sentence, a line or a list's item of a text. */
export interface Sentence {
  /** Where it stands in the text, with the marks at its end, but without a list's mark. */
  start: number;
  end: number;
  /** White space folded. */
  text: string;
  /** It begins a line or a list item: what came before it is a separate matter. */
  item: boolean;
}

/** Marks of other scripts need no space behind them. */
const BREAK =
  /(?<![.!?…(])[.!?…]+["'”’»)\]]{0,3}(?=\s)|[。！？।॥؟۔]+[」』”’）]{0,3}|(?<![!?])[!?]+(?=\p{Script=Han})|\n+|(?<=\s)[•·▪●◦■►➤](?=\s)|(?<=[:.!?]\s)[-–—*](?=\s)/gu;
const BULLET = /^[\s•·▪●◦■►➤*–—-]+(?=\s|[•·▪●◦■►➤])/u;
const NUMBERED = /(?<![^\s])(\d{1,2})[.)](?=\s)/gu;
const toPattern = (words: string, before = '(?:^|[\\s(.])') =>
  new RegExp(`${before}(?:${words.replaceAll('.', '\\.').replaceAll(' ', '|')})`, 'iu').source;
/** A dot behind one of these belongs to it. */
const ABBREVIATION = new RegExp(`${toPattern(data.never)}\\.$`, 'iu');
/** These, and initials, may also end a sentence: "J. K. Rowling", "the U.S." */
const SELDOM = new RegExp(`${toPattern(data.seldom)}\\.$`, 'iu');
const INITIAL = /(?:^|[\s(])(?:\p{Lu}\.)*\p{Lu}\.$/u;
const BEFORE_NUMBER = new RegExp(`${toPattern(data.beforeNumber, '(?:^|\\s)')}\\.$`, 'iu');
const ORDINAL = /(?:^|\s)\d{1,2}\.$/u;
const BEFORE_ORDINAL = new RegExp(`${toPattern(data.beforeOrdinal, '(?:^|\\s)')} \\d{1,2}\\.$`, 'iu');
const OPENING = new RegExp(`^["'“«(]*(?:${data.openings.replaceAll(' ', '|')})\\b`, 'u');
/** How far to look around a dot. */
const NEAR = 24;

/**
 * A text's sentences in their order, none empty. Marks inside numbers, names and abbreviations end nothing. Linear in the text's length.
 * `Intl.Segmenter` is not used: it ends no sentence before a small letter, which is how people in chats begin, and it changes with Node's ICU.
 */
export function toSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  let item = true;
  const add = (end: number) => {
    const raw = text.slice(start, end);
    const lead = BULLET.exec(raw)?.[0].length ?? raw.length - raw.trimStart().length;
    const folded = raw.slice(lead).replace(/\s+/gu, ' ').trim();
    if (folded !== '') sentences.push({ start: start + lead, end, text: folded, item });
  };
  const breaks = [...Array.from(text.matchAll(BREAK)).flatMap((found) => toBreak(text, found)), ...toNumbers(text)];
  for (const { end, next, line } of breaks.sort((one, other) => one.end - other.end)) {
    if (end < start) continue;
    add(end);
    start = next;
    item = line;
  }
  add(text.length);
  return sentences;
}

/** The words of a text's sentences (`toSentences`). */
export function splitSentences(text: string): string[] {
  return toSentences(text).map((sentence) => sentence.text);
}

/** Joins sentences to one text, with spaces between them except in scripts without spaces. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.join(UNSPACED.test(sentences.join('')) ? '' : ' ');
}

interface Break {
  /** Where the sentence before it ends, and where the next begins. */
  end: number;
  next: number;
  line: boolean;
}

function toBreak(text: string, found: RegExpExecArray): Break[] {
  const [mark] = found;
  const next = found.index + mark.length;
  if (/^[\n•·▪●◦■►➤*–—-]/u.test(mark)) return [{ end: found.index, next, line: true }];
  return endsSentence(text, mark, next) ? [{ end: next, next, line: false }] : [];
}

function endsSentence(text: string, mark: string, end: number): boolean {
  const after = text.slice(end, end + NEAR).trimStart();
  if (/^(?:\.{2,}|…)/u.test(mark)) return !/^[\p{Ll}=<>]/u.test(after);
  if (mark !== '.') return true;
  const before = text.slice(Math.max(0, end - NEAR), end);
  if (ABBREVIATION.test(before)) return false;
  if (BEFORE_NUMBER.test(before)) return !/^\d/.test(after);
  if (INITIAL.test(before)) return OPENING.test(after) && !/(?:^|\s)\p{Lu}\.$/u.test(before);
  if (SELDOM.test(before)) return OPENING.test(after);
  return !(ORDINAL.test(before) && (/^\p{Ll}/u.test(after) || BEFORE_ORDINAL.test(before) || beginsWithMonth(after)));
}

/** "1. … 2. … 3. …": numbers that count up from one, at least two of them. */
function toNumbers(text: string): Break[] {
  const found: Break[] = [];
  for (const { 0: mark, 1: number, index } of text.matchAll(NUMBERED))
    if (Number(number) === found.length + 1) found.push({ end: index, next: index + mark.length, line: true });
  return found.length >= 2 ? found : [];
}

/** How many sentences of one message are looked up. */
const MOST_SENTENCES = 40;

/**
 * Every part of a cleaned message that may be a known wording: the whole message, each sentence, and each two neighbours, since a wording can have
 * two sentences. Each once, the whole first.
 */
export function toStatements(message: string): string[] {
  const sentences = splitSentences(message).slice(0, MOST_SENTENCES);
  const pairs = sentences.slice(1).map((sentence, at) => `${sentences[at]} ${sentence}`);
  return [...new Set([message.trim(), ...sentences, ...pairs])].filter((text) => text !== '');
}
