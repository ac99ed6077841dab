import { type CardMarks, ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { CardRelated, CardSource, VerdictCard } from '../../src/core/card/verdict-card.ts';
import type { VerdictLabel } from '../../src/core/types.ts';
import { alone, renderAbout, toStart, toTitle } from './card-about.ts';
import { clipPlain, escapeLinkText, escapeText, toLinkTarget } from './escape.ts';
import { EMBED_DESCRIPTION, EMBED_FIELD_VALUE, EMBED_FIELDS, EMBED_TITLE, LONGEST_LINK } from './limits.ts';
import { type Embed, NOTHING, sizeOf } from './message.ts';

/** Distinguishable for colour-blind readers too: green, amber, red and grey differ in lightness, and the symbol says the same. */
const COLOURS: Readonly<Record<VerdictLabel, number>> = {
  true: 0x1a7f37,
  'mostly-true': 0x57ab5a,
  'partially-true': 0xd4a72c,
  misleading: 0xe0823d,
  false: 0xb62324,
  unverified: 0x768390,
  'not-checkable': 0x57606a,
};

/** For a card that asks whether a claim is the same: the colour of no verdict. */
const CLOSEST_COLOUR = 0x6e56cf;

const HEADING = EMBED_TITLE - 17;
/** Long enough for a verdict's wording in every language. */
const SHORT_HEADING = 120;
const SHORT_TITLE = 140;
const FOOTER = 300;
const SHORT_FOOTER = 140;
const LINK_TEXT = 120;
const NAME = 60;
const STATEMENT = 350;
const DIFFERS = 250;
const REASON = 200;
/** Addresses of similar checks matter less than what differs in them. */
const LONGEST_RELATED_LINK = 400;
/** Sources and similar checks share a card's fields. */
const MOST_FIELDS = Math.floor(EMBED_FIELDS / 2);
const SHORTEST_STATEMENT = 30;
/** Marks entries that were left out. */
const MORE = '\n…';

/** The colour of the verdict, or of a question. */
export function toColour({ closest, label }: VerdictCard): number {
  return closest ? CLOSEST_COLOUR : COLOURS[label];
}

/**
 * A card in at most `room` UTF-16 units (at least 560). Pure; safe for any text. The title is what was asked, since a notification shows only the
 * beginning; the verdict line is never cut. Overlong text is cut within its part. Then these give way in order: the reasons of similar checks, the last
 * similar checks, the last sources, the card's own reasons.
 */
export function toCardEmbed(card: VerdictCard, room: number): Embed {
  const tight = room < 3_200;
  const marks = card.marks ?? ENGLISH_MARKS;
  const title = toTitle(card, tight ? SHORT_TITLE : EMBED_TITLE);
  const footer = toFooter(card, tight ? SHORT_FOOTER : FOOTER);
  const space = Math.min(EMBED_DESCRIPTION, room - title.length - footer.length);
  const embed: Embed = {
    title,
    description: renderAbout(card, title, { room: space, heading: tight ? SHORT_HEADING : HEADING }),
    color: toColour(card),
    fields: [],
    ...(footer ? { footer: { text: footer } } : {}),
  };
  const left = room - sizeOf(embed);
  const entries = card.sources.map((source) => renderSource(source, marks));
  const reasoned = card.related.map((related) => renderRelated(related, marks));
  const all = [
    ...toFields(card.titles.sources, entries, Number.POSITIVE_INFINITY),
    ...toFields(card.titles.related, reasoned, Number.POSITIVE_INFINITY),
  ];
  if (sizeOf({ color: 0, fields: all }) <= left) return { ...embed, fields: all };
  const similar = withoutReasons(card).related.map((related) => renderRelated(related, marks));
  const sources = toFields(card.titles.sources, entries, left);
  const rest = left - sizeOf({ color: 0, fields: sources });
  embed.fields = [...sources, ...toFields(card.titles.related, similar, rest)];
  return embed;
}

/** The check's id is never cut to make room for the rest. */
function toFooter({ asOf, confidence, idLine }: VerdictCard, longest: number): string {
  const id = clipPlain(idLine, longest);
  const more = clipPlain([asOf, confidence].filter(Boolean).join(' · '), Math.max(0, longest - id.length - 3));
  return [more, id].filter(Boolean).join(' · ');
}

function renderSource(source: CardSource, marks: CardMarks): string {
  const page = alone(renderLink(source.title, source.url ?? '', LONGEST_LINK), marks);
  const about = [alone(escapeText(source.publisher, NAME), marks), escapeText(source.date ?? '', NAME)].filter(Boolean);
  const head = `${toStart(marks)}**${source.number}.** ${[page, ...about].join(' · ')}`;
  const note = source.note ? `*(${escapeText(source.note, NAME)})*` : '';
  const stance = escapeText(source.stance ?? '', NAME);
  const [open, close] = marks.quote;
  const around = '\n '.length + toStart(marks).length + [open, close, marks.colon, ...marks.isolate].join('').length;
  const room = EMBED_FIELD_VALUE - head.length - stance.length - note.length - around;
  const shown = room < SHORTEST_STATEMENT ? '' : escapeText(source.statement, Math.min(STATEMENT, room));
  const statement = alone(shown, marks);
  const said = [stance, source.quoted && statement ? `${open}${statement}${close}` : statement]
    .filter(Boolean)
    .join(marks.colon);
  const body = [said, note].filter(Boolean).join(' ');
  return body ? `${head}\n${toStart(marks)}${body}` : head;
}

function renderRelated(related: CardRelated, marks: CardMarks): string {
  const verdict = escapeText(`${related.symbol} ${related.heading}`, NAME);
  const publisher = related.publisher ? ` · ${alone(escapeText(related.publisher, NAME), marks)}` : '';
  const differs = related.differs ? `\n${escapeText(related.differs, DIFFERS)}` : '';
  const claim = alone(renderLink(related.claim, related.url ?? '', LONGEST_RELATED_LINK), marks);
  const known = `${toStart(marks)}${verdict}${marks.colon}${claim}${publisher}${differs}`;
  const around = 1 + [toStart(marks), ...marks.isolate].join('').length;
  const reason = escapeText(related.reason ?? '', Math.min(REASON, EMBED_FIELD_VALUE - known.length - around));
  return reason ? `${known}\n${toStart(marks)}${alone(reason, marks)}` : known;
}

/** The reasons of similar checks are the first part to give way. */
function withoutReasons(card: VerdictCard): VerdictCard {
  return { ...card, related: card.related.map(({ reason: _less, ...rest }) => rest) };
}

/** A link if the address is a usable target, otherwise only the text. */
export function renderLink(text: string, url: string, longest: number): string {
  const target = toLinkTarget(url, longest);
  const shown = escapeLinkText(text || (target ? new URL(target).host : ''), LINK_TEXT) || '—';
  return target ? `[${shown}](<${target}>)` : shown;
}

/** Packs whole entries into as few fields as possible; a `…` replaces the last entries that do not fit into `room`. */
function toFields(name: string, entries: string[], room: number): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = [];
  let left = room;
  for (const [index, entry] of entries.entries()) {
    const isLast = index === entries.length - 1;
    const last = fields.at(-1);
    const joined = last ? `${last.value}\n${entry}` : entry;
    const title = fields.length === 0 ? escapeText(name, NAME) || NOTHING : NOTHING;
    const fits = last !== undefined && joined.length + MORE.length <= EMBED_FIELD_VALUE;
    const cost = entry.length + (fits ? 1 : title.length);
    if ((!fits && fields.length === MOST_FIELDS) || cost + (isLast ? 0 : MORE.length) > left) {
      if (last && last.value.length + MORE.length <= EMBED_FIELD_VALUE && left >= MORE.length) last.value += MORE;
      break;
    }
    left -= cost;
    if (fits) last.value = joined;
    else fields.push({ name: title, value: entry });
  }
  return fields;
}
