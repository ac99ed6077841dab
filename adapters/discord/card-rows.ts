import { ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { renderLink, toCardEmbed, toColour } from './card.ts';
import { alone, renderAbout, toStart, toTitle } from './card-about.ts';
import { clipPlain } from './escape.ts';
import { EMBED_DESCRIPTION, EMBED_TITLE, EMBEDS, LONGEST_LINK } from './limits.ts';
import type { Embed } from './message.ts';

/** The least room for a card's verdict, some of its claim, and its id, in UTF-16 units; ten such cards fit one message. */
export const LEAST_ROOM = 560;

/** Limits of one row, in UTF-16 units. `SOURCES_PART` divides the room: sources get at most a quarter of it. */
const FOOTER = 140;
const SHORT_TITLE = 140;
const HEADING = 120;
const SOURCES_PART = 4;
const MOST_SOURCES = 4;
/** A row with less room than this gets a shorter title. */
const TIGHT = 1_200;
/** The length of `10\. `, with the direction mark of a right-to-left card. */
const NUMBER = 6;

/**
 * Cards in at most `room` UTF-16 units together, at least `LEAST_ROOM` each: a single card in full; several as one row each, in their own embeds, which
 * keep the colours of their verdicts. Pure; safe for any text.
 *
 * @param unnumbered how many cards at the start have no number: the buttons number the cards after them
 */
export function toCardEmbeds(cards: readonly VerdictCard[], room: number, unnumbered = 0): Embed[] {
  const [first] = cards;
  if (first && cards.length === 1) return [toCardEmbed(first, room)];
  const shown = cards.slice(0, EMBEDS);
  const each = Math.floor(room / shown.length);
  return shown.map((card, at) => toRowEmbed(card, at < unnumbered ? undefined : at - unnumbered + 1, each));
}

/** `1. claim`; below it the verdict and its publisher, or the closest checked claim; then a line of reasons, the sources by name, and the id. */
function toRowEmbed(card: VerdictCard, number: number | undefined, room: number): Embed {
  const marks = card.marks ?? ENGLISH_MARKS;
  const said = toTitle(card, (room < TIGHT ? SHORT_TITLE : EMBED_TITLE) - NUMBER);
  const title = number === undefined ? said : `${toStart(marks)}${number}\\. ${said}`;
  const footer = clipPlain(card.idLine, FOOTER);
  const sources = renderSources(card, Math.floor(room / SOURCES_PART));
  const left = Math.min(EMBED_DESCRIPTION, room - title.length - footer.length) - sources.length - 1;
  const about = renderAbout(card, said, { room: left, heading: HEADING, isRow: true });
  return {
    title,
    description: [about, sources].filter(Boolean).join('\n'),
    color: toColour(card),
    ...(footer ? { footer: { text: footer } } : {}),
  };
}

/** The sources by publisher, as many as fit; one whose link does not fit is named without its address. */
function renderSources({ sources, marks = ENGLISH_MARKS }: VerdictCard, room: number): string {
  let line = '';
  for (const { publisher, url } of sources.slice(0, MOST_SOURCES)) {
    const linked = alone(renderLink(publisher, url ?? '', LONGEST_LINK), marks);
    const named = alone(renderLink(publisher, '', 0), marks);
    const before = line ? `${line} · ` : toStart(marks);
    const next = [linked, named].find((one) => before.length + one.length <= room);
    if (next === undefined) break;
    line = before + next;
  }
  return line;
}
