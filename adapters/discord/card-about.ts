import { type CardMarks, ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import { type CardClosest, toRowNotes, type VerdictCard } from '../../src/core/card/verdict-card.ts';
import { escapeText } from './escape.ts';
import { NOTHING } from './message.ts';

const SYMBOL = 16;
const TITLE = 60;
const ASKED = 200;
const MATCHED = 80;
const CLAIM = 1_000;
const ATTRIBUTION = 300;
const WHY = 1_200;
const NOTES = 400;
/** Shorter limits for each of several cards in one message. */
const ROW = { attribution: 150, why: 300, notes: 120 };
const RATING = 200;
const OTHERS = 300;
const MOST_CLOSEST = 2;
/** The divisor of a closest claim's room that limits its rating. */
const RATING_PART = 3;
/** With less room than this a text is left out. */
const SHORTEST = 24;

/** What was asked: "You asked: …", or the claim alone if it was asked in the same words. Never empty. */
export function toTitle(
  { asked, closest, claim, titles, marks = ENGLISH_MARKS }: VerdictCard,
  longest: number,
): string {
  if (!asked && !closest) return toClaim(claim, longest, marks) || NOTHING;
  const label = escapeText(titles.asked, TITLE);
  const matched = asked?.matched ? escapeText(asked.matched, MATCHED) : '';
  const before = label && `${label}${marks.colon}`;
  const after = matched && ` · ${matched}`;
  const said = toClaim(asked?.text ?? claim, Math.min(ASKED, longest - before.length - after.length), marks);
  return `${before}${said}${after}` || NOTHING;
}

/**
 * The part between a card's title and its sources, in at most `room` UTF-16 units: the claim, unless the title holds all of it; the verdict or the
 * closest claims; then the reasons. A row has no empty lines.
 */
export function renderAbout(
  card: VerdictCard,
  title: string,
  { room, heading, isRow = false }: { room: number; heading: number; isRow?: boolean },
): string {
  const { closest = [], attribution = '', marks = ENGLISH_MARKS } = card;
  const name = card.closest ? '' : toVerdict(card, heading);
  const verdict = name && (isRow ? `**${name}**` : `### ${name}`);
  // Each part may use what the parts before it left.
  let left = room - (verdict ? verdict.length + 1 : 0);
  const take = (text: string, longest: number, around = 0) => {
    const most = Math.min(longest, left - around - 1);
    const taken = most < SHORTEST ? '' : escapeText(text, most);
    if (taken) left -= taken.length + around + 1;
    return taken;
  };
  const nearest = closest.slice(0, MOST_CLOSEST).map((one, at, all) => {
    const text = renderClosest(one, all[at - 1], card, Math.floor(left / (all.length - at + 1)));
    left -= text.length + 1;
    return text;
  });
  const isSaid = !card.asked && (title.includes(escapeText(card.claim, CLAIM)) || left / 2 <= title.length);
  const claim = isSaid ? '' : take(card.claim, Math.min(CLAIM, Math.floor(left / 2)), 2);
  const rated = take(attribution, isRow ? ROW.attribution : ATTRIBUTION, 2);
  // Counts the empty line before it.
  const why = take(card.why, isRow ? ROW.why : WHY, 1);
  const noted = isRow ? toRowNotes(card) : card.notes;
  const notes = take(noted.join(' '), isRow ? ROW.notes : NOTES, 3);
  const about = [claim && `> ${alone(claim, marks)}`, verdict, ...nearest, rated && `*${rated}*`];
  const reasons = [why, notes && `*${notes}*`];
  return [about, reasons]
    .map((lines) => lines.filter(Boolean).join('\n'))
    .filter(Boolean)
    .join(isRow ? '\n' : '\n\n');
}

/** `❌ False: claim`, in at most `room` UTF-16 units; preceded by what was asked if the wording differs. */
export function toVerdictLine(card: VerdictCard, room: number): string {
  const { symbol, heading, claim, asked, closest, marks = ENGLISH_MARKS } = card;
  const [nearest] = closest ?? [];
  const before = asked || closest ? `${toTitle(card, Math.floor(room / 2))} · ` : '';
  const verdict = escapeText(`${symbol} ${nearest?.title ?? heading}`, Math.floor(room / 4));
  const head = `${toStart(marks)}${before}${verdict}${marks.colon}`;
  return `${head}${toClaim(nearest?.claim ?? claim, room - head.length, marks)}`;
}

function toVerdict({ symbol, heading, label }: VerdictCard, longest: number): string {
  return `${escapeText(symbol, SYMBOL)} ${escapeText(heading, longest) || label}`;
}

/** `🔎 Closest checked claim: “claim” — rated “False” by …`, and below it the other publishers who checked it. */
function renderClosest(
  { title, claim, rating, others = '' }: CardClosest,
  before: CardClosest | undefined,
  { symbol, marks = ENGLISH_MARKS }: VerdictCard,
  most: number,
): string {
  // The second of two under the same title does not repeat it.
  const label = title === before?.title ? '' : escapeText(title, TITLE);
  const head = `${toStart(marks)}${escapeText(symbol, SYMBOL)} ${label && `**${label}**${marks.colon}`}`;
  const rated = escapeText(rating, Math.min(RATING, Math.floor(most / RATING_PART)));
  const [open, close] = marks.quote;
  const tail = rated && ` — ${rated}`;
  const room = most - [head, open, close, ...marks.isolate, tail].join('').length;
  const said = escapeText(claim, Math.min(CLAIM, room));
  const line = `${head}${said && `${open}${alone(said, marks)}${close}`}${tail}`;
  const rest = Math.min(OTHERS, most - line.length - 1 - toStart(marks).length);
  const more = rest < SHORTEST ? '' : escapeText(others, rest);
  return more ? `${line}\n${toStart(marks)}${more}` : line;
}

function toClaim(text: string, longest: number, marks: CardMarks): string {
  return alone(escapeText(text, longest - marks.isolate.join('').length), marks);
}

/** Text that may run in the other direction, wrapped in its isolate marks. */
export function alone(text: string, { isolate: [open, close] }: CardMarks): string {
  return text && `${open}${text}${close}`;
}

/** Begins a line of a right-to-left card that would otherwise begin with a number or foreign words (U+200F). */
export function toStart({ isolate: [open] }: CardMarks): string {
  return open && '\u200f';
}
