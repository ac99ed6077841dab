import { hideSecrets } from './redact-secrets.ts';

/** `ok`: works, or is left out on purpose. `warn`: the bot runs, and something will be missed. `FAIL`: what was set up does not work. */
export type Standing = 'ok' | 'warn' | 'FAIL';

/** What one look at the set-up found. Nothing in it is secret, or anybody's words in a chat. */
export interface Finding {
  standing: Standing;
  /** What was looked at: "Telegram", "Brave". */
  what: string;
  /** One sentence: how it is, and what to do where it is not well. */
  text: string;
  /** The other side's own words, where it had some. */
  said?: string | undefined;
}

/** Would move the cursor, or break the line. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const WIDTH = 'FAIL'.length;

/** A finding as one line, without anything of a token's shape. */
export function renderFinding({ standing, what, text, said }: Finding): string {
  const words = said === undefined ? '' : ` It said: “${said}”`;
  return hideSecrets(`${standing.padEnd(WIDTH)}  ${what}: ${text}${words}`.replace(UNSEEN, ' '));
}
