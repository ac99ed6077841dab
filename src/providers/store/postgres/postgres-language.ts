import { z } from 'zod';
import { toFormsPrint, toTermsProbe } from '../language-prints.ts';
import { toFingerprint } from '../prints.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { NOTHING_SEEN, remake } from './postgres-remake.ts';
import { plain, SERVER_MS, sql } from './sql.ts';

/** The metadata key that records which code made the stems, forms and claim keys. */
export const LANGUAGE_NOTE = 'language';
/** How long an old version may run beside a new one, in ms. */
const SIDE_BY_SIDE_MS = 7 * 24 * 60 * 60 * 1000;
/** The key of the advisory lock: "Clml" in ASCII. */
const LOCK = 0x436c6d6c;

/** Fingerprints of the language code's output: they change when the code yields other stems or forms. */
export interface LanguagePrint {
  terms: string;
  forms: string;
}

const NOTE = z.object({
  terms: z.string(),
  forms: z.string(),
  /** The prints of older versions that may still run, each as `toId` returns it. */
  before: z.array(z.string()),
  /** Until when older versions may still write, in ms since 1970 by the server's clock. */
  until: z.number(),
  /** Up to here, all rows are made by the current code. */
  seen: z.object({ surface: z.number(), document: z.number(), checkedAt: z.string() }),
});
type Note = z.infer<typeof NOTE>;

/** The note, with the server's time when it was read. */
interface KnownNote extends Note {
  now: number;
  /** Whether older versions may still run. */
  isMixed: boolean;
}

const ALL = { terms: true, forms: true };
const toId = ({ terms, forms }: LanguagePrint) => `${terms} ${forms}`;
const toPrint = (): LanguagePrint => ({ terms: toFingerprint(toTermsProbe()), forms: toFormsPrint() });

/**
 * Recomputes stems, forms and claim keys in batches if the code for them has changed, while other processes keep working. One process
 * does it; others of its version wait. An older version that starts beside a newer one changes nothing. Rows that older versions
 * write in the meantime are recomputed at the next start of the newer version.
 *
 * @param print of the code. Default: the current code's
 * @throws ClaimcheckError with a `store-…` code
 */
export async function keepLanguage(db: PostgresDatabase, print = toPrint()): Promise<void> {
  const note = await readNote(db, db);
  // A new database has nothing to recompute.
  if (!note) return void (await noteLanguage(db, print));
  if (isOlder(print, note) || (toId(note) === toId(print) && !note.isMixed)) return;
  await db.transaction(async (queries) => {
    await queries.run(sql`SET LOCAL lock_timeout = 0`);
    await queries.run(sql`SELECT pg_advisory_xact_lock(${LOCK})`);
    // Another process may have done it while this one waited for the lock.
    const before = await readNote(db, queries);
    if (!before || isOlder(print, before)) return;
    if (toId(before) === toId(print)) {
      const seen = await remake(db, ALL, before.seen);
      return writeNote(queries, { ...before, seen });
    }
    const made = { terms: before.terms !== print.terms, forms: before.forms !== print.forms };
    const seen = await remake(db, made, NOTHING_SEEN);
    const older = [...(before.isMixed ? before.before : []), toId(before)].filter((id) => id !== toId(print));
    await writeNote(queries, { ...print, before: older, until: before.now + SIDE_BY_SIDE_MS, seen });
  });
}

/** Records that this code made all rows. @param print of the code. Default: the current code's */
export async function noteLanguage(queries: Queries, print = toPrint()): Promise<void> {
  await writeNote(queries, { ...print, before: [], until: 0, seen: NOTHING_SEEN });
}

/** Whether this is an older version that runs beside a newer one. */
function isOlder(print: LanguagePrint, { before, isMixed }: KnownNote): boolean {
  return isMixed && before.includes(toId(print));
}

async function readNote(db: PostgresDatabase, queries: Queries): Promise<KnownNote | undefined> {
  const row = await queries.get<{ value: string; now: number }>(
    sql`SELECT value, (${plain(SERVER_MS)})::float8 AS now FROM meta WHERE key = ${LANGUAGE_NOTE}`,
  );
  const note = row && db.parseJson<Note>(row.value, NOTE);
  return note && { ...note, now: row.now, isMixed: row.now < note.until };
}

async function writeNote(queries: Queries, { terms, forms, before, until, seen }: Note): Promise<void> {
  const note: Note = { terms, forms, before, until, seen };
  await queries.run(sql`
    INSERT INTO meta (key, value) VALUES (${LANGUAGE_NOTE}, ${JSON.stringify(note)})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}
