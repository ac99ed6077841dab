import type { Database } from '../sqlite/database.ts';
import { type MovedTable, pick, type Row } from './moved-tables.ts';

/** Rows per page. */
const PAGE = 500;

/** Access to the rows of a store's file. */
export interface FileRows {
  /** All rows by page, in the order of the key. @throws ClaimcheckError `store-corrupt` for a row of another shape */
  pages(table: MovedTable): Generator<Row[]>;
  /** @returns a function that finds a row by the file's own key */
  finder(table: MovedTable): (key: Row) => Row | undefined;
  count(table: MovedTable): number;
}

/** Reads any table of a file. */
export function createFileRows(db: Database): FileRows {
  const toWhere = ({ which = 'true' }: MovedTable) => `WHERE ${which}`;
  return {
    *pages(table) {
      const { name, columns, key } = table;
      const order = `ORDER BY ${key.join(', ')} LIMIT ${PAGE}`;
      const select = `SELECT ${columns} FROM ${name} ${toWhere(table)}`;
      const next = db.prepare<Row>(`${select} AND (${key.join(', ')}) > (${key.map(toParameter).join(', ')}) ${order}`);
      let page = db.prepare<Row>(`${select} ${order}`).all();
      while (page.length > 0) {
        if (table.shape) for (const { json } of page) db.parseJson(String(json), table.shape);
        yield page;
        page = next.all(toParams(page.at(-1) ?? {}, key));
      }
    },
    finder(table) {
      const { name, columns, key } = table;
      const same = key.map((column) => `${column} = ${toParameter(column)}`).join(' AND ');
      const found = db.prepare<Row>(`SELECT ${columns} FROM ${name} ${toWhere(table)} AND ${same}`);
      return (row) => found.get(toParams(row, key));
    },
    count: (table) =>
      db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table.name} ${toWhere(table)}`).get()?.n ?? 0,
  };
}

const toParameter = (column: string) => `:${column}`;

/** The parameters for a key; key columns hold only strings and numbers. */
function toParams(row: Row, key: readonly string[]): Record<string, string | number | null> {
  const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  return Object.fromEntries(
    Object.entries(pick(row, key)).map(([name, value]) => [name, isPlain(value) ? value : null]),
  );
}
