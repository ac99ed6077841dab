import type { PurgeLimits } from '../../../chat/ports.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { removeInPieces } from './postgres-pieces.ts';
import { type Sql, sql } from './sql.ts';

/** The group of a row's chat. An unmapped chat is its own group; without a row in `groups`, the result is empty. */
export const toGroupOf = (platform: Sql, chat: Sql): Sql => sql`
  (SELECT g.keep_days, g.left_at FROM groups AS g WHERE g.platform = ${platform} AND g.group_id = coalesce(
    (SELECT h.group_id FROM chats AS h WHERE h.platform = ${platform} AND h.chat_id = ${chat}), ${chat})) AS of_group`;

/** The time before which rows expire that are kept for `days` days. @param days capped, so that a huge number means forever */
export const toKeptSince = (now: string, days: Sql): Sql => sql`
  to_char((${now}::timestamptz - make_interval(days => least(${days}, 700000))) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Deletes expired confirmations, and those of checks and reviews that no longer exist. */
export async function purgeConfirmations(
  db: PostgresDatabase,
  { now, keepDays, before, leftBefore }: Pick<PurgeLimits, 'now' | 'keepDays' | 'before' | 'leftBefore'>,
): Promise<void> {
  const ofGroup = toGroupOf(sql`c.vis_platform`, sql`c.vis_owner`);
  await removeInPieces(
    db,
    sql`confirmations AS c`,
    // An import may bring a review back, so a group's word on it is kept. A deleted check never comes back.
    sql`((by_kind = 'asker' OR vis_kind = 'person') AND at < ${before})
      OR (vis_kind = 'chat' AND (
        at < ${toKeptSince(now, sql`coalesce((SELECT keep_days FROM ${ofGroup}), ${keepDays}::int)`)}
        OR EXISTS (SELECT 1 FROM ${ofGroup} WHERE left_at < ${leftBefore})))
      OR (prior_kind = 'check' AND NOT EXISTS (SELECT 1 FROM checks WHERE id = prior_id))
      OR (prior_kind = 'review' AND vis_kind = 'public' AND NOT EXISTS (SELECT 1 FROM reviews WHERE id = prior_id))`,
  );
}

/** Deletes a person's own confirmations; those made as a moderator stay, without the person. @param who the person's code */
export async function forgetConfirmations(queries: Queries, who: string): Promise<void> {
  await queries.run(sql`
    DELETE FROM confirmations WHERE (by_kind = 'asker' AND by_who = ${who}) OR (vis_kind = 'person' AND vis_owner = ${who})`);
  await queries.run(sql`UPDATE confirmations SET by_who = '' WHERE by_who = ${who}`);
}
