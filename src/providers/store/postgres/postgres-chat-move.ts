import type { Queries } from './postgres-database.ts';
import { type Sql, sql } from './sql.ts';

/** All columns that hold a chat's id: table, column, which rows, and when a row of the new chat is the twin of one of the old chat. */
const PLACES: readonly { table: Sql; column: Sql; which: Sql; twin?: Sql }[] = [
  {
    table: sql`postings`,
    column: sql`chat_id`,
    which: sql`t.platform`,
    twin: sql`o.platform = t.platform AND o.message_id = t.message_id`,
  },
  ...[sql`checks`, sql`aliases`].map((table) => ({
    table,
    column: sql`vis_owner`,
    which: sql`t.vis_kind = 'chat' AND t.vis_platform`,
    twin: sql`o.vis_kind = 'chat' AND o.vis_platform = t.vis_platform AND o.claim_key = t.claim_key`,
  })),
  ...[sql`surfaces`, sql`confirmations`].map((table) => ({
    table,
    column: sql`vis_owner`,
    which: sql`t.vis_kind = 'chat' AND t.vis_platform`,
  })),
  {
    table: sql`seen`,
    column: sql`owner`,
    which: sql`t.scope_kind = 'chat' AND t.platform`,
    twin: sql`o.scope_kind = 'chat' AND o.platform = t.platform AND o.check_id = t.check_id`,
  },
  { table: sql`chats`, column: sql`chat_id`, which: sql`t.platform`, twin: sql`o.platform = t.platform` },
  { table: sql`chats`, column: sql`group_id`, which: sql`t.platform` },
  { table: sql`groups`, column: sql`group_id`, which: sql`t.platform`, twin: sql`o.platform = t.platform` },
];

/** Moves all rows of a chat to its new id. If the new chat already has a row's twin, the old row stays behind for retention to delete. */
export async function moveChat(queries: Queries, platform: string, from: string, to: string): Promise<void> {
  for (const { table, column, which, twin } of PLACES) {
    const isFree = twin
      ? sql`AND NOT EXISTS (SELECT 1 FROM ${table} AS o WHERE o.${column} = ${to} AND ${twin})`
      : sql``;
    await queries.run(sql`
      UPDATE ${table} AS t SET ${column} = ${to} WHERE ${which} = ${platform} AND t.${column} = ${from} ${isFree}`);
  }
}
