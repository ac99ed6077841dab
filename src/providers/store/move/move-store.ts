import { toFingerprint } from '../prints.ts';
import type { DatabaseRows } from './database-rows.ts';
import type { FileRows } from './file-rows.ts';
import { MOVED_TABLES, type MovedTable, pick, type Row, toNewKey, toNewRow } from './moved-tables.ts';

/** The result for a table: rows copied now, and rows that were already there. */
export interface Moved {
  table: string;
  copied: number;
  there: number;
}

/** A row that differs between the two stores, by its key in PostgreSQL. */
export interface Difference {
  table: string;
  key: string;
  what: 'missing' | 'different' | 'not in the file';
}

/** The source and target of a move, with its signal and progress callback. */
export interface Way {
  from: FileRows;
  to: DatabaseRows;
  signal: AbortSignal;
  /** Called with the number of rows of a table that have been copied or compared so far. */
  onRows(table: string, rows: number): void;
}

/**
 * Makes PostgreSQL's rows equal to the file's. Each page is written atomically, so that an interrupted run can be repeated.
 *
 * @param wasBegun whether an earlier run was interrupted. The file may have changed since, so rows that differ from it are removed first
 * @param onTable called after each table
 */
export async function copyTables(way: Way, wasBegun: boolean, onTable: (moved: Moved) => void): Promise<void> {
  if (wasBegun) for (const table of MOVED_TABLES.toReversed()) await removeOthers(way, table);
  for (const table of MOVED_TABLES) onTable(await copyTable(way, table));
  await way.to.finish();
}

/** Compares all rows by their hashes. @returns the differences, one by one */
export async function* findDifferences({ from, to, signal, onRows }: Way): AsyncGenerator<Difference> {
  for (const table of MOVED_TABLES) {
    const { name } = table;
    let missing = 0;
    let looked = 0;
    for (const page of from.pages(table)) {
      signal.throwIfAborted();
      looked += page.length;
      onRows(name, looked);
      const rows = page.map((row) => toNewRow(table, row));
      const found = await findByKey(to, table, rows);
      for (const row of rows) {
        const key = toText(table, row);
        const other = found.get(key);
        if (!other) missing += 1;
        if (!other) yield { table: name, key, what: 'missing' };
        else if (!isSame(row, other)) yield { table: name, key, what: 'different' };
      }
    }
    if ((await to.count(table)) === from.count(table) - missing) continue;
    const find = finder(from, table);
    for await (const page of to.pages(table)) {
      for (const row of page) if (!find(row)) yield { table: name, key: toText(table, row), what: 'not in the file' };
    }
  }
}

async function copyTable({ from, to, signal, onRows }: Way, table: MovedTable): Promise<Moved> {
  const moved = { table: table.name, copied: 0, there: 0 };
  for (const page of from.pages(table)) {
    signal.throwIfAborted();
    const found = await findByKey(to, table, page);
    const missing = page.filter((row) => !found.has(toText(table, row)));
    await to.add(
      table,
      missing.map((row) => toNewRow(table, row)),
    );
    moved.copied += missing.length;
    moved.there += page.length - missing.length;
    onRows(table.name, moved.copied + moved.there);
  }
  return moved;
}

async function removeOthers({ from, to, signal }: Way, table: MovedTable): Promise<void> {
  const find = finder(from, table);
  for await (const page of to.pages(table)) {
    signal.throwIfAborted();
    const others = page.filter((row) => {
      const own = find(row);
      return !own || !isSame(toNewRow(table, own), row);
    });
    if (others.length > 0) await to.remove(table, others);
  }
}

/** Finds the file's row for a row of PostgreSQL. */
function finder(from: FileRows, table: MovedTable): (row: Row) => Row | undefined {
  const find = from.finder(table);
  return (row) => find(table.toOldKey?.(row) ?? row);
}

async function findByKey(to: DatabaseRows, table: MovedTable, rows: readonly Row[]): Promise<Map<string, Row>> {
  const found = await to.find(
    table,
    rows.map((row) => toNewKey(table, row)),
  );
  return new Map(found.map((row) => [toText(table, row), row]));
}

/** A row's key as text for people; also identifies rows here. */
function toText(table: MovedTable, row: Row): string {
  const values = Object.values(toNewKey(table, row));
  return values.length === 1 ? String(values[0]) : JSON.stringify(values);
}

/** @param other may have more columns, from a newer version */
function isSame(row: Row, other: Row): boolean {
  return toHash(row) === toHash(pick(other, Object.keys(row)));
}

function toHash(row: Row): string {
  return toFingerprint(JSON.stringify(row));
}
