/** One thing read from an archive, not yet looked at, or a place where nothing could be read. */
export type RawRecord =
  | { place: string; value: unknown /** Other things than reviews are to be expected here. */; mayBeOther: boolean }
  | { place: string; refused: string; text: string };

/** Characters (UTF-16 units) one record may have. A review has a few thousand; this bounds the memory a file can take. */
export const MAX_RECORD_CHARACTERS = 8_000_000;

/** The forms in which archives of reviews are published. */
export type ArchiveFormat = 'json' | 'json-lines' | 'csv' | 'html';

/** So much of the text is enough to tell the format. */
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
 * Tells the format by what the text looks like; where that leaves two, by the file's name.
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
  // One whole value on the first line and another behind it: no single document looks like that.
  if (isJson(text.slice(0, end))) return behind === '' && !isLines ? 'json' : 'json-lines';
  return isLines && /^[{[]/.test(behind) ? 'json-lines' : 'json';
}
