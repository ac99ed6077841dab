/** A part of a text that stands by itself: a sentence, a list's item, what a semicolon parts off. */
export interface Piece {
  /** Where it stands in the text. */
  start: number;
  end: number;
  /** White space folded, without the list's mark. */
  text: string;
  /** It begins a list's item or a line: what came before it is another matter. */
  item: boolean;
}

const BREAK =
  /(?<![.!?…(])[.!?…]+["'”’»)\]]{0,3}(?=\s)|[。！？]+|[;；](?=\s)|\n+|(?<=\s)[•·▪●◦■►➤](?=\s)|(?<=[:.!?]\s)[-–—*](?=\s)/gu;
const BULLET = /^[\s•·▪●◦■►➤*–—-]+(?=\s|[•·▪●◦■►➤])/u;
const NUMBERED = /(?<![^\s])(\d{1,2})[.)](?=\s)/gu;
/** A dot behind one of these belongs to it. */
const ABBREVIATION =
  /(?:^|[\s(.])(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|St|Prof|Mt|Lt|Col|Capt|Sgt|Hon|Rev|vs|approx|ca|cf|e\.g|i\.e|Fig|z\.B|u\.a|bzw|Hr|Fr|Nr|Sra?|Dra|Mme)\.$/iu;
/** These may end a sentence too. */
const MAYBE_ABBREVIATION = /(?:^|[\s(])(?:Jr|Sr|Inc|Ltd|Co|Corp|etc|a\.m|p\.m|(?:\p{Lu}\.)*\p{Lu})\.$/u;
const MONTH = /(?:^|\s)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Art|pp)\.$/iu;
const ORDINAL = /(?:^|\s)\d{1,2}\.$/u;
const ORDINAL_BEFORE = /(?:^|\s)(?:am|vom|zum|den|der|dem|des|die|das|bis|im|und|dnia) \d{1,2}\.$/iu;
const OPENING_WORD =
  /^["'“«(]*(?:The|It|They|He|She|This|That|These|In|But|And|We|You|I|So|Now|His|Her|Their|A|An|At|On)\b/u;
/** How far to look around a dot. */
const NEAR = 24;

/**
 * Takes a text apart where its sentences, lines and list items end. Marks inside numbers, names and abbreviations end nothing. Linear in
 * the text's length.
 */
export function toPieces(text: string): Piece[] {
  const numbers = listNumbers(text);
  const pieces: Piece[] = [];
  let start = 0;
  let item = true;
  const add = (end: number) => {
    const piece = toPiece(text, start, end, item);
    if (piece) pieces.push(piece);
  };
  const breaks = [...[...text.matchAll(BREAK)].map((found) => toBreak(text, found)), ...numbers].sort(
    (a, b) => a.end - b.end,
  );
  for (const point of breaks) {
    if (point.end < start || point.mark === 'none') continue;
    // Only whole thoughts are parted at a semicolon.
    if (
      point.mark === 'semicolon' &&
      !(wordsNear(text.slice(start, point.end)) && wordsNear(text.slice(point.next, point.next + 80)))
    )
      continue;
    add(point.end);
    start = point.next;
    if (point.mark !== 'stop' && point.mark !== 'semicolon') item = true;
    else item = false;
  }
  add(text.length);
  return pieces;
}

interface Break {
  mark: 'stop' | 'semicolon' | 'line' | 'none';
  /** Where the piece before it ends. */
  end: number;
  /** Where the next begins. */
  next: number;
}

function toBreak(text: string, found: RegExpExecArray): Break {
  const [mark] = found;
  const end = found.index + mark.length;
  if (/^[;；]/u.test(mark)) {
    // "&amp;" is one character, not the end of a thought.
    const entity = /&#?\w{1,8}$/u.test(text.slice(Math.max(0, found.index - 10), found.index));
    return { mark: entity ? 'none' : 'semicolon', end: found.index, next: end };
  }
  if (/^[\n•·▪●◦■►➤*–—-]/u.test(mark)) return { mark: 'line', end: found.index, next: end };
  return { mark: endsSentence(text, mark, end) ? 'stop' : 'none', end, next: end };
}

function endsSentence(text: string, mark: string, end: number): boolean {
  if (/[。！？]/u.test(mark)) return true;
  const after = text.slice(end, end + NEAR).trimStart();
  if (/^(?:\.{2,}|…)/u.test(mark)) return !/^[\p{Ll}=<>]/u.test(after);
  if (mark !== '.') return true;
  const before = text.slice(Math.max(0, end - NEAR), end);
  if (ABBREVIATION.test(before)) return false;
  if (MONTH.test(before)) return !/^\d/.test(after);
  if (MAYBE_ABBREVIATION.test(before)) return OPENING_WORD.test(after) && !/(?:^|\s)\p{Lu}\.$/u.test(before);
  return !(ORDINAL.test(before) && (/^\p{Ll}/u.test(after) || ORDINAL_BEFORE.test(before)));
}

/** "1. … 2. … 3. …": numbers that count up from one, at least two of them. */
function listNumbers(text: string): Break[] {
  const found: Break[] = [];
  for (const match of text.matchAll(NUMBERED)) {
    if (Number(match[1]) === found.length + 1)
      found.push({ mark: 'line', end: match.index, next: match.index + match[0].length });
  }
  return found.length >= 2 ? found : [];
}

/** At least three words. */
function wordsNear(text: string): boolean {
  return (text.slice(0, 400).match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= 3;
}

function toPiece(text: string, from: number, to: number, item: boolean): Piece | undefined {
  const raw = text.slice(from, to);
  const lead = BULLET.exec(raw)?.[0].length ?? raw.length - raw.trimStart().length;
  const folded = raw.slice(lead).replace(/\s+/gu, ' ').trim();
  return folded === '' ? undefined : { start: from + lead, end: to, text: folded, item };
}
