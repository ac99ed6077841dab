import { CALLBACK_DATA_BYTES } from './limits.ts';

/** What a button asks for. */
export interface ClickData {
  command: string;
  text: string;
  /** The message that is meant, where it is not the one the button stands on; `none` for no message at all. */
  target?: number | 'none';
  /** The group that is meant, where the button stands in a private chat. */
  chatId?: string;
}

const DATA = /^([a-z]{1,16}):([^@\s]{0,40})(?:@(-?\d{1,20}))?$/;

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
  const id = Number(target);
  return id < 0 ? { command, text, chatId: target } : { command, text, target: id === 0 ? 'none' : id };
}
