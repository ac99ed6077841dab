import type { Database } from './database.ts';
import { createSpendingMove } from './sqlite-spending.ts';

/** All columns that hold a chat's id: table, its columns for platform and chat, and a further condition. */
const CHAT_COLUMNS = [
  ['postings', 'platform', 'chat_id', ''],
  ['checks', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['aliases', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['surfaces', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['confirmations', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['seen', 'platform', 'owner', "AND scope_kind = 'chat'"],
  ['chats', 'platform', 'chat_id', ''],
  ['chats', 'platform', 'group_id', ''],
  ['groups', 'platform', 'group_id', ''],
] as const;

/** Creates the function that moves all rows of a chat to its new id. */
export function createChatMove(db: Database): (platform: string, from: string, to: string) => void {
  const moves = CHAT_COLUMNS.map(([table, platform, chat, also]) =>
    db.prepare(`UPDATE OR IGNORE ${table} SET ${chat} = :to WHERE ${platform} = :platform AND ${chat} = :from ${also}`),
  );
  const moveSpending = createSpendingMove(db);
  return (platform, from, to) =>
    // If the new chat already has a row's twin, the old row stays behind, invisible, for retention to delete.
    db.transaction(() => {
      for (const move of moves) move.run({ platform, from, to });
      moveSpending(platform, from, to);
    });
}
