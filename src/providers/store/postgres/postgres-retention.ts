import type { RetentionStore } from '../../../chat/ports.ts';
import type { PersonHash } from '../prints.ts';
import { toVisibilityParams } from '../scope-params.ts';
import { moveChat } from './postgres-chat-move.ts';
import { forgetConfirmations, purgeConfirmations, toGroupOf, toKeptSince } from './postgres-confirmation-retention.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { removeInPieces } from './postgres-pieces.ts';
import { moveSpending } from './postgres-spending.ts';
import { replaceSurfaces } from './postgres-surfaces.ts';
import { plain, SERVER_MS, type Sql, sql } from './sql.ts';

const LAST_SEEN = sql`greatest(c.checked_at, (SELECT max(seen_at) FROM seen WHERE check_id = c.id))`;

/**
 * Deletion in PostgreSQL, of expired rows and on request. Deleted rows are gone from the tables at once; the server's autovacuum
 * reclaims their space.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresRetention(db: PostgresDatabase, toHash: PersonHash): RetentionStore {
  const visibility = toVisibilityParams({ kind: 'public' }, toHash);

  async function removeChecks(queries: Queries, which: Sql): Promise<number> {
    const rows = await queries.all<{ id: string }>(sql`DELETE FROM checks AS c WHERE ${which} RETURNING c.id`);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await queries.run(sql`
      DELETE FROM postings WHERE id IN (SELECT posting_id FROM posting_checks WHERE check_id = ANY(${ids}::text[]))`);
    await replaceSurfaces(
      queries,
      'check',
      ids.map((id) => ({ id, visibility, surfaces: [] })),
    );
    return ids.length;
  }

  return {
    async purge({ now, keepDays, before, leftBefore, doneBefore, deadBefore }) {
      const ofChat = toGroupOf(sql`c.vis_platform`, sql`c.vis_owner`);
      const keptSince = toKeptSince(now, sql`coalesce((SELECT keep_days FROM ${ofChat}), ${keepDays}::int)`);
      const isLeft = (platform: Sql, chat: Sql) =>
        sql`EXISTS (SELECT 1 FROM ${toGroupOf(platform, chat)} WHERE left_at < ${leftBefore})`;
      const checks = await removeInPieces(
        db,
        sql`checks AS c`,
        sql`(c.vis_kind = 'chat' AND (${isLeft(sql`c.vis_platform`, sql`c.vis_owner`)} OR ${LAST_SEEN} < ${keptSince}))
          OR (c.vis_kind = 'person' AND ${LAST_SEEN} < ${before})`,
        removeChecks,
      );
      const jobs = await removeInPieces(
        db,
        sql`jobs`,
        sql`(state = 'done' AND ended_at < ${doneBefore}) OR (state = 'dead' AND ended_at < ${deadBefore})`,
      );
      const postings = await removeInPieces(
        db,
        sql`postings AS p`,
        sql`posted_at < ${before} OR ${isLeft(sql`p.platform`, sql`p.chat_id`)}`,
      );
      await removeInPieces(
        db,
        sql`seen AS s`,
        sql`seen_at < ${before} OR (scope_kind = 'chat' AND EXISTS (
          SELECT 1 FROM ${toGroupOf(sql`s.platform`, sql`s.owner`)}
          WHERE left_at < ${leftBefore} OR s.seen_at < ${toKeptSince(now, sql`keep_days`)}))`,
      );
      await purgeConfirmations(db, { now, keepDays, before, leftBefore });
      await removeInPieces(db, sql`cache`, plain(`expires_at <= ${SERVER_MS}`));
      // Last, since the deletions above look up which groups the bot has left.
      await db.transaction(async (queries) => {
        await queries.run(sql`
          DELETE FROM chats AS h USING groups AS g
          WHERE g.platform = h.platform AND g.group_id = h.group_id AND g.left_at < ${leftBefore}`);
        await queries.run(sql`DELETE FROM groups WHERE left_at < ${leftBefore}`);
        await queries.run(sql`DELETE FROM spending WHERE day < ${before}`);
      });
      return { checks, jobs, postings };
    },
    async forgetPerson(platform, personId, privateChatId = personId) {
      const who = toHash(platform, personId);
      await db.transaction(async (queries) => {
        for (const chatId of new Set([personId, privateChatId]))
          await moveSpending(queries, platform, toHash(platform, chatId));
        await forgetConfirmations(queries, who);
        await queries.run(
          sql`UPDATE posting_checks SET asked = NULL, word = NULL, said_by = NULL WHERE said_by = ${who}`,
        );
        await queries.run(
          sql`DELETE FROM seen WHERE scope_kind = 'person' AND platform = ${platform} AND owner = ${who}`,
        );
        await queries.run(sql`DELETE FROM jobs WHERE platform = ${platform} AND actor_id = ${personId}`);
        await queries.run(sql`
          DELETE FROM postings WHERE platform = ${platform} AND visible = 'asker' AND chat_id IN (${personId}, ${privateChatId})`);
        await removeChecks(
          queries,
          sql`c.vis_kind = 'person' AND c.vis_platform = ${platform} AND c.vis_owner = ${who}`,
        );
      });
    },
    async noteChat(platform, chatId, groupId) {
      await db.run(sql`
        INSERT INTO chats AS h (platform, chat_id, group_id) VALUES (${platform}, ${chatId}, ${groupId})
        ON CONFLICT (platform, chat_id) DO UPDATE SET group_id = excluded.group_id WHERE h.group_id <> excluded.group_id`);
    },
    async noteGroup(platform, groupId, change) {
      const { keepDays = null, leftAt = null } = change;
      await db.run(sql`
        INSERT INTO groups AS g (platform, group_id, keep_days, left_at) VALUES (${platform}, ${groupId}, ${keepDays}, ${leftAt})
        ON CONFLICT (platform, group_id) DO UPDATE SET
          keep_days = CASE WHEN ${'keepDays' in change} THEN excluded.keep_days ELSE g.keep_days END,
          left_at = CASE WHEN ${'leftAt' in change} THEN excluded.left_at ELSE g.left_at END`);
    },
    moveChat: (platform, from, to) =>
      db.transaction(async (queries) => {
        await moveChat(queries, platform, from, to);
        await moveSpending(queries, platform, toHash(platform, from), toHash(platform, to));
      }),
  };
}
