import type { Posting, Said } from '../../chat/posting.ts';
import { defined } from '../../core/defined.ts';

/** Of a posting's column: what is unpinned again was pinned. */
export const NOT_PINNED = 0;
export const PINNED = 1;
export const WAS_PINNED = 2;

/** A posting as both dialects select it. */
export interface PostingRow {
  platform: string;
  chat_id: string;
  message_id: string;
  locale: string;
  visible: Posting['visible'];
  pinned: number;
  posted_at: string;
}

/** What was said of a check in a message. */
interface SaidOf {
  asked: string | null;
  word: NonNullable<Said['word']> | null;
}

export type CheckOfPosting = [checkId: string, asked: string | null, word: SaidOf['word']];

/** @param checks in their order */
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

/** Whose words they are: who says something new, and of what stays as it was whoever said it before. @returns null where nothing is said */
export function toSayer(
  { asked, word }: SaidOf,
  known: (SaidOf & { said_by: string | null }) | undefined,
  sayer: string | null,
): string | null {
  if (asked === null && word === null) return null;
  const isNew = known?.asked !== asked || known.word !== word;
  return isNew && sayer !== null ? sayer : (known?.said_by ?? null);
}

/** @returns nothing where nobody said anything of their own */
function toSaid(checks: readonly CheckOfPosting[]): Posting['said'] | undefined {
  const said = checks.flatMap(([checkId, asked, word]): [string, Said][] =>
    asked === null && word === null ? [] : [[checkId, defined({ asked: asked ?? undefined, word: word ?? undefined })]],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
