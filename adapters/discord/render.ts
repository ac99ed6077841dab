import { sortButtons } from '../../commands/card-buttons.ts';
import type { NoticeReply, PanelReply, Reply, ReplyAction } from '../../commands/reply.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { toVerdictLine } from './card-about.ts';
import { LEAST_ROOM, toCardEmbeds } from './card-rows.ts';
import { renderDetails } from './details-embed.ts';
import { escapeLinkText, escapeText } from './escape.ts';
import { EMBED_DESCRIPTION, EMBED_TITLE, EMBED_TOTAL, EMBEDS } from './limits.ts';
import {
  type ButtonStyle,
  type Embed,
  INFO_COLOUR,
  type MessageBody,
  NOTHING,
  REFUSAL_COLOUR,
  sizeOf,
  toButton,
  toMessage,
  toRows,
} from './message.ts';

/** Prefix of a panel button's `custom_id`: the answer to such a click replaces the panel. */
export const PANEL = 'panel/';

const STYLES: Readonly<Record<PanelReply['rows'][number][number]['style'], ButtonStyle>> = {
  plain: 2,
  chosen: 1,
  danger: 4,
};
/** The least length of a panel's or notice's line, in UTF-16 units. */
const SHORTEST_LINE = 80;
/** About as much as phones show of a message in a notification, in UTF-16 units. */
const VERDICT_LINE = 200;
/** The most cards of a single answer; the cards before them were kept. */
const MOST_VERDICT_LINES = 3;

/**
 * Verdict cards as one message, in order: a single card in full, several as one row each. Pure; safe for any text, within all limits, and no verdict is
 * ever cut.
 *
 * @param unnumbered how many of the first cards no numbered button refers to
 */
export function renderCards(
  cards: readonly VerdictCard[],
  actions: readonly ReplyAction[] = [],
  unnumbered = 0,
): MessageBody {
  // Notifications and chat lists show no embed.
  const lines = cards.slice(-MOST_VERDICT_LINES).map((card) => toVerdictLine(card, VERDICT_LINE));
  const body = toMessage(toCardEmbeds(cards, EMBED_TOTAL, unnumbered), toActionRows(actions));
  return { ...body, content: lines.join('\n') };
}

/** The buttons that answer a card's question come first, then the card's actions. */
function toActionRows(actions: readonly ReplyAction[]) {
  const toButtons = (row: readonly ReplyAction[]) =>
    row.map(({ label, data, kind }) => toButton(label, data, kind === 'post' || kind === 'same' ? 1 : 2));
  const { questions, rest, refusals } = sortButtons(actions);
  return [...questions, [...rest, ...refusals]].flatMap((row) => toRows(toButtons(row)));
}

/** A few lines of text, ours or people's. Every line gets an equal share of the room. */
export function renderNotice(notice: Pick<NoticeReply, 'tone' | 'title' | 'lines' | 'links'>): MessageBody {
  return toMessage([toTextEmbed(notice, notice.tone === 'info' ? INFO_COLOUR : REFUSAL_COLOUR)]);
}

function toTextEmbed({ title, lines, links }: Pick<NoticeReply, 'title' | 'lines' | 'links'>, color: number): Embed {
  const room = EMBED_DESCRIPTION;
  const shownTitle = escapeText(title, EMBED_TITLE);
  const share = Math.max(SHORTEST_LINE, Math.floor(room / Math.max(1, lines.length)) - 1);
  let description = '';
  for (const [at, line] of lines.entries()) {
    const { text, url } = links?.get(at) ?? {};
    const ending = text && url ? ` · [${escapeLinkText(text, SHORTEST_LINE)}](<${url}>)` : '';
    const next = `${description}${description && '\n'}${escapeText(line, share - ending.length)}${ending}`;
    if (next.length > room) break;
    description = next;
  }
  return { ...(shownTitle ? { title: shownTitle } : {}), description: description.trim() || NOTHING, color };
}

/** Shown when a request could not even be accepted. */
export function renderApology(tag: string | undefined): MessageBody {
  const { t } = toLocale(tag);
  return renderNotice({ tone: 'refusal', title: t('router.fault.title'), lines: [t('router.fault.body')] });
}

/** One short sentence of ours, such as "Pinned." */
export function renderLine(line: string): MessageBody {
  return renderNotice({ tone: 'info', title: '', lines: [line] });
}

function renderPanel({ title, lines, rows }: PanelReply): MessageBody {
  const buttons = rows.map((row) =>
    row.map(({ label, data, style }) => toButton(label, `${PANEL}${data}`, STYLES[style])),
  );
  return toMessage(
    [toTextEmbed({ title, lines }, INFO_COLOUR)],
    buttons.flatMap((row) => toRows(row)),
  );
}

/** A reply that is shown as it is: pins and unpins are carried out first, then reported by `renderLine`. */
export type ShownReply = Exclude<Reply, { kind: 'pin' | 'unpin' }>;

/**
 * Any reply as one message. Pure.
 * @param can which actions work where the message will stand; the other buttons are left out
 */
export function renderReply(reply: ShownReply, can: (kind: ReplyAction['kind']) => boolean = () => true): MessageBody {
  const { kept = [] } = reply;
  if (reply.kind === 'cards') {
    const actions = (reply.actions ?? []).filter(({ kind }) => can(kind));
    // The reply's own cards come first: kept cards fill the remaining slots.
    const own = reply.cards.slice(0, EMBEDS);
    const before = own.length < EMBEDS ? kept.slice(own.length - EMBEDS) : [];
    // A single card has no numbered button.
    return renderCards([...before, ...own], actions, before.length + (own.length === 1 ? 1 : 0));
  }
  const body =
    reply.kind === 'notice' ? renderNotice(reply) : reply.kind === 'panel' ? renderPanel(reply) : renderDetails(reply);
  if (kept.length === 0) return body;
  const left = EMBED_TOTAL - body.embeds.reduce((sum, embed) => sum + sizeOf(embed), 0);
  const most = Math.min(EMBEDS - body.embeds.length, Math.floor(left / LEAST_ROOM));
  const before = most > 0 ? kept.slice(0, most) : [];
  return { ...body, embeds: [...toCardEmbeds(before, left, before.length), ...body.embeds] };
}

/** The progress line of a check; `beside`: a card is already there and must stay untouched. */
export function renderProgress(
  line: string,
  beside: boolean,
): Pick<MessageBody, 'content' | 'allowed_mentions'> | MessageBody {
  if (!beside) return renderLine(line);
  return { content: escapeText(line, EMBED_TITLE), allowed_mentions: { parse: [] } };
}
