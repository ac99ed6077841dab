import { clipPlain } from './escape.ts';
import { BUTTON_LABEL, BUTTONS_A_ROW, CUSTOM_ID, ROWS } from './limits.ts';

/** An embed in Discord's own JSON names, as far as this bot uses it. */
export interface Embed {
  title?: string;
  description?: string;
  color: number;
  fields?: { name: string; value: string }[];
  footer?: { text: string };
}

/** Discord's button styles: secondary, primary, danger. https://discord.com/developers/docs/components/reference#button-button-styles */
export type ButtonStyle = 1 | 2 | 4;

export interface Button {
  type: 2;
  style: ButtonStyle;
  label: string;
  custom_id: string;
}

interface ButtonRow {
  type: 1;
  components: Button[];
}

/**
 * A message ready to be sent, in Discord's own JSON names. Its embeds cannot ping, and `allowed_mentions` says so once more.
 * `content` is escaped, a line a card, and is written by every answer, so that no progress stays behind.
 */
export interface MessageBody {
  content: string;
  embeds: Embed[];
  components: ButtonRow[];
  allowed_mentions: { parse: [] };
}

/** A blank name or text is refused; a zero-width space is accepted, and seen as nothing. */
export const NOTHING = '\u200b';

export const INFO_COLOUR = 0x316dca;
export const REFUSAL_COLOUR = 0x768390;

/** Puts embeds and rows of buttons together. An id that is there twice is refused by Discord, so its first button stays. */
export function toMessage(embeds: Embed[], rows: readonly Button[][] = []): MessageBody {
  const seen = new Set<string>();
  const isNew = ({ custom_id }: Button) => !seen.has(custom_id) && seen.add(custom_id);
  const components = rows
    .map((row) => ({ type: 1 as const, components: row.filter(isNew) }))
    .filter((row) => row.components.length > 0)
    .slice(0, ROWS);
  return { content: '', embeds, components, allowed_mentions: { parse: [] } };
}

/** Our own links (`renderLink`), whose text holds no bracket; and addresses in people's words, escaped or not. */
const LINK = /\[([^[\]]*)\]\(<[^>]*>\)/g;
const ADDRESS = /\bhttps?\\?:\/\/\S+/gi;

/** The same message, with the text of each link in its place and no address. */
export function withoutAddresses<B extends Partial<MessageBody>>(body: B): B {
  const toPlain = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replace(LINK, '$1').replace(ADDRESS, '…') : value;
  return JSON.parse(JSON.stringify(body), toPlain);
}

/** A button, unless its label would be empty or its data too long. */
export function toButton(label: string, data: string, style: ButtonStyle): Button | undefined {
  const shown = clipPlain(label, BUTTON_LABEL);
  if (!shown || data === '' || data.length > CUSTOM_ID) return undefined;
  return { type: 2, style, label: shown, custom_id: data };
}

/** Buttons in rows, in their order. */
export function toRows(buttons: readonly (Button | undefined)[]): Button[][] {
  const all = buttons.filter((button) => button !== undefined);
  return Array.from({ length: Math.ceil(all.length / BUTTONS_A_ROW) }, (_, row) =>
    all.slice(row * BUTTONS_A_ROW, (row + 1) * BUTTONS_A_ROW),
  );
}

/** How much of the limit over all embeds one takes, in UTF-16 units. */
export function sizeOf({ title = '', description = '', fields = [], footer }: Embed): number {
  const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + text.length, 0);
}
