import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { isReading, sortButtons } from '../../commands/card-buttons.ts';
import type { PanelReply, ReplyAction } from '../../commands/reply.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { toClickData } from './click-data.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { BUTTON_LIMIT, BUTTONS_A_ROW, ROW_WIDTH, SHARED, START_PAYLOAD } from './limits.ts';

/** Where a card will stand. */
export interface CardPlace {
  inGroup: boolean;
  /** The group that a private answer belongs to, for the button that posts it there. */
  groupId?: string;
  /** The label of the share button; a card in a group is shared already, so it has none. */
  share?: string;
  /** Links into the private chat, by the data of the button that becomes a link. */
  links: ReadonlyMap<string, string>;
}

/** The buttons below a card, without those that do not work there. @param shared the link of the share button */
export function renderActions(
  actions: readonly ReplyAction[],
  place: CardPlace,
  shared?: string,
): InlineKeyboardMarkup | undefined {
  const toButton = (action: ReplyAction): InlineKeyboardButton | undefined => {
    const isLink = isReading(action);
    const url = place.links.get(action.data);
    if (place.inGroup && isLink) return url === undefined ? undefined : { text: toLabel(action.label), url };
    if ((action.kind === 'pin' || action.kind === 'unpin') && !place.inGroup) return undefined;
    if (action.kind === 'post') {
      return place.groupId === undefined ? undefined : toCallback(action.label, `${action.data}@${place.groupId}`);
    }
    return toCallback(action.label, action.data);
  };
  const toRow = (row: readonly ReplyAction[]) => row.map(toButton).filter((button) => button !== undefined);
  const { questions, rest, refusals } = sortButtons(actions);
  return toKeyboard([
    ...questions.flatMap((row) => toNarrowRows(toRow(row))),
    toRow(rest.filter(isReading)),
    [
      ...toRow(rest.filter((action) => !isReading(action))),
      ...(shared && place.share ? [{ text: toLabel(place.share), url: shared }] : []),
    ],
    ...toNarrowRows(toRow(refusals)),
  ]);
}

/** The buttons of a panel, in rows that fit a phone. */
export function renderPanelButtons(rows: PanelReply['rows']): InlineKeyboardMarkup | undefined {
  const toButton = ({ label, data, style }: PanelReply['rows'][number][number]) =>
    toCallback(style === 'chosen' ? `✓ ${label}` : label, data);
  return toKeyboard(rows.flatMap((row) => toNarrowRows(row.map(toButton).filter((button) => button !== undefined))));
}

/** All buttons of a row are equally wide: a long label leaves room for fewer beside it. */
function toNarrowRows(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1) ?? [];
    const widest = Math.max(...[...row, button].map(({ text }) => toWidth(text)));
    if (row.length > 0 && widest * (row.length + 1) <= ROW_WIDTH) row.push(button);
    else rows.push([button]);
  }
  return rows;
}

/** A label's width in letters: Chinese characters count twice, combining marks not at all. */
function toWidth(text: string): number {
  const letters = text.replace(/[\p{M}\p{Cf}]/gu, '');
  return letters.length + (letters.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** One button that opens a link or sends data. */
export function renderButton(label: string, to: { url: string } | { data: string }): InlineKeyboardMarkup | undefined {
  return toKeyboard([['url' in to ? { text: toLabel(label), url: to.url } : toCallback(label, to.data)]]);
}

/** A link that opens the private chat with the bot, with a payload. Source: https://core.telegram.org/bots/features#deep-linking */
export function toDeepLink(username: string, payload: string): string | undefined {
  return START_PAYLOAD.test(payload) ? `https://t.me/${username}?start=${payload}` : undefined;
}

/** A link with which a person chooses a chat and sends the given text. Source: https://core.telegram.org/widgets/share */
const SHARE = 'https://t.me/share/url';

/** Shares a verdict with the page it rests on; undefined without a verdict or a page. */
export function toShareLink({ label, symbol, heading, claim, attribution, sources, closest }: VerdictCard) {
  const address = sources.find(({ url }) => /^https?:/i.test(url ?? ''))?.url;
  if (!address || closest || label === 'unverified' || label === 'not-checkable') return undefined;
  const words = [`${symbol} ${heading}: ${claim}`, attribution ?? ''].map((text) => toForeignText(text));
  const text = cutText(words.join('\n').trim(), SHARED.text);
  const [url, said] = [address, text].map((part) => encodeURIComponent(part.toWellFormed()));
  const link = `${SHARE}?url=${url}&text=${said}`;
  return link.length <= SHARED.url ? link : undefined;
}

/** The same buttons without the share button. */
export function withoutSharing({ inline_keyboard: rows }: InlineKeyboardMarkup): InlineKeyboardMarkup | undefined {
  return toKeyboard(rows.map((row) => row.filter((button) => !('url' in button && button.url.startsWith(SHARE)))));
}

function toCallback(label: string, data: string): InlineKeyboardButton | undefined {
  const given = toClickData(data);
  return given === undefined ? undefined : { text: toLabel(label), callback_data: given };
}

/** Telegram refuses a button without text. */
function toLabel(label: string): string {
  return cutText(label.toWellFormed().trim(), BUTTON_LIMIT) || '…';
}

function toKeyboard(
  rows: readonly (readonly (InlineKeyboardButton | undefined)[])[],
): InlineKeyboardMarkup | undefined {
  const full = rows.flatMap((row) => {
    const buttons = row.filter((button) => button !== undefined);
    return Array.from({ length: Math.ceil(buttons.length / BUTTONS_A_ROW) }, (_, at) =>
      buttons.slice(at * BUTTONS_A_ROW, (at + 1) * BUTTONS_A_ROW),
    );
  });
  return full.length > 0 ? { inline_keyboard: full } : undefined;
}
