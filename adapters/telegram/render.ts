import type { InlineKeyboardMarkup } from 'grammy/types';
import type { NoticeReply, PanelReply, ReplyAction } from '../../commands/reply.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { renderCards } from './card-rows.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { bold, join, link, type Piece, plain } from './html.ts';
import { type CardPlace, renderActions, renderPanelButtons, toShareLink, withoutSharing } from './keyboard.ts';
import { CALLBACK_ANSWER_LIMIT, MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/** A message ready to be sent with parse mode HTML. */
export interface RenderedMessage {
  html: string;
  keyboard?: InlineKeyboardMarkup;
  /** Whoever it answers is to reply to it; this stands in their field until they write. An edit cannot ask so. */
  replyHint?: string;
}

/** All cards of a reply as one message. Pure; always valid, and never over Telegram's limits. */
export function renderCardsMessage(
  cards: readonly VerdictCard[],
  actions: readonly ReplyAction[],
  place: CardPlace,
): RenderedMessage {
  const [card, ...others] = cards;
  const shared = card && others.length === 0 && !place.inGroup ? toShareLink(card) : undefined;
  return toMessage(renderCards(cards).html, renderActions(actions, place, shared));
}

/** A command as `toForeignText` leaves it. */
const TAKEN_APART = /(?<![\p{L}\p{N}_/@<>])\/\u2060([a-z0-9_]{1,32})(?![\w/@])/gu;

/** One of ours with its argument: the only one that is not taken apart. In Arabic a left-to-right mark on both sides keeps the slash in front. */
const COMMAND = /\/[a-z]+(?:@\w+)?(?: <[a-z]+>)?/gu;

/** Where a notice is going to stand. */
export interface NoticePlace {
  /** Names of our commands, which people can touch in a text. */
  commands: readonly string[];
  /** The bot's username in a group, where `/check@name` is what reaches it whatever other bots are there. */
  addressAs?: string;
}

/** A few lines of text as a message. What is too long loses its last lines. */
export function renderNotice(
  notice: Pick<NoticeReply, 'title' | 'lines' | 'links'>,
  place: NoticePlace,
): RenderedMessage {
  const title = bold(plain(cutText(toForeignText(notice.title), 250) || '…'));
  const lines = notice.lines.map((line, at) => {
    const { text = '', url } = notice.links?.get(at) ?? {};
    return join([toLine(line, place), link(url, plain(text))], ' · ');
  });
  for (let shown = lines.length; ; shown -= 1) {
    const piece = join([title, ...lines.slice(0, shown)], '\n');
    const fits = piece.length <= TEXT_LIMIT && Buffer.byteLength(piece.html) <= MARKUP_BYTES_LIMIT;
    if (fits || shown === 0) return { html: piece.html };
  }
}

/** Lines and buttons. */
export function renderPanel(panel: PanelReply, place: NoticePlace): RenderedMessage {
  return toMessage(renderNotice(panel, place).html, renderPanelButtons(panel.rows));
}

/**
 * Our own commands stay whole, and can be touched or copied: all that somebody else's words can gain by one is an offer
 * to use this bot. Everything else that Telegram would make a link of is taken apart.
 */
function toLine(line: string, { commands, addressAs }: NoticePlace): Piece {
  const foreign = cutText(toForeignText(line), 1000);
  const whole = foreign.replace(TAKEN_APART, (apart, name: string) =>
    commands.includes(name) ? `/${name}${addressAs ? `@${addressAs}` : ''}` : apart,
  );
  return plain(/\p{Script=Arabic}/u.test(whole) ? whole.replace(COMMAND, '\u200e$&\u200e') : whole);
}

/** The answer to a click: plain text, at most 200 characters, and so nothing to escape. */
export function renderCallbackText(text: string): string {
  return cutText(text.toWellFormed().trim(), CALLBACK_ANSWER_LIMIT);
}

/** The same words, leading nowhere. All markup is ours: what anybody wrote is escaped. */
export function toUnlinked({ html, keyboard, ...rest }: RenderedMessage): RenderedMessage {
  const message = toMessage(html.replaceAll(/<a href="[^"]*">|<\/a>/g, ''), keyboard && withoutSharing(keyboard));
  return { ...rest, ...message };
}

function toMessage(html: string, keyboard: InlineKeyboardMarkup | undefined): RenderedMessage {
  return keyboard ? { html, keyboard } : { html };
}
