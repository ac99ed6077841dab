import { defined } from '../../src/core/defined.ts';
import { CALLBACK_DATA_BYTES } from './limits.ts';

/** What a button asks for. */
export interface ClickData {
  command: string;
  text: string;
  /** The message that is meant, where it is not the one the button stands on; `none` for no message at all. */
  target?: number | 'none';
  /** The group that is meant, where the button stands in a private chat. */
  group?: Group;
}

/** A group, or a topic of it, that something in a private chat is about. */
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

/** What a link into the private chat brings along, to open a group's settings there. Who may is asked when it is opened. */
export function toSettingsPayload(group: Group): string {
  return `${SETTINGS}${toGroupRef(group)}`;
}

/** The group whose settings a link opens, if that is what it does. */
export function parseSettingsPayload(payload: string): Group | undefined {
  return payload.startsWith(SETTINGS) ? parseGroupRef(payload.slice(SETTINGS.length)) : undefined;
}

/** A button's data; nothing for what would not fit, or come back, unharmed. */
export function toClickData(data: string): string | undefined {
  return DATA.test(data) && Buffer.byteLength(data) <= CALLBACK_DATA_BYTES ? data : undefined;
}

/** The data of a button that asks once more for what an anonymous administrator typed. @param target 0: no message is meant */
export function toConfirmData(command: string, text: string, target: number): string | undefined {
  return toClickData(`${command}:${text}@${target}`);
}

/** What a click asks for. Data of a click can be anything: Telegram does not hold it to the buttons that were sent. */
export function parseClickData(data: string | undefined): ClickData | undefined {
  const [, command, text = '', target] = DATA.exec(data ?? '') ?? [];
  if (command === undefined) return undefined;
  if (target === undefined) return { command, text };
  const group = parseGroupRef(target);
  if (group) return { command, text, group };
  const id = Number(target);
  return Number.isNaN(id) ? undefined : { command, text, target: id === 0 ? 'none' : id };
}
