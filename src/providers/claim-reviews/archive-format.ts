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
