import { defined } from '../core/defined.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { readArguments } from './command-line.ts';

/** The text of `--help`, also printed after wrong usage. */
export const USAGE = `Usage: npm run import -- FILE|URL|datacommons [--name NAME] [--publisher NAME] [--language xx] [--refused FILE]
       npm run import -- --list
       npm run import -- --remove NAME

Imports fact checks that others have published. It reads ClaimReview JSON-LD, the Google/Data Commons feed, answers of Google's
Fact Check Tools API, JSON Lines, CSV, and HTML pages with JSON-LD, each also as .gz. A second import of the same archive adds new
reviews, updates changed ones, and removes those that are no longer in it. “datacommons” is the public feed of
fact-checkers worldwide (about 200 MB, CC BY; see docs/archives.md).

  --name NAME       a name for the archive in --list; by default its address or path
  --list            list the imported archives with their numbers of reviews
  --remove NAME     remove an archive's reviews; checks with a verdict from them become unverified
  --publisher NAME  the publisher of records that name none
  --language xx     the language (BCP 47) of records that name none
  --refused FILE    write each refused record to FILE as JSON Lines: place, reason, record
  --help            show this text

Exit codes: 0 read to the end (the report names refused records), 2 wrong usage, 3 the file or address cannot be read or
is cut off, 4 another import is running, 5 the store cannot be written, 130 interrupted. After 3 or 130 the store keeps what was
read; run the same command to continue.
`;

/** Archives with short names. */
const KNOWN_ARCHIVES: ReadonlyMap<string, string> = new Map([
  ['datacommons', 'https://storage.googleapis.com/datacommons-feeds/claimreview/latest/data.json'],
]);

/** An archive's address. @param name an address or file, or a short name */
export const toArchiveAddress = (name: string): string => KNOWN_ARCHIVES.get(name) ?? name;

/** The parsed arguments. */
export interface ImportArguments {
  /** Manages the store's archives instead of reading one. */
  list?: true;
  remove?: string;
  location: string;
  name: string;
  publisher?: string;
  language?: string;
  refused?: string;
}

/**
 * Parses the command's arguments.
 *
 * @returns undefined for `--help`
 * @throws ClaimcheckError `usage` that says what to give instead
 */
export function parseImportArguments(args: string[]): ImportArguments | undefined {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      ...{ publisher: text, language: text, refused: text, name: text, remove: text },
      ...{ list: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    },
  });
  if (values.help) return undefined;
  if (values.list || values.remove !== undefined) {
    if (positionals.length > 0)
      throw new ClaimcheckError('usage', 'Use --list or --remove NAME without a file or address.');
    const what = values.list ? { list: true as const } : { remove: values.remove };
    return { location: '', name: '', ...defined(what) };
  }
  const [location, ...more] = positionals;
  if (!location || more.length > 0) throw new ClaimcheckError('usage', 'Name one file or address to import.');
  if (values.language !== undefined && !isLanguageTag(values.language)) {
    throw new ClaimcheckError('usage', `“${values.language}” is not a language tag. Use one like en, pt-BR or uk.`);
  }
  const { publisher, language, refused } = values;
  return {
    location: toArchiveAddress(location),
    name: values.name || location,
    ...defined({ publisher: publisher || undefined, language: language || undefined, refused: refused || undefined }),
  };
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
