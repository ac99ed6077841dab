import type { Database } from './database.ts';
import { createSpendingMove } from './sqlite-spending.ts';

/** Everything that says which chat it belongs to: table, its columns for platform and chat, and what else has to hold. */
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

/** Makes the step that gives all that is a chat's to its new id. */
export function createChatMove(db: Database): (platform: string, from: string, to: string) => void {
  const moves = CHAT_COLUMNS.map(([table, platform, chat, also]) =>
    db.prepare(`UPDATE OR IGNORE ${table} SET ${chat} = :to WHERE ${platform} = :platform AND ${chat} = :from ${also}`),
  );
  const moveSpending = createSpendingMove(db);
  return (platform, from, to) =>
    // What the new chat has already stays as it is there; its twin of the old chat can be seen by nobody, and goes by retention.
    db.transaction(() => {
      for (const move of moves) move.run({ platform, from, to });
      moveSpending(platform, from, to);
    });
}
