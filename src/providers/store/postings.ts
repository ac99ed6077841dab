import type { Posting, Said } from '../../chat/posting.ts';
import { defined } from '../../core/defined.ts';

/** The values of a posting's column `pinned`. */
export const NOT_PINNED = 0;
export const PINNED = 1;
export const WAS_PINNED = 2;

/** A posting as both SQL dialects select it. */
export interface PostingRow {
  platform: string;
  chat_id: string;
  message_id: string;
  locale: string;
  visible: Posting['visible'];
  pinned: number;
  posted_at: string;
}

/** What a person asked or said about a check of a posting. */
interface SaidOf {
  asked: string | null;
  word: NonNullable<Said['word']> | null;
}

export type CheckOfPosting = [checkId: string, asked: string | null, word: SaidOf['word']];

/** @param checks in the order of the message */
export function toPosting(row: PostingRow, checks: readonly CheckOfPosting[]): Posting {
  const said = toSaid(checks);
  return {
    platform: row.platform,
    chatId: row.chat_id,
    messageId: row.message_id,
    checkIds: checks.map(([checkId]) => checkId),
    ...defined({ said }),
    locale: row.locale,
    visible: row.visible,
    pinned: row.pinned === PINNED,
    postedAt: row.posted_at,
  };
}

/** The author of what is said: `sayer` if it is new, otherwise whoever said it before. @returns null if nothing is said */
export function toSayer(
  { asked, word }: SaidOf,
  known: (SaidOf & { said_by: string | null }) | undefined,
  sayer: string | null,
): string | null {
  if (asked === null && word === null) return null;
  const isNew = known?.asked !== asked || known.word !== word;
  return isNew && sayer !== null ? sayer : (known?.said_by ?? null);
}

/** @returns undefined if nobody said anything about any check */
function toSaid(checks: readonly CheckOfPosting[]): Posting['said'] | undefined {
  const said = checks.flatMap(([checkId, asked, word]): [string, Said][] =>
    asked === null && word === null ? [] : [[checkId, defined({ asked: asked ?? undefined, word: word ?? undefined })]],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
