import type { Posting } from '../../../desk/job.ts';
import type { PostingStore } from '../../../desk/ports.ts';
import type { Database } from './database.ts';

interface PostingRow {
  id: number;
  platform: string;
  chat_id: string;
  message_id: string;
  locale: string;
  visible: Posting['visible'];
  pinned: number;
  posted_at: string;
  /** JSON list, in their order. */
  check_ids: string;
}

const SELECT = `
  SELECT p.*, (SELECT json_group_array(check_id ORDER BY place) FROM posting_checks WHERE posting_id = p.id) AS check_ids
  FROM postings AS p`;
const PLACE = 'platform = :platform AND chat_id = :chatId AND message_id = :messageId';
/** Everything that says which chat it belongs to: table, its columns for platform and chat, and what else has to hold. */
const CHAT_COLUMNS = [
  ['postings', 'platform', 'chat_id', ''],
  ['checks', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['aliases', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['surfaces', 'vis_platform', 'vis_owner', "AND vis_kind = 'chat'"],
  ['seen', 'platform', 'owner', "AND scope_kind = 'chat'"],
  ['chats', 'platform', 'chat_id', ''],
  ['chats', 'platform', 'group_id', ''],
  ['groups', 'platform', 'group_id', ''],
] as const;

/**
 * Where cards stand, in the embedded store.
 *
 * @throws ClaimcheckError the store's codes, from every method
 */
export function createSqlitePostings(db: Database): PostingStore {
  const upsert = db.prepare<{ id: number }>(`
    INSERT INTO postings (platform, chat_id, message_id, locale, visible, pinned, posted_at)
    VALUES (:platform, :chatId, :messageId, :locale, :visible, :pinned, :postedAt)
    ON CONFLICT (platform, chat_id, message_id)
    DO UPDATE SET locale = :locale, visible = :visible, pinned = :pinned, posted_at = :postedAt RETURNING id`);
  const clear = db.prepare('DELETE FROM posting_checks WHERE posting_id = :id');
  const insertCheck = db.prepare(
    'INSERT INTO posting_checks (posting_id, place, check_id) VALUES (:id, :place, :checkId)',
  );
  const at = db.prepare<PostingRow>(`${SELECT} WHERE ${PLACE}`);
  const of = db.prepare<PostingRow>(`
    ${SELECT} WHERE p.id IN (SELECT posting_id FROM posting_checks WHERE check_id = :checkId)
    ORDER BY p.posted_at DESC, p.id DESC`);
  const remove = db.prepare(`DELETE FROM postings WHERE ${PLACE}`);
  const moves = CHAT_COLUMNS.map(([table, platform, chat, also]) =>
    db.prepare(`UPDATE OR IGNORE ${table} SET ${chat} = :to WHERE ${platform} = :platform AND ${chat} = :from ${also}`),
  );

  const toPosting = (row: PostingRow): Posting => ({
    platform: row.platform,
    chatId: row.chat_id,
    messageId: row.message_id,
    checkIds: db.parseJson<string[]>(row.check_ids),
    locale: row.locale,
    visible: row.visible,
    pinned: row.pinned === 1,
    postedAt: row.posted_at,
  });

  return {
    async save({ checkIds, pinned, ...posting }) {
      const work = () => {
        const { id = 0 } = upsert.get({ ...posting, pinned: pinned ? 1 : 0 }) ?? {};
        clear.run({ id });
        checkIds.forEach((checkId, place) => {
          insertCheck.run({ id, place, checkId });
        });
      };
      if (pinned) db.transaction(work);
      // Undone by a power cut, it is written again with the answer: that its job is done comes after it, and is undone as well.
      else db.unhurried(() => db.transaction(work));
    },
    async at(platform, chatId, messageId) {
      const row = at.get({ platform, chatId, messageId });
      return row && toPosting(row);
    },
    async of(checkId) {
      return of.all({ checkId }).map(toPosting);
    },
    async remove(platform, chatId, messageId) {
      remove.run({ platform, chatId, messageId });
    },
    async moveChat(platform, from, to) {
      // What the new chat has already stays as it is there; its twin of the old chat can be seen by nobody, and goes by retention.
      db.transaction(() => {
        for (const move of moves) move.run({ platform, from, to });
      });
    },
  };
}
