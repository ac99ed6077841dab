import { clipPlain } from './escape.ts';
import { BUTTON_LABEL, BUTTONS_A_ROW, CUSTOM_ID, ROWS } from './limits.ts';

/** The part of Discord's embed that this bot uses, with Discord's JSON names. */
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
 * A message ready to send, with Discord's JSON names. Embeds cannot ping, and `allowed_mentions` rules it out again. `content` is escaped, one line per
 * card; every answer sets it, so that no progress line remains.
 */
export interface MessageBody {
  content: string;
  embeds: Embed[];
  components: ButtonRow[];
  allowed_mentions: { parse: [] };
}

/** Discord refuses a blank name or text; it accepts a zero-width space, which shows as nothing. */
export const NOTHING = '\u200b';

export const INFO_COLOUR = 0x316dca;
export const REFUSAL_COLOUR = 0x768390;

/** Combines embeds and button rows. Discord refuses a duplicate `custom_id`, so only the first button with each id stays. */
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

/** The same message with each link replaced by its text, and without addresses. */
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

/** Splits buttons into rows, in order. */
export function toRows(buttons: readonly (Button | undefined)[]): Button[][] {
  const all = buttons.filter((button) => button !== undefined);
  return Array.from({ length: Math.ceil(all.length / BUTTONS_A_ROW) }, (_, row) =>
    all.slice(row * BUTTONS_A_ROW, (row + 1) * BUTTONS_A_ROW),
  );
}

/** An embed's share of the limit over all embeds, in UTF-16 units. */
export function sizeOf({ title = '', description = '', fields = [], footer }: Embed): number {
  const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + text.length, 0);
}
