import { appendFile, chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HISTORY_LINES, LARGEST_HISTORY_FILE, LONGEST_HISTORY_LINE } from './limits.ts';

/** What was typed in earlier sessions, for the arrow keys. */
export interface InputHistory {
  /** Newest first, as node:readline takes it; at most 500. */
  lines: string[];
  /** False if the file is there but is not one of ours: it is left alone. */
  readable: boolean;
  /** Remembers an input. @returns false if it could not be written */
  add(line: string): Promise<boolean>;
}

/**
 * Opens the history in `file`: UTF-8, one input a line, oldest first, for its owner's eyes alone (mode 0600). Never
 * rejects: an interactive session works without history. Sessions that run at once append to the same file; it is cut
 * to its last 500 lines when it is opened.
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
        // `mode` counts only for a new file; an older one may be open to others.
        if (last === undefined) await chmod(file, 0o600);
        last = line;
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** A terminal obeys control characters even when an arrow key recalls them, so a file with any is not taken. */
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

/** By renaming, so that a full disk or a crash leaves the old file. */
async function replace(file: string, lines: readonly string[]): Promise<void> {
  const next = `${file}.${process.pid}.new`;
  await writeFile(next, `${lines.join('\n')}\n`, { mode: 0o600 });
  await rename(next, file);
}
