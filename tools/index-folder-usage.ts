import { parseArgs } from 'node:util';
import { ClaimcheckError } from '../src/errors.ts';

/** How indexing ended, for scripts. */
export const INDEX_EXIT = { done: 0, usage: 2, source: 3, running: 4, store: 5, interrupted: 130 } as const;

/** The help text. */
export const INDEX_USAGE = `Usage: npm run index -- FOLDER [--remove]
       npm run index -- --list

Makes a folder of your own documents a source of evidence: text (.txt), Markdown (.md), HTML (.html, .htm), PDF (.pdf) and
JSON Lines (.jsonl, .ndjson: one {"url", "title", "publisher", "date", "text"} a line). Folders in it are read too; hidden
files and links are not. A second run reads only what has changed, and takes out what is gone.
Every chat this bot serves can be shown these documents: put nothing confidential there.

  --remove   take the folder out of the index; its files stay as they are
  --list     show the folders that are in the index
  --help     this text

Exit codes: 0 done (what was refused is in the report), 2 wrong usage, 3 the folder cannot be read, 4 another indexing is
running, 5 the store cannot be written, 130 interrupted. After 130 whole files are in the index, and the same command goes on.
`;

/** The command line, read. */
export type IndexArguments = { list: true } | { folder: string; remove: boolean };

/**
 * Reads the command line.
 *
 * @returns nothing if help was asked for
 * @throws ClaimcheckError `usage`
 */
export function parseIndexArguments(args: string[]): IndexArguments | undefined {
  const flag = { type: 'boolean', default: false } as const;
  const parse = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { remove: flag, list: flag, help: { ...flag, short: 'h' } },
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw new ClaimcheckError('usage', error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  if (values.list && positionals.length === 0 && !values.remove) return { list: true };
  const [folder, ...more] = positionals;
  if (!folder || more.length > 0 || values.list) {
    throw new ClaimcheckError('usage', 'Give one folder to index, or --list alone.');
  }
  return { folder, remove: values.remove };
}
