import { parseArgs } from 'node:util';
import { ClaimcheckError } from '../src/errors.ts';

/** How an import ended, for scripts. */
export const IMPORT_EXIT = { done: 0, usage: 2, source: 3, running: 4, store: 5, interrupted: 130 } as const;

/** The help text. */
export const IMPORT_USAGE = `Usage: npm run import -- FILE|URL [--publisher NAME] [--language xx] [--refused FILE]

Takes other people's fact checks into the store: ClaimReview JSON-LD, the Google/Data Commons feed, answers of Google's
Fact Check Tools API, JSON Lines, CSV, an HTML page with JSON-LD in it, and each of them as .gz. A second run adds nothing.

  --publisher NAME  who published those records that do not say it themselves
  --language xx     the language (BCP 47) of those that do not say it
  --refused FILE    write every refused record there as JSON Lines: place, reason, record
  --help            this text

Exit codes: 0 read to the end (what was refused is in the report), 2 wrong usage, 3 the file or address cannot be read or
breaks off, 4 another import is running, 5 the store cannot be written, 130 interrupted. After 3 and 130 what was read before
is kept, and the same command goes on from there.
`;

/** The command line, read. */
export interface ImportArguments {
  location: string;
  publisher?: string;
  language?: string;
  refused?: string;
}

/**
 * Reads the command line.
 *
 * @returns nothing if help was asked for
 * @throws ClaimcheckError `usage`
 */
export function parseImportArguments(args: string[]): ImportArguments | undefined {
  const text = { type: 'string' } as const;
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { publisher: text, language: text, refused: text, help: { type: 'boolean', short: 'h' } },
    });
  try {
    parsed = parse();
  } catch (error) {
    throw new ClaimcheckError('usage', error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [location, ...more] = positionals;
  if (!location || more.length > 0) throw new ClaimcheckError('usage', 'Give one file or one address to import.');
  if (values.language !== undefined && !isLanguageTag(values.language)) {
    throw new ClaimcheckError('usage', `“${values.language}” is no language tag. Give one like en, pt-BR or uk.`);
  }
  const { publisher, language, refused } = values;
  return {
    location,
    ...(publisher ? { publisher } : {}),
    ...(language ? { language } : {}),
    ...(refused ? { refused } : {}),
  };
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
