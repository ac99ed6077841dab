import type { PostgresDatabase } from '../postgres/postgres-database.ts';
import { noteLanguage } from '../postgres/postgres-language.ts';
import { recountWords } from '../postgres/postgres-surfaces.ts';
import { join, plain, type Sql, type SqlValue, sql } from '../postgres/sql.ts';
import { MOVED_TABLES, type MovedTable, pick, type Row } from './moved-tables.ts';

/** Rows per page. */
const PAGE = 500;

/** Access to the rows in PostgreSQL. Columns that a row lacks get the table's defaults. */
export interface DatabaseRows {
  /** All rows by page, in the order of the key. */
  pages(table: MovedTable): AsyncGenerator<Row[]>;
  /** The rows with these keys, in no particular order. */
  find(table: MovedTable, keys: readonly Row[]): Promise<Row[]>;
  add(table: MovedTable, rows: readonly Row[]): Promise<void>;
  remove(table: MovedTable, keys: readonly Row[]): Promise<void>;
  count(table: MovedTable): Promise<number>;
  /** Brings derived data up to date: sequences, the count of wordings per stem, the language note, and the planner's statistics. */
  finish(): Promise<void>;
}

/** Reads and writes any table of PostgreSQL. */
export function createDatabaseRows(db: PostgresDatabase): DatabaseRows {
  return {
    async *pages(table) {
      const key = toNames(newKeyOf(table));
      let after = sql`true`;
      for (;;) {
        const rows = await db.all<{ row: Row }>(sql`
          SELECT to_json(t) AS row FROM ${plain(table.name)} AS t WHERE ${whichOf(table)} AND ${after} ORDER BY ${key} LIMIT ${PAGE}`);
        const last = rows.at(-1)?.row;
        if (!last) return;
        yield rows.map(({ row }) => row);
        const values = Object.values(pick(last, newKeyOf(table))).map((value: SqlValue) => sql`${value}`);
        after = sql`(${key}) > (${join(values)})`;
      }
    },
    async find(table, keys) {
      const rows = await db.all<{ row: Row }>(sql`
        SELECT to_json(t) AS row FROM ${plain(table.name)} AS t JOIN ${toRecords(table, keys)} AS k USING (${toNames(newKeyOf(table))})`);
      return rows.map(({ row }) => row);
    },
    async add(table, rows) {
      const [first] = rows;
      if (!first) return;
      const columns = toNames(Object.keys(first));
      await db.run(sql`
        INSERT INTO ${plain(table.name)} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${toRecords(table, rows)} AS r`);
    },
    async remove(table, keys) {
      if (table.parts) {
        const [name, column] = table.parts;
        await db.run(sql`
          DELETE FROM ${plain(name)} AS t USING ${toRecords(table, keys)} AS k WHERE t.${plain(column)} = k.id`);
      }
      const same = newKeyOf(table).map((name) => sql`t.${plain(name)} = k.${plain(name)}`);
      await db.run(sql`
        DELETE FROM ${plain(table.name)} AS t USING ${toRecords(table, keys)} AS k WHERE ${join(same, sql` AND `)}`);
    },
    async count(table) {
      const row = await db.get<{ n: number }>(
        sql`SELECT count(*)::float8 AS n FROM ${plain(table.name)} WHERE ${whichOf(table)}`,
      );
      return row?.n ?? 0;
    },
    async finish() {
      for (const { name, counted } of MOVED_TABLES) {
        if (counted === undefined) continue;
        const column = plain(counted);
        // Only `seen.place` has no identity sequence: it uses `seen_order`.
        await db.run(sql`
          SELECT setval(coalesce(pg_get_serial_sequence(${name}, ${counted}), 'seen_order'),
            coalesce(max(${column}), 1), max(${column}) IS NOT NULL) FROM ${plain(name)}`);
      }
      await db.transaction(recountWords);
      await noteLanguage(db);
      await db.run(sql`ANALYZE`);
    },
  };
}

const newKeyOf = ({ key, newKey = key }: MovedTable) => newKey;
const whichOf = ({ which = 'true' }: MovedTable) => plain(which);
const toNames = (names: readonly string[]) => plain(names.map((name) => `"${name}"`).join(', '));

/** Rows as a SQL record set, each value with the type of its column. */
function toRecords({ name }: MovedTable, rows: readonly Row[]): Sql {
  return sql`json_populate_recordset(NULL::${plain(name)}, ${JSON.stringify(rows)}::json)`;
}
