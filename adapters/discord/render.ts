import type { CardRelated, CardSource, VerdictCard } from '../../src/core/card/verdict-card.ts';
import type { VerdictLabel } from '../../src/core/types.ts';
import { clipPlain, escapeLinkText, escapeText, toLinkTarget } from './escape.ts';
import {
  BUTTON_LABEL,
  CUSTOM_ID,
  EMBED_DESCRIPTION,
  EMBED_FIELD_VALUE,
  EMBED_FIELDS,
  EMBED_TITLE,
  EMBED_TOTAL,
  LONGEST_LINK,
} from './limits.ts';

/** An embed in Discord's own JSON names, as far as cards use it. */
export interface CardEmbed {
  title?: string;
  description?: string;
  color: number;
  fields?: { name: string; value: string }[];
  footer?: { text: string };
}

export interface CardButton {
  type: 2;
  style: 2;
  label: string;
  custom_id: string;
}

/**
 * A message ready to be sent. It has no `content`, so Discord never unfurls a link in it, and nothing in an embed can ping;
 * `allowedMentions` says so once more.
 */
export interface MessagePayload {
  embeds: CardEmbed[];
  components: { type: 1; components: CardButton[] }[];
  allowedMentions: { parse: [] };
}

/** Told apart for the colour-blind too: green, amber, red and grey differ in lightness, and the symbol says the same. */
const COLOURS: Readonly<Record<VerdictLabel, number>> = {
  true: 0x1a7f37,
  'mostly-true': 0x57ab5a,
  'partially-true': 0xd4a72c,
  misleading: 0xe0823d,
  false: 0xb62324,
  unverified: 0x768390,
  'not-checkable': 0x57606a,
};
const INFO_COLOUR = 0x316dca;
const REFUSAL_COLOUR = 0x768390;

/**
 * How much of a card each part may take, in escaped units. Title, description and footer come to 3,100 at most, which
 * leaves the sources and the similar checks room for at least one whole entry each.
 */
const SYMBOL = 16;
const HEADING = EMBED_TITLE - SYMBOL - 1;
const CLAIM = 1_000;
const ATTRIBUTION = 300;
const WHY = 1_200;
const FOOTER = 300;
const LINK_TEXT = 120;
const NAME = 60;
const STATEMENT = 350;
const DIFFERS = 250;
/** Addresses of similar checks matter less than what differs in them. */
const LONGEST_RELATED_LINK = 400;
/** Room kept for similar checks, however long the sources are. */
const RELATED_ROOM = 1_100;
/** Sources and similar checks share a card's fields. */
const MOST_FIELDS = Math.floor(EMBED_FIELDS / 2);
const SHORTEST_STATEMENT = 30;
const SHORTEST_NOTICE_LINE = 80;
/** Stands for entries that found no room. */
const MORE = '\n…';

/** A blank name or text is refused; a zero-width space is accepted, and seen as nothing. */
const NOTHING = '\u200b';

/**
 * A verdict card as a Discord message. Pure; any text is safe, and no limit is passed: what is too long is cut within its
 * part, and last sources or similar checks are left out before anything else is.
 * @param pin the *Pin* button's label; without it there is no button
 */
export function renderCard(card: VerdictCard, pin?: string): MessagePayload {
  const heading = escapeText(card.heading, HEADING) || card.label;
  const description = [
    `> ${escapeText(card.claim, CLAIM) || NOTHING}`,
    card.attribution ? `*${escapeText(card.attribution, ATTRIBUTION)}*` : '',
    escapeText(card.why, WHY),
  ];
  const footer = clipPlain([card.asOf, card.confidence, card.idLine].filter(Boolean).join(' · '), FOOTER);
  const embed: CardEmbed = {
    title: `${escapeText(card.symbol, SYMBOL)} ${heading}`.trim(),
    description: description.filter(Boolean).join('\n'),
    color: COLOURS[card.label],
    fields: [],
    ...(footer ? { footer: { text: footer } } : {}),
  };
  const room = EMBED_TOTAL - sizeOf(embed);
  const related = card.related.length > 0 ? RELATED_ROOM : 0;
  const sources = toFields(card.titles.sources, card.sources.map(renderSource), room - related);
  const left = room - sizeOf({ color: 0, fields: sources });
  embed.fields = [...sources, ...toFields(card.titles.related, card.related.map(renderRelated), left)];
  return toMessage(embed, pin === undefined ? undefined : toButton(pin, `pin:${card.checkId}`));
}

/** A few lines of text, ours or with people's words in them. Every line gets its share of the room. */
export function renderNotice(notice: { tone: 'info' | 'refusal'; title: string; lines: string[] }): MessagePayload {
  const title = escapeText(notice.title, EMBED_TITLE);
  const share = Math.max(SHORTEST_NOTICE_LINE, Math.floor(EMBED_DESCRIPTION / notice.lines.length) - 1);
  let description = '';
  for (const line of notice.lines) {
    const next = description + (description ? '\n' : '') + escapeText(line, share);
    if (next.length > EMBED_DESCRIPTION) break;
    description = next;
  }
  const color = notice.tone === 'info' ? INFO_COLOUR : REFUSAL_COLOUR;
  return toMessage({ ...(title ? { title } : {}), description: description.trim() || NOTHING, color });
}

/** One short sentence of ours, such as "Pinned." */
export function renderLine(line: string): MessagePayload {
  return renderNotice({ tone: 'info', title: '', lines: [line] });
}

function renderSource(source: CardSource): string {
  const about = [source.publisher, source.date ?? ''].map((text) => escapeText(text, NAME)).filter(Boolean);
  const head = `**${source.number}.** ${[renderLink(source.title, source.url, LONGEST_LINK), ...about].join(' · ')}`;
  const note = source.note ? `*(${escapeText(source.note, NAME)})*` : '';
  const room = EMBED_FIELD_VALUE - head.length - note.length - '\n“” '.length;
  const statement = room < SHORTEST_STATEMENT ? '' : escapeText(source.statement, Math.min(STATEMENT, room));
  const body = [source.quoted && statement ? `“${statement}”` : statement, note].filter(Boolean).join(' ');
  return body ? `${head}\n${body}` : head;
}

function renderRelated(related: CardRelated): string {
  const verdict = escapeText(`${related.symbol} ${related.heading}`, NAME);
  const publisher = related.publisher ? ` · ${escapeText(related.publisher, NAME)}` : '';
  const differs = related.differs ? `\n${escapeText(related.differs, DIFFERS)}` : '';
  return `${verdict}: ${renderLink(related.claim, related.url ?? '', LONGEST_RELATED_LINK)}${publisher}${differs}`;
}

/** A link where the address is fit to be one, else only its text. */
function renderLink(text: string, url: string, longest: number): string {
  const target = toLinkTarget(url, longest);
  const shown = escapeLinkText(text || (target ? new URL(target).host : ''), LINK_TEXT) || '—';
  return target ? `[${shown}](<${target}>)` : shown;
}

/** Packs whole entries into as few fields as hold them; the last ones that no longer fit into `room` become a `…`. */
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
      if (last && last.value.length + MORE.length <= EMBED_FIELD_VALUE) last.value += MORE;
      break;
    }
    left -= cost;
    if (fits) last.value = joined;
    else fields.push({ name: title, value: entry });
  }
  return fields;
}

function sizeOf({ title = '', description = '', fields = [], footer }: CardEmbed): number {
  const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function toButton(label: string, id: string): CardButton | undefined {
  const shown = clipPlain(label, BUTTON_LABEL);
  return shown && id.length <= CUSTOM_ID ? { type: 2, style: 2, label: shown, custom_id: id } : undefined;
}

function toMessage(embed: CardEmbed, button?: CardButton): MessagePayload {
  const components = button ? [{ type: 1 as const, components: [button] }] : [];
  return { embeds: [embed], components, allowedMentions: { parse: [] } };
}
