import type { SpendingStore } from '../../../chat/ports.ts';
import type { PersonHash } from '../prints.ts';
import { type SpendingSums, toSpendingRow, toSpendingRows } from '../spending.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { type Sql, sql } from './sql.ts';

const SUMS = sql`sum(checks)::float8 AS checks, sum(calls)::float8 AS calls, sum(input_tokens)::float8 AS input_tokens,
  sum(output_tokens)::float8 AS output_tokens, sum(money) AS money`;

const ADDED = sql`ON CONFLICT (day, platform, chat, provider, currency) DO UPDATE SET is_group = greatest(s.is_group, excluded.is_group),
  checks = s.checks + excluded.checks, calls = s.calls + excluded.calls, input_tokens = s.input_tokens + excluded.input_tokens,
  output_tokens = s.output_tokens + excluded.output_tokens, money = s.money + excluded.money`;

/** The groupings of a report: the name of a row, the rows included, and their order. */
const BY: Readonly<Record<Parameters<SpendingStore['report']>[0], { name: Sql; where: Sql; order: Sql }>> = {
  all: { name: sql`''`, where: sql`true`, order: sql`money DESC` },
  day: { name: sql`day`, where: sql`true`, order: sql`name` },
  provider: { name: sql`provider`, where: sql`provider <> ''`, order: sql`money DESC, calls DESC, checks DESC, name` },
  chat: {
    name: sql`CASE chat WHEN '' THEN '' ELSE platform || ' ' || substr(chat, 1, 8) || ' ' ||
      CASE max(is_group) OVER (PARTITION BY platform, chat) WHEN 0 THEN 'private' ELSE 'group' END END`,
    where: sql`true`,
    order: sql`money DESC, calls DESC, checks DESC, name`,
  },
};

/**
 * Spending in PostgreSQL as daily sums: see `createSqliteSpending`.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresSpending(db: PostgresDatabase, toCode: PersonHash): SpendingStore {
  return {
    async add(entry) {
      const rows = toSpendingRows(entry, toCode);
      if (rows.length === 0) return;
      await db.transaction(async (queries) => {
        for (const row of rows) {
          await queries.run(sql`
            INSERT INTO spending AS s
              (day, platform, chat, provider, currency, is_group, checks, calls, input_tokens, output_tokens, money)
            VALUES (${row.day}, ${row.platform}, ${row.chat}, ${row.provider}, ${row.currency}, ${row.isGroup}, ${row.checks},
              ${row.calls}, ${row.inputTokens}, ${row.outputTokens}, ${row.money}) ${ADDED}`);
        }
      });
    },
    async ofGroup({ platform, groupId }, since) {
      const chats = await db.all<{ chat_id: string }>(
        sql`SELECT chat_id FROM chats WHERE platform = ${platform} AND group_id = ${groupId}`,
      );
      const codes = [groupId, ...chats.map((row) => row.chat_id)].map((id) => toCode(platform, id));
      const rows = await db.all<SpendingSums>(sql`
        SELECT '' AS name, currency, ${SUMS} FROM spending
        WHERE day >= ${since} AND platform = ${platform} AND chat = ANY(${codes}::text[]) GROUP BY currency ORDER BY currency`);
      return rows.map(toSpendingRow);
    },
    async report(by, since) {
      const { name, where, order } = BY[by];
      const rows = await db.all<SpendingSums>(sql`
        SELECT name COLLATE "C" AS name, currency, ${SUMS} FROM (
          SELECT ${name} AS name, spending.* FROM spending WHERE day >= ${since} AND ${where}
        ) AS found GROUP BY name, currency ORDER BY ${order}`);
      return rows.map(toSpendingRow);
    },
  };
}

/** Moves a chat's spending to another chat, or to none: the sums stay without the chat. @param from a chat's code @param to a code, or '' */
export async function moveSpending(queries: Queries, platform: string, from: string, to = ''): Promise<void> {
  await queries.run(sql`
    INSERT INTO spending AS s (day, platform, chat, provider, currency, is_group, checks, calls, input_tokens, output_tokens, money)
    SELECT day, platform, ${to}, provider, currency, is_group, checks, calls, input_tokens, output_tokens, money
    FROM spending WHERE platform = ${platform} AND chat = ${from} ${ADDED}`);
  await queries.run(sql`DELETE FROM spending WHERE platform = ${platform} AND chat = ${from}`);
}
