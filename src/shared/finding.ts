import { hideSecrets } from './redact-secrets.ts';

/** `ok`: works, or is left out on purpose. `warn`: the bot runs, with something missing. `FAIL`: something configured does not work. */
export type Standing = 'ok' | 'warn' | 'FAIL';

/** The result of one check of the set-up. It contains no secrets and nobody's words from a chat. */
export interface Finding {
  standing: Standing;
  /** The subject: "Telegram", "Brave". */
  what: string;
  /** One sentence: the state, and what to do if something is wrong. */
  text: string;
  /** The other side's own words, if it gave any. */
  said?: string | undefined;
}

/** Characters that would move the cursor or break the line. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const WIDTH = 'FAIL'.length;

/** A finding as one line, with anything shaped like a token hidden. */
export function renderFinding({ standing, what, text, said }: Finding): string {
  const words = said === undefined ? '' : ` It said: “${said}”`;
  return hideSecrets(`${standing.padEnd(WIDTH)}  ${what}: ${text}${words}`.replace(UNSEEN, ' '));
}
