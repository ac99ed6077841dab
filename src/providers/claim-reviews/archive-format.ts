/** An unparsed record of an archive, or a place where no record could be read. */
export type RawRecord =
  | { place: string; value: unknown /** Whether the record need not be a review. */; mayBeOther: boolean }
  | { place: string; refused: string; text: string };

/** The longest record, in UTF-16 units. A review has a few thousand; the limit bounds the memory that a file can take. */
export const MAX_RECORD_CHARACTERS = 8_000_000;

/** The formats in which archives of reviews are published. */
export type ArchiveFormat = 'json' | 'json-lines' | 'csv' | 'html';

/** How much of the text it takes to detect the format, in UTF-16 units. */
export const SNIFF_CHARACTERS = 65_536;

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * Detects the format from the text; if two are possible, the file name decides.
 *
 * @param head the first `SNIFF_CHARACTERS` of the text, or all of it
 * @param name file name or address
 */
export function toArchiveFormat(head: string, name: string): ArchiveFormat {
  const text = head.trimStart();
  if (text.startsWith('<')) return 'html';
  const isLines = /\.(?:jsonl|ndjson|jsonlines)(?:\.gz)?(?:[?#].*)?$/i.test(name);
  if (!text.startsWith('{') && !text.startsWith('[')) return isLines ? 'json-lines' : 'csv';
  const end = text.indexOf('\n');
  if (end < 0) return isLines ? 'json-lines' : 'json';
  const behind = text.slice(end).trimStart();
  // A complete value on the first line with more text after it cannot be a single document.
  if (isJson(text.slice(0, end))) return behind === '' && !isLines ? 'json' : 'json-lines';
  return isLines && /^[{[]/.test(behind) ? 'json-lines' : 'json';
}
