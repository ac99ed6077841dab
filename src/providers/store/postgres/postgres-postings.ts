import type { PostingStore } from '../../../chat/ports.ts';
import type { Posting, Said } from '../../../chat/posting.ts';
import {
  type CheckOfPosting,
  NOT_PINNED,
  PINNED,
  type PostingRow,
  toPosting,
  toSayer,
  WAS_PINNED,
} from '../postings.ts';
import type { PersonHash } from '../prints.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { type Sql, sql } from './sql.ts';

interface ListedRow extends PostingRow {
  /** `asked` is a JSON string, since it may contain NUL. */
  checks: CheckOfPosting[];
}

interface SaidRow {
  check_id: string;
  asked: string | null;
  word: NonNullable<Said['word']> | null;
  said_by: string;
}

/**
 * The postings of cards in PostgreSQL.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresPostings(db: PostgresDatabase, toHash: PersonHash): PostingStore {
  async function list(which: Sql): Promise<Posting[]> {
    const rows = await db.all<ListedRow>(sql`
      SELECT p.platform, p.chat_id, p.message_id, p.locale, p.visible, p.pinned, p.posted_at, (
        SELECT coalesce(json_agg(json_build_array(check_id, asked, word) ORDER BY place), '[]'::json)
        FROM posting_checks WHERE posting_id = p.id
      ) AS checks FROM postings AS p WHERE ${which} ORDER BY p.posted_at DESC, p.id DESC`);
    return rows.map((row) =>
      toPosting(
        row,
        row.checks.map(([id, asked, word]) => [id, fromKept(asked), word]),
      ),
    );
  }
  const toPlace = (platform: string, chatId: string, messageId: string) =>
    sql`platform = ${platform} AND chat_id = ${chatId} AND message_id = ${messageId}`;

  return {
    async save({ checkIds, pinned, said = {}, saidBy, ...posting }) {
      const { platform, chatId, messageId, locale, visible, postedAt } = posting;
      const isPinned = pinned ? PINNED : NOT_PINNED;
      await db.transaction(async (queries) => {
        const { id = '0' } =
          (await queries.get<{ id: string }>(sql`
            INSERT INTO postings AS p (platform, chat_id, message_id, locale, visible, pinned, posted_at)
            VALUES (${platform}, ${chatId}, ${messageId}, ${locale}, ${visible}, ${isPinned}, ${postedAt})
            ON CONFLICT (platform, chat_id, message_id) DO UPDATE SET locale = excluded.locale, visible = excluded.visible,
              posted_at = excluded.posted_at, pinned = CASE
                WHEN excluded.pinned = ${NOT_PINNED} AND p.pinned > ${NOT_PINNED} THEN ${WAS_PINNED} ELSE excluded.pinned END
            RETURNING id`)) ?? {};
        const rows = await queries.all<SaidRow>(sql`
          SELECT check_id, asked, word, said_by FROM posting_checks WHERE posting_id = ${id} AND said_by IS NOT NULL`);
        const before = new Map(rows.map((row) => [row.check_id, { ...row, asked: fromKept(row.asked) }]));
        const sayer = saidBy === undefined ? null : toHash(platform, saidBy);
        await queries.run(sql`DELETE FROM posting_checks WHERE posting_id = ${id}`);
        for (const [place, checkId] of checkIds.entries()) {
          const { asked = null, word = null } = said[checkId] ?? {};
          const by = toSayer({ asked, word }, before.get(checkId), sayer);
          await queries.run(sql`
            INSERT INTO posting_checks (posting_id, place, check_id, asked, word, said_by)
            VALUES (${id}, ${place}, ${checkId}, ${asked === null ? null : JSON.stringify(asked)}, ${word}, ${by})`);
        }
      });
    },
    at: async (platform, chatId, messageId) => (await list(toPlace(platform, chatId, messageId)))[0],
    of: (checkId) => list(sql`p.id IN (SELECT posting_id FROM posting_checks WHERE check_id = ${checkId})`),
    saidBy: (platform, personId) =>
      list(sql`p.id IN (
        SELECT posting_id FROM posting_checks WHERE said_by = ${toHash(platform, personId)} AND word IS NOT NULL)`),
    async hasPinned(platform, chatId) {
      const pinned = await db.get(sql`
        SELECT 1 FROM postings WHERE platform = ${platform} AND chat_id = ${chatId} AND pinned > ${NOT_PINNED} LIMIT 1`);
      return pinned !== undefined;
    },
    async remove(platform, chatId, messageId) {
      await db.run(sql`DELETE FROM postings WHERE ${toPlace(platform, chatId, messageId)}`);
    },
  };
}

const fromKept = (asked: string | null) => (asked === null ? null : (JSON.parse(asked) as string));
