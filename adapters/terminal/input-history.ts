import { appendFile, chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HISTORY_LINES, LARGEST_HISTORY_FILE, LONGEST_HISTORY_LINE } from './limits.ts';

/** The inputs of earlier sessions, for the arrow keys. */
export interface InputHistory {
  /** Newest first, as node:readline takes it; at most 500. */
  lines: string[];
  /** False if the file exists but is not a history: it is left alone. */
  readable: boolean;
  /** Stores an input. @returns false if it could not be written */
  add(line: string): Promise<boolean>;
}

/**
 * Opens the history in `file`: UTF-8, one input per line, oldest first, readable by its owner only (mode 0600). Never rejects: an interactive session
 * works without history. Concurrent sessions append to the same file; opening it truncates it to its last 500 lines.
 */
export async function openInputHistory(file: string): Promise<InputHistory> {
  const all = await readAll(file);
  const kept = (all ?? []).slice(-HISTORY_LINES);
  let last = kept.at(-1);
  if (all && all.length > HISTORY_LINES) await replace(file, kept).catch(() => undefined);
  return {
    lines: kept.toReversed(),
    readable: all !== undefined,
    async add(line) {
      if (!all || line === last || line.length > LONGEST_HISTORY_LINE || !isText(line)) return true;
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await appendFile(file, `${line}\n`, { mode: 0o600 });
        // `mode` applies only to a new file; an older one may be readable by others.
        if (last === undefined) await chmod(file, 0o600);
        last = line;
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** A terminal obeys control characters even in a recalled line, so a file that contains any is rejected. */
const isText = (line: string): boolean => !/\p{Cc}/u.test(line);

async function readAll(file: string): Promise<string[] | undefined> {
  try {
    const { size, mode } = await stat(file).then((found) => {
      if (!found.isFile()) throw new Error('not a file');
      return found;
    });
    if (size > LARGEST_HISTORY_FILE) return undefined;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    const lines = text.split('\n').filter((line) => line !== '');
    if (!lines.every(isText)) return undefined;
    if ((mode & 0o077) !== 0) await chmod(file, 0o600).catch(() => undefined);
    return lines;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
}

/** Replaces the file by renaming, so that a full disk or a crash leaves the old one. */
async function replace(file: string, lines: readonly string[]): Promise<void> {
  const next = `${file}.${process.pid}.new`;
  await writeFile(next, `${lines.join('\n')}\n`, { mode: 0o600 });
  await rename(next, file);
}
