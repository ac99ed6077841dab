import type { Check } from '../../../core/types.ts';
import { isMarked, toClaimKeyNow } from '../language-prints.ts';
import { toFingerprint, toFormPrints } from '../prints.ts';
import { CHECK_ROW } from '../row-shapes.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { toIndexedDocument } from './postgres-documents.ts';
import { countWords, toIndexedTerms } from './postgres-surfaces.ts';
import { sql } from './sql.ts';

/** Rows per batch, which are locked together. */
const PIECE = 200;

/** What to recompute. */
export interface Made {
  terms: boolean;
  forms: boolean;
}

/** How far the tables have been recomputed; later rows come after this point. */
export interface Seen {
  surface: number;
  document: number;
  checkedAt: string;
}

export const NOTHING_SEEN: Seen = { surface: 0, document: 0, checkedAt: '' };

/** Ids are assigned before their rows are committed, so rows may still appear this far below the highest id. */
const LATE_ROWS = 1_000;

/**
 * Recomputes the derived columns of wordings, documents and checks in batches. Wordings and checks that are up to date stay untouched.
 *
 * @param from where to start
 * @returns how far the tables went at the start, to continue from next time
 */
export async function remake(db: PostgresDatabase, { terms, forms }: Made, from: Seen): Promise<Seen> {
  const now = await db.get<Seen>(sql`
    SELECT coalesce((SELECT max(id) FROM surfaces), 0)::float8 - ${LATE_ROWS} AS surface,
      coalesce((SELECT max(id) FROM documents), 0)::float8 - ${LATE_ROWS} AS document,
      coalesce((SELECT max(checked_at) FROM checks), '') AS "checkedAt"`);
  await inPieces(from.surface, (after) => db.transaction((queries) => remakeSurfaces(queries, after)));
  if (terms) await inPieces(from.document, (after) => db.transaction((queries) => remakeDocuments(queries, after)));
  if (forms) await rekey(db, from.checkedAt);
  return now ?? from;
}

/** @param piece handles the batch after a row's id and returns the batch's last id; undefined when there are no more rows */
async function inPieces(from: number, piece: (after: number) => Promise<number | undefined>): Promise<void> {
  for (let after: number | undefined = from; after !== undefined; ) after = await piece(after);
}

async function remakeSurfaces(queries: Queries, after: number): Promise<number | undefined> {
  interface SurfaceRow {
    id: number;
    claim: string;
    title: string;
    terms: string[];
    forms: string[];
  }
  const rows = await queries.all<SurfaceRow>(sql`
    SELECT id::float8 AS id, claim, title, terms, forms FROM surfaces WHERE id > ${after} ORDER BY id LIMIT ${PIECE} FOR UPDATE`);
  const changes = rows.flatMap((row) => {
    const made = { terms: toIndexedTerms(row.claim, row.title), forms: toFormPrints(row.claim) };
    return isEqual(made, { terms: row.terms, forms: row.forms }) ? [] : [{ id: row.id, ...made, was: row.terms }];
  });
  await queries.run(sql`
    UPDATE surfaces AS s SET terms = r.terms, forms = r.forms
    FROM json_populate_recordset(NULL::surfaces, ${JSON.stringify(changes)}::json) AS r WHERE s.id = r.id`);
  const gone = changes.map(({ was }) => was);
  const come = changes.map(({ terms }) => terms);
  await countWords(queries, gone, come);
  return rows.at(-1)?.id;
}

async function remakeDocuments(queries: Queries, after: number): Promise<number | undefined> {
  const rows = await queries.all<{ id: number; title: string; text: string }>(sql`
    SELECT id::float8 AS id, title, text FROM documents WHERE id > ${after} ORDER BY id LIMIT ${PIECE} FOR UPDATE`);
  const made = rows.map((row) => ({ id: row.id, ...toIndexedDocument(row) }));
  await queries.run(sql`
    UPDATE documents AS d SET terms = r.terms, times = r.times
    FROM json_populate_recordset(NULL::documents, ${JSON.stringify(made)}::json) AS r WHERE d.id = r.id`);
  return rows.at(-1)?.id;
}

interface CheckRow {
  id: string;
  claim_key: string;
  checked_at: string;
  json: string;
}

/**
 * Gives checks the claim key that the current code yields, newest first. If two checks get the same key, the newer one has it; the other
 * keeps its id and its place in histories, but can no longer be found by a wording.
 */
async function rekey(db: PostgresDatabase, since: string): Promise<void> {
  // Aliases exist only as fingerprints, from which new ones cannot be computed.
  if (since === '') await db.run(sql`DELETE FROM aliases`);
  let behind = sql`true`;
  for (;;) {
    const rows = await db.all<CheckRow>(sql`
      SELECT id, claim_key, checked_at, json FROM checks WHERE checked_at >= ${since} AND ${behind}
      ORDER BY checked_at DESC, id DESC LIMIT ${PIECE}`);
    const last = rows.at(-1);
    if (!last) return;
    for (const row of rows) await rekeyOne(db, row);
    behind = sql`(checked_at, id) < (${last.checked_at}, ${last.id})`;
  }
}

async function rekeyOne(db: PostgresDatabase, row: CheckRow): Promise<void> {
  const key = toKey(db.parseJson<Check>(row.json, CHECK_ROW));
  if (row.claim_key === toFingerprint(key)) return;
  await db.transaction(async (queries) => {
    await queries.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${toFingerprint(key)}, 0))`);
    const now = await queries.get<CheckRow>(
      sql`SELECT id, claim_key, checked_at, json FROM checks WHERE id = ${row.id} FOR UPDATE`,
    );
    if (!now) return;
    const check = db.parseJson<Check>(now.json, CHECK_ROW);
    const holder = await queries.get<CheckRow & { isNewer: boolean }>(sql`
      SELECT o.*, (o.checked_at, o.id) > (c.checked_at, c.id) AS "isNewer" FROM checks AS o JOIN checks AS c
        ON o.vis_kind = c.vis_kind AND o.vis_platform = c.vis_platform AND o.vis_owner = c.vis_owner
      WHERE c.id = ${row.id} AND o.id <> c.id AND o.claim_key = ${toFingerprint(key)} FOR UPDATE OF o`);
    if (holder?.isNewer) return write(queries, check, `${key} ~${row.id}`);
    if (holder) {
      const other = db.parseJson<Check>(holder.json, CHECK_ROW);
      if (toKey(other) === key) await write(queries, other, `${key} ~${holder.id}`);
      // The holder gets its own new key in its turn.
      else await queries.run(sql`UPDATE checks SET claim_key = '~' || id WHERE id = ${holder.id}`);
    }
    await write(queries, check, key);
  });
}

async function write(queries: Queries, check: Check, claimKey: string): Promise<void> {
  const json = JSON.stringify({ ...check, claimKey });
  await queries.run(
    sql`UPDATE checks SET claim_key = ${toFingerprint(claimKey)}, json = ${json} WHERE id = ${check.id}`,
  );
}

function toKey(check: Check): string {
  return isMarked(check.claimKey) ? check.claimKey : toClaimKeyNow(check);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
