import { CALLBACK_DATA_BYTES } from './limits.ts';

const PIN = /^pin:([A-Za-z0-9_-]{1,60})$/;

/** The data of a *Pin* button; nothing for an id that would not fit, or come back, unharmed. */
export function toPinData(checkId: string): string | undefined {
  const data = `pin:${checkId}`;
  return PIN.test(data) && Buffer.byteLength(data) <= CALLBACK_DATA_BYTES ? data : undefined;
}

/** What a click asks for. Data of a click can be anything: Telegram does not hold it to the buttons that were sent. */
export function parseClickData(data: string | undefined): { command: 'pin'; text: string } | undefined {
  const checkId = PIN.exec(data ?? '')?.[1];
  return checkId ? { command: 'pin', text: checkId } : undefined;
}
