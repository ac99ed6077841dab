import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { STARTER_PREFIX } from '../checks/check-report.ts';
import { ClaimcheckError } from '../shared/errors.ts';

const citationSchema = z.looseObject({
  url: z.url({ protocol: /^https?$/ }),
  abstract: z.string(),
  quote: z.string().optional(),
  quoteVerified: z.boolean(),
  quoteVerifiedAt: z.string().optional(),
});

const entrySchema = z.looseObject({
  '@id': z.string().startsWith(STARTER_PREFIX),
  citation: z.array(citationSchema),
});

/** A source of an entry, as in the file. */
export type StarterCitation = z.infer<typeof citationSchema>;
/** An entry with every key in the file. */
export type StarterEntry = z.infer<typeof entrySchema>;

/** One file of the pack. */
export interface StarterFile {
  path: string;
  entries: StarterEntry[];
}

function assertEntries(entries: unknown): asserts entries is StarterEntry[] {
  z.array(entrySchema).parse(entries);
}

/** An entry's short name. */
export const toSlug = (entry: StarterEntry): string => entry['@id'].slice(STARTER_PREFIX.length);

/**
 * Reads the pack's files completely, so that they can be written back.
 *
 * @throws ClaimcheckError `import-failed` for a file that is no list of entries
 */
export async function readStarterFiles(folder: string): Promise<StarterFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      try {
        const entries: unknown = JSON.parse(await readFile(path, 'utf8'));
        // The schema's result would reorder the keys, which would make the file's diff unreadable.
        assertEntries(entries);
        return { path, entries };
      } catch (error) {
        throw new ClaimcheckError('import-failed', `${path} is not a list of starter entries: fix it first.`, {
          cause: error,
        });
      }
    }),
  );
}

/** The canonical format of the files, so that a diff shows only what changed. */
export const toStarterJson = (entries: readonly StarterEntry[]): string => `${JSON.stringify(entries, null, 2)}\n`;

/** Writes a file back atomically. */
export async function writeStarterFile({ path, entries }: StarterFile): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(temporary, toStarterJson(entries));
  await rename(temporary, path);
}
