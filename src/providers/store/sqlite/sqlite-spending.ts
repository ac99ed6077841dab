import type { SpendingStore } from '../../../chat/ports.ts';
import { type SpendingSums, toSpendingRow, toSpendingRows } from '../spending.ts';
import type { Database } from './database.ts';
import { createPersonHash } from './sqlite-meta.ts';

/** The migration for daily sums (UTC). `chat` is a code, or empty for spending without a chat; a row without a provider counts the checks. */
export const SPENDING = `
  CREATE TABLE spending (
    day TEXT NOT NULL,
    platform TEXT NOT NULL,
    chat TEXT NOT NULL,
    provider TEXT NOT NULL,
    currency TEXT NOT NULL,
    is_group INTEGER NOT NULL,
    checks INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    money REAL NOT NULL,
    PRIMARY KEY (day, platform, chat, provider, currency)
  ) STRICT, WITHOUT ROWID;
`;

const SUMS = `sum(checks) AS checks, sum(calls) AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
  sum(money) AS money`;

const COLUMNS = 'day, platform, chat, provider, currency, is_group, checks, calls, input_tokens, output_tokens, money';
const ADDED = `ON CONFLICT DO UPDATE SET is_group = max(is_group, excluded.is_group), checks = checks + excluded.checks,
  calls = calls + excluded.calls, input_tokens = input_tokens + excluded.input_tokens,
  output_tokens = output_tokens + excluded.output_tokens, money = money + excluded.money`;

/** The groupings of a report: the expression for a row's name, and which rows to include. */
const BY = {
  all: { columns: "''", where: '' },
  day: { columns: 'day', where: '' },
  provider: { columns: 'provider', where: "AND provider <> ''" },
  chat: {
    columns: `CASE chat WHEN '' THEN '' ELSE platform || ' ' || substr(chat, 1, 8) || ' ' ||
      iif(max(is_group) OVER (PARTITION BY platform, chat), 'group', 'private') END`,
    where: '',
  },
} as const;

/**
 * Spending in the embedded store: daily sums by chat and provider. A chat is stored by its code (`createPersonHash`). The number of
 * checks is in a row without a provider.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteSpending(db: Database): SpendingStore {
  const toCode = createPersonHash(db);
  const put = db.prepare(`
    INSERT INTO spending (${COLUMNS})
    VALUES (:day, :platform, :chat, :provider, :currency, :isGroup, :checks, :calls, :inputTokens, :outputTokens, :money)
    ${ADDED}`);
  const chatsOf = db.prepare<{ chat_id: string }>(
    'SELECT chat_id FROM chats WHERE platform = :platform AND group_id = :groupId',
  );
  const ofChats = db.prepare<Omit<SpendingSums, 'name'>>(`
    SELECT currency, ${SUMS} FROM spending
    WHERE day >= :since AND platform = :platform AND chat IN (SELECT value FROM json_each(:chats)) GROUP BY currency ORDER BY currency`);
  const reports = Object.fromEntries(
    Object.entries(BY).map(([by, { columns, where }]) => [
      by,
      db.prepare<SpendingSums>(`
        SELECT name, currency, ${SUMS} FROM (SELECT ${columns} AS name, * FROM spending WHERE day >= :since ${where})
        GROUP BY name, currency ORDER BY ${by === 'day' ? 'name' : 'money DESC, calls DESC, checks DESC, name'}`),
    ]),
  );

  return {
    async add(entry) {
      const rows = toSpendingRows(entry, toCode);
      // Statistics that are rarely read need no disk sync.
      if (rows.length > 0) db.unhurried(() => db.transaction(() => rows.map((row) => put.run(row))));
    },
    async ofGroup({ platform, groupId }, since) {
      const ids = [groupId, ...chatsOf.all({ platform, groupId }).map((row) => row.chat_id)];
      const chats = JSON.stringify(ids.map((id) => toCode(platform, id)));
      return ofChats.all({ since, platform, chats }).map((row) => toSpendingRow({ ...row, name: '' }));
    },
    report: async (by, since) => (reports[by]?.all({ since }) ?? []).map(toSpendingRow),
  };
}

/**
 * Creates the function that moves a chat's spending to another chat, or, without `to`, to none: the sums stay without the chat. Call it
 * inside a transaction.
 */
export function createSpendingMove(db: Database): (platform: string, from: string, to?: string) => void {
  const toCode = createPersonHash(db);
  const add = db.prepare(`
    INSERT INTO spending (${COLUMNS}) SELECT ${COLUMNS.replace(' chat,', ' :to,')} FROM spending
    WHERE platform = :platform AND chat = :from ${ADDED}`);
  const remove = db.prepare('DELETE FROM spending WHERE platform = :platform AND chat = :from');
  return (platform, from, to) => {
    const code = toCode(platform, from);
    add.run({ platform, from: code, to: to === undefined ? '' : toCode(platform, to) });
    remove.run({ platform, from: code });
  };
}
