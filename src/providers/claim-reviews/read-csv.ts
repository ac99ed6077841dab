import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { ClaimcheckError } from '../../shared/errors.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { MAX_RECORD_CHARACTERS, type RawRecord } from './archive-format.ts';
import { type Columns, toColumns, toReviewOfRow } from './flat-row.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Excel's line that names the delimiter. */
const NAMED_DELIMITER = /^sep=(.)\s*$/i;
/** The header is searched in this many rows, since a title may precede it. */
const HEADER_ROWS = 5;

/** The delimiter that the first line names, otherwise the most frequent one in the first lines, outside quotes. */
export function toDelimiter(text: string): string {
  const lines = text.split(/\r?\n|\r/, HEADER_ROWS);
  const named = NAMED_DELIMITER.exec(lines[0] ?? '')?.[1];
  if (named !== undefined) return named;
  const bare = lines.join(' ').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

interface Row {
  cells: string[];
  line: number;
}

function toCsvError(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error.lines === 'number' ? ` at line ${error.lines}` : '';
  const what =
    error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      ? 'a quotation mark is never closed'
      : 'it is not valid CSV';
  return new ClaimcheckError('import-failed', `The CSV breaks${line}: ${what}. Repair it there, and import it again.`, {
    cause: error,
  });
}

/** The columns, if the last of `rows` is the header. @throws ClaimcheckError `import-failed` if the header is not among the first rows */
function findHeader(rows: readonly (readonly string[])[]): Columns | undefined {
  const columns = toColumns(rows.at(-1) ?? []);
  if (NEEDED.every((field) => columns.has(field))) return columns;
  if (rows.length >= HEADER_ROWS) throw toHeaderError(rows);
  return undefined;
}

const NEEDED = ['claim', 'rating'] as const;

function toHeaderError(rows: readonly (readonly string[])[]): ClaimcheckError {
  // Skips titles, which have one cell, and the line that names the delimiter.
  const header =
    rows.find((row) => row.filter((cell) => cell.trim() !== '').length > 1 && !/^sep=/i.test(row[0] ?? '')) ??
    rows[0] ??
    [];
  const columns = toColumns(header);
  const missing = NEEDED.filter((field) => !columns.has(field));
  const found = header.slice(0, 20).map((name) => clip(toPlainText(name), 40));
  return new ClaimcheckError(
    'import-failed',
    `The first line of the CSV has no column for the ${missing.join(' and the ')}; its columns are ${found.join(', ')}. Rename one to “${missing[0]}”.`,
  );
}

/**
 * Reads CSV with a header line.
 *
 * @throws ClaimcheckError `import-failed` if required columns are missing, a quote is never closed, or the CSV is invalid
 */
export async function* readCsv(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRecord> {
  // Rows are collected in the callback: the stream would discard its buffered rows when a later one is broken.
  let rows: Row[] = [];
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_record: (cells: string[], { lines }) => {
      rows.push({ cells, line: lines });
      return null;
    },
  });
  let failure: unknown;
  parser.on('error', (error) => {
    failure = error;
  });
  let columns: Columns | undefined;
  const above: string[][] = [];
  function* take(): Generator<RawRecord> {
    const taken = rows;
    rows = [];
    for (const { cells, line } of taken) {
      if (!columns) {
        above.push(cells);
        columns = findHeader(above);
      } else if (cells.some((cell) => cell.trim() !== '')) {
        yield { place: `line ${line}`, value: toReviewOfRow(columns, cells), mayBeOther: false };
      }
    }
  }
  try {
    for await (const chunk of chunks) {
      await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
      yield* take();
      if (failure) throw toCsvError(failure);
    }
    const ended = finished(parser).catch(() => {});
    parser.end();
    parser.resume();
    await ended;
    yield* take();
    if (failure) throw toCsvError(failure);
    if (!columns && above.length > 0) throw toHeaderError(above);
  } finally {
    parser.destroy();
  }
}
