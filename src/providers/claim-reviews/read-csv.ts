import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { ClaimcheckError } from '../../shared/errors.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { MAX_RECORD_CHARACTERS, type RawRecord } from './archive-format.ts';
import { type Columns, toColumns, toReviewOfRow } from './flat-row.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that the header line has most of, outside quotes. */
export function toDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
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
      ? 'a quotation mark opens and is never closed'
      : 'it is not valid CSV';
  return new ClaimcheckError('import-failed', `The CSV breaks${line}: ${what}. Repair it there, and import it again.`, {
    cause: error,
  });
}

function toHeader(header: readonly string[]): Columns {
  const columns = toColumns(header);
  const missing = (['claim', 'rating'] as const).filter((field) => !columns.has(field));
  if (missing.length === 0) return columns;
  const found = header.slice(0, 20).map((name) => clip(toPlainText(name), 40));
  throw new ClaimcheckError(
    'import-failed',
    `The first line of the CSV names no column for the ${missing.join(' and the ')}: it has ${found.join(', ')}. Rename one to “${missing[0]}”.`,
  );
}

/**
 * Reads CSV with a header line, delimited by comma, semicolon, tab or bar.
 *
 * @throws ClaimcheckError `import-failed` where the needed columns are missing, or a quote is never closed
 */
export async function* readCsv(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRecord> {
  // Rows are taken at the callback and not from the stream, which forgets those it still holds when the next one is broken.
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
  function* take(): Generator<RawRecord> {
    const taken = rows;
    rows = [];
    for (const { cells, line } of taken) {
      if (!columns) columns = toHeader(cells);
      else if (cells.some((cell) => cell.trim() !== '')) {
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
  } finally {
    parser.destroy();
  }
}
