import { UNSPACED } from '../language/characters.ts';
import functionWords from '../language/data/function-words.json' with { type: 'json' };
import { toSentenceKind } from './kinds.ts';
import { LEADS_ON, type LineKind, NOTICE, TICKED, toLineKind, withoutHourBehind } from './screenshot-signs.ts';
import { toOwnWords } from './what-is-asked.ts';

/** A chat's head: status bar, title, who is there. */
const HEAD_LINES = 4;
/** The most lines that a notice is broken into. */
const NOTICE_LINES = 4;
const FUNCTION_WORDS = new Set(Object.values(functionWords).flatMap((words) => words.split(' ')));
const ENDED = /[.!?…:;।。！？；؟][^\p{L}\p{N}]*$/u;
/** How much of a line's end is tested, in UTF-16 units: a pattern that is bound to the end tries each place of the line. */
const END_UNITS = 60;
const endOf = (text: string) => text.slice(-END_UNITS);
const SMALL = /^\p{Ll}/u;
/** A line of this share of the width may be a full one: letters differ in width. */
const BROKEN = 0.9;
const CAPITAL = /^\p{Lu}/u;

interface Line {
  text: string;
  /** The same without the hour behind it. */
  rest: string;
  /** The first of its paragraph. */
  starts: boolean;
  kind: LineKind;
}

/**
 * Removes from a picture's text what an app puts around messages: the status bar, hours with their ticks, who is online, senders above bubbles,
 * "Forwarded", buttons, and a caption that only asks ("Is this true?"). A line that may be the rest of the sentence above it stays, and so does a
 * name if nothing says that the picture shows a chat. Pure. Safe for any text.
 *
 * @param text in NFC, lines as they stand in the picture; an empty line separates paragraphs
 */
export function withoutScreenParts(text: string): string {
  const paragraphs = text.split(/\n\s*\n/u).map((one) => one.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line)));
  const writesDots = paragraphs.flat().some(isHourWithDot);
  const lines = paragraphs.flatMap((paragraph) =>
    paragraph.map((text, place) => toLine(text.trim(), place === 0, writesDots)),
  );
  markNotices(lines);
  joinBroken(lines);
  const isChat = lines.some(({ text, kind }) => !['name', 'words', 'status'].includes(kind) || TICKED.test(text));
  const width = Math.max(...lines.map(({ text, kind }) => (kind === 'words' ? widthOf(text) : 0)));
  for (const [at, line] of lines.entries())
    if (line.kind === 'name' && !(isChat && isSender(lines, at, width))) line.kind = 'words';
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1];
    if (!next || !goesOn(line, next)) line.rest = withoutHourBehind(line.text, writesDots, isChat);
  }
  const kept: Line[] = [];
  let isNew = false;
  for (const [at, line] of lines.entries()) {
    isNew ||= line.starts;
    const goes = isPart(lines, at);
    if (!goes) kept.push({ ...line, text: line.rest, starts: isNew });
    isNew = goes || line.rest !== line.text;
  }
  const said = kept.filter((line, at) => !asksOnly(line, kept[at - 1], kept[at + 1]));
  return (said.length > 0 ? said : kept)
    .map(({ text, starts }, at) => `${at === 0 ? '' : starts ? '\n\n' : '\n'}${text}`)
    .join('');
}

function toLine(text: string, starts: boolean, writesDots: boolean): Line {
  return { text, rest: text, starts, kind: toLineKind(text, writesDots) };
}

/** "12.41" is an hour in Indonesia, and a number elsewhere: if one of a picture has ticks or a status bar after it, all are hours. */
function isHourWithDot(line: string): boolean {
  return (
    (/^\p{Nd}{1,2}\.\p{Nd}{2}/u.test(line) && toLineKind(line, false) === 'status') ||
    (/\.\p{Nd}{2}\P{Nd}+$/u.test(line) && TICKED.test(line))
  );
}

/** Joins lines of one sentence that Tesseract put into separate paragraphs: "seen from", "the Moon". */
function joinBroken(lines: Line[]): void {
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before?.kind !== 'words' || line.kind !== 'words' || ENDED.test(endOf(before.text))) continue;
    const last = /[\p{L}\p{M}'’]+$/u.exec(endOf(before.text))?.[0] ?? '';
    const isOpen = FUNCTION_WORDS.has(last.toLowerCase()) || (SMALL.test(line.text) && last !== '');
    if (isOpen && !isQuestion(line.text)) line.starts = false;
  }
}

function markNotices(lines: Line[]): void {
  lines.forEach((line, at) => {
    if (!NOTICE.test(line.text.replace(/^[^\p{L}]+|^.[^\p{L}]+/u, ''))) return;
    const length = 1 + lines.slice(at, at + NOTICE_LINES).findIndex(({ text }) => ENDED.test(endOf(text)));
    for (const one of lines.slice(at, at + Math.max(1, length))) one.kind = 'label';
  });
}

/** Whether a line is part of the app and is removed. */
function isPart(lines: readonly Line[], at: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]];
  if (!line || line.kind === 'words') return false;
  if (line.kind === 'status') return at < HEAD_LINES;
  if (line.kind === 'name' || (line.kind === 'hour' && TICKED.test(line.text))) return true;
  if (before?.kind !== 'words' || isEnded(before))
    return !(['count', 'day'].includes(line.kind) && after && goesOn(line, after));
  if (SMALL.test(line.text)) return false;
  if (line.kind === 'hour') return !LEADS_ON.test(before.text) && !(after && goesOn(line, after));
  if (line.kind === 'day') return line.starts || CAPITAL.test(line.text);
  // A label by itself may be a word of the sentence, unless a capital shows that it is not.
  const isPlain = line.kind === 'label' && CAPITAL.test(line.text);
  return line.starts || isPlain || (after !== undefined && isLabel(after));
}

/**
 * Whether a name is a sender's above a bubble: beside other parts of an app, or in a chat's head. The line below it begins a new text, and is not a
 * headline.
 * @param width of the longest line of words: a line that had room for the next word was not broken there
 */
function isSender(lines: readonly Line[], at: number, width: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]];
  // An hour stands below what was said.
  if (!line || !after || after.kind === 'hour') return false;
  if (!line.starts && before?.kind === 'words' && !isEnded(before)) return false;
  const [next = ''] = after.text.split(' ');
  const isHead =
    (line.starts || before?.kind === 'status') &&
    isLabel(after) &&
    restOfParagraph(lines, at).every(({ kind }) => kind !== 'words');
  if (isHead && !after.starts) return true;
  if (widthOf(line.text) + 1 + widthOf(UNSPACED.test(next) ? next.charAt(0) : next) > width * BROKEN) return false;
  if (!CAPITAL.test(line.text)) return at < HEAD_LINES && isLabel(after);
  if (isLabel(after)) return line.starts || before?.kind !== 'words';
  if (at >= HEAD_LINES && (before === undefined || ['name', 'words', 'status'].includes(before.kind))) return false;
  const from = lines.findIndex(({ kind }, place) => place > at && kind === 'words');
  const areBetween = lines.slice(at + 1, from).every(({ kind }) => kind !== 'hour');
  return from > 0 && areBetween && !/^\P{L}*\p{Ll}/u.test(lines[from]?.text ?? '') && !isHeadline(lines, from);
}

/** Width in letters: a character of a script without spaces is as wide as two. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (UNSPACED.test(letter) ? 2 : 1), 0);
}

/** "Scientists Find Life on Mars" */
function isHeadline(lines: readonly Line[], from: number): boolean {
  const said = lines.slice(from, from + 1).concat(restOfParagraph(lines, from));
  const end = said.findIndex(({ kind }) => kind !== 'words');
  const words = said.slice(0, end < 0 ? undefined : end).flatMap(({ text }) => text.match(/[\p{L}\p{M}]{4,}/gu) ?? []);
  return words.length > 0 && words.every((word) => CAPITAL.test(word));
}

/** The lines below one, up to the next paragraph. */
function restOfParagraph(lines: readonly Line[], at: number): Line[] {
  const end = lines.findIndex(({ starts }, place) => place > at && starts);
  return lines.slice(at + 1, end < 0 ? undefined : end);
}

function isLabel({ kind }: Line): boolean {
  return ['day', 'label', 'noun', 'count'].includes(kind);
}

/** Whether the next line is the rest of a sentence. */
function goesOn(line: Line, next: Line): boolean {
  return !next.starts && next.kind === 'words' && SMALL.test(next.text) && !isEnded(line);
}

function isEnded({ text, rest }: Line): boolean {
  return ENDED.test(endOf(text)) || rest !== text;
}

/** Whether a line only asks about what stands above or below it. */
function asksOnly(line: Line, before: Line | undefined, after: Line | undefined): boolean {
  const isFirst = line.starts || (before !== undefined && isEnded(before));
  const isLast = isEnded(line) || after === undefined || after.starts;
  return isFirst && isLast && isQuestion(line.text);
}

/** A question that says nothing by itself. */
function isQuestion(text: string): boolean {
  if (toOwnWords(text) !== 'bare') return false;
  return /[?？؟][^\p{L}\p{N}]*$/u.test(endOf(text)) || toSentenceKind(text, 'rules').kind === 'yes-no-question';
}
