import type { InlineKeyboardMarkup } from 'grammy/types';
import type { NoticeReply, PanelReply, ReplyAction } from '../../commands/reply.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { renderCards } from './card-rows.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { bold, join, link, type Piece, plain } from './html.ts';
import { type CardPlace, renderActions, renderPanelButtons, toShareLink, withoutSharing } from './keyboard.ts';
import { CALLBACK_ANSWER_LIMIT, MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/** A message ready to send with parse mode HTML. */
export interface RenderedMessage {
  html: string;
  keyboard?: InlineKeyboardMarkup;
  /** Asks the recipient to reply; this text stands in their input field until they type. An edit cannot ask for a reply. */
  replyHint?: string;
}

/** All cards of a reply as one message. Pure; always valid, and within Telegram's limits. */
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

/** One of our commands with its argument, which `toLine` keeps whole. In Arabic, left-to-right marks around it keep the slash in front. */
const COMMAND = /\/[a-z]+(?:@\w+)?(?: <[a-z]+>)?/gu;

/** Where a notice will stand. */
export interface NoticePlace {
  /** Names of our commands, which can be tapped in a text. */
  commands: readonly string[];
  /** The bot's username in a group, where only `/check@name` is sure to reach it among other bots. */
  addressAs?: string;
}

/** A few lines of text as a message. Beyond the limits, the last lines are dropped. */
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

/** A message of lines and buttons. */
export function renderPanel(panel: PanelReply, place: NoticePlace): RenderedMessage {
  return toMessage(renderNotice(panel, place).html, renderPanelButtons(panel.rows));
}

/**
 * Our own commands stay whole and can be tapped or copied: the most that foreign text gains by one is an offer to use this bot. Everything else that
 * Telegram would turn into a link is taken apart.
 */
function toLine(line: string, { commands, addressAs }: NoticePlace): Piece {
  const foreign = cutText(toForeignText(line), 1000);
  const whole = foreign.replace(TAKEN_APART, (apart, name: string) =>
    commands.includes(name) ? `/${name}${addressAs ? `@${addressAs}` : ''}` : apart,
  );
  return plain(/\p{Script=Arabic}/u.test(whole) ? whole.replace(COMMAND, '\u200e$&\u200e') : whole);
}

/** The answer to a click: plain text of at most 200 characters, which needs no escaping. */
export function renderCallbackText(text: string): string {
  return cutText(text.toWellFormed().trim(), CALLBACK_ANSWER_LIMIT);
}

/** The same text without links. All markup is ours: people's words are escaped. */
export function toUnlinked({ html, keyboard, ...rest }: RenderedMessage): RenderedMessage {
  const message = toMessage(html.replaceAll(/<a href="[^"]*">|<\/a>/g, ''), keyboard && withoutSharing(keyboard));
  return { ...rest, ...message };
}

function toMessage(html: string, keyboard: InlineKeyboardMarkup | undefined): RenderedMessage {
  return keyboard ? { html, keyboard } : { html };
}
