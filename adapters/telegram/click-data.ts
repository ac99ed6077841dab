import { defined } from '../../src/core/defined.ts';
import { CALLBACK_DATA_BYTES } from './limits.ts';

/** What a button asks for. */
export interface ClickData {
  command: string;
  text: string;
  /** The message that the click is about, if it is not the one with the button; `none` for no message at all. */
  target?: number | 'none';
  /** The group that the click is about, if the button is in a private chat. */
  group?: Group;
}

/** A group or one of its topics, which something in a private chat refers to. */
export interface Group {
  id: string;
  topicId?: string;
}

const DATA = /^([a-z]{1,16}):([^@\s]{0,40})(?:@(-?\d{1,20}(?:_\d{1,12})?))?$/;
const GROUP = /^(-\d{1,20})(?:_(\d{1,12}))?$/;
const SETTINGS = 'settings';

/** A group in a button's data or a link's payload. */
export function toGroupRef({ id, topicId }: Group): string {
  return topicId === undefined ? id : `${id}_${topicId}`;
}

function parseGroupRef(ref: string): Group | undefined {
  const [, id, topicId] = GROUP.exec(ref) ?? [];
  return id === undefined ? undefined : { id, ...defined({ topicId }) };
}

/** The payload of a link into the private chat that opens a group's settings there. The right is checked when it is opened. */
export function toSettingsPayload(group: Group): string {
  return `${SETTINGS}${toGroupRef(group)}`;
}

/** The group whose settings a link opens; undefined for other links. */
export function parseSettingsPayload(payload: string): Group | undefined {
  return payload.startsWith(SETTINGS) ? parseGroupRef(payload.slice(SETTINGS.length)) : undefined;
}

/** A button's data; undefined if it is too long or would not survive the round trip. */
export function toClickData(data: string): string | undefined {
  return DATA.test(data) && Buffer.byteLength(data) <= CALLBACK_DATA_BYTES ? data : undefined;
}

/** The data of a button that repeats a command an anonymous administrator typed. @param target 0: it is about no message */
export function toConfirmData(command: string, text: string, target: number): string | undefined {
  return toClickData(`${command}:${text}@${target}`);
}

/** Parses a click. Its data can be anything: Telegram does not restrict it to buttons that were sent. */
export function parseClickData(data: string | undefined): ClickData | undefined {
  const [, command, text = '', target] = DATA.exec(data ?? '') ?? [];
  if (command === undefined) return undefined;
  if (target === undefined) return { command, text };
  const group = parseGroupRef(target);
  if (group) return { command, text, group };
  const id = Number(target);
  return Number.isNaN(id) ? undefined : { command, text, target: id === 0 ? 'none' : id };
}
