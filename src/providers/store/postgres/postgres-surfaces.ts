import { toTerms } from '../../../core/language/tokens.ts';
import type { PriorSurface } from '../../../core/ports.ts';
import type { Scope } from '../../../core/types.ts';
import { type PersonHash, toFingerprint, toFormPrints, toPrints } from '../prints.ts';
import { toScopeParams, type VisibilityParams } from '../scope-params.ts';
import { chooseTerms, countTerms, toUsableTerms } from '../search-terms.ts';
import { MOST_FOUND, MOST_IDENTICAL, type Surface, type SurfaceRow, toPriorSurface } from '../surfaces.ts';
import type { Queries } from './postgres-database.ts';
import { visibleIn } from './postgres-visibility.ts';
import { join, plain, type Sql, sql, toHeldText } from './sql.ts';

/** The wordings of a review or check, and who may see them. */
export interface SurfacesOf {
  id: string;
  visibility: VisibilityParams;
  surfaces: readonly Surface[];
}

/** In UTF-16 units. PostgreSQL limits index keys to 2,704 bytes, and no real word is this long. */
const LONGEST_TERM = 200;
/** Terms with more entries than this are common: they count only in entries with two common terms. */
const MOST_ALONE = 4_000;
/** How many entries with only common terms are ranked. */
const MOST_RANKED = 4_000;
/** BM25's parameters b and k1, for length normalisation and saturation. Source: Robertson and Zaragoza, 2009, section 3.4. */
const LENGTH_WEIGHT = 0.75;
const SATURATION = 1.2;
/** The typical number of different terms in a wording. */
const USUAL_TERMS = 12;

const COLUMNS = sql`s.id::float8 AS arrival, s.kind, s.owner_id, s.claim, s.title, s.label`;

/** Replaces the wordings of reviews or checks. Call it once, at the end of a transaction, since it locks the words that it counts. */
export async function replaceSurfaces(
  queries: Queries,
  kind: PriorSurface['kind'],
  all: readonly SurfacesOf[],
): Promise<void> {
  const gone = await queries.all<{ terms: string[] }>(sql`
    DELETE FROM surfaces WHERE kind = ${kind} AND owner_id = ANY(${all.map(({ id }) => id)}::text[]) RETURNING terms`);
  const rows = all.flatMap(({ id, visibility, surfaces }) =>
    surfaces.map(({ claim, title, label = null }) => {
      const terms = toIndexedTerms(claim, title);
      const said = { claim: toHeldText(claim), title: toHeldText(title), label };
      return { owner_id: toHeldText(id), ...said, ...visibility, terms, forms: toFormPrints(claim) };
    }),
  );
  if (rows.length > 0) {
    await queries.run(sql`
      INSERT INTO surfaces (kind, owner_id, claim, title, label, vis_kind, vis_platform, vis_owner, terms, forms)
      SELECT ${kind}, owner_id, claim, title, label, "visKind", "visPlatform", "visOwner", terms, forms
      FROM ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json) AS (
        owner_id text, claim text, title text, label text, "visKind" text, "visPlatform" text, "visOwner" text, terms text[], forms text[]
      )) WITH ORDINALITY ORDER BY ordinality`);
  }
  await countWords(
    queries,
    gone.map(({ terms }) => terms),
    rows.map(({ terms }) => terms),
  );
}

/** Updates the counts of wordings per term. Call it at the end of a transaction: it locks rows. @param gone removed terms @param come new ones */
export async function countWords(
  queries: Queries,
  gone: readonly (readonly string[])[],
  come: readonly (readonly string[])[],
): Promise<void> {
  const counts = new Map<string, number>();
  const count = (terms: readonly string[], by: number) => {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + by);
  };
  for (const terms of gone) count(terms, -1);
  for (const terms of come) count(terms, 1);
  const changed = [...counts].filter(([, by]) => by !== 0);
  if (changed.length === 0) return;
  // Rows are locked in a fixed order, so that two transactions never deadlock.
  await queries.run(sql`
    INSERT INTO surface_words AS w (term, entries)
    SELECT term, entries FROM unnest(${changed.map(([term]) => term)}::text[], ${changed.map(([, by]) => by)}::bigint[]) AS c (term, entries)
    ORDER BY term COLLATE "C" ON CONFLICT (term) DO UPDATE SET entries = w.entries + excluded.entries`);
}

/** Recounts the wordings per term. Call it inside a transaction; concurrent updates of the counts wait for its end. */
export async function recountWords(queries: Queries): Promise<void> {
  await queries.run(sql`LOCK TABLE surface_words IN EXCLUSIVE MODE`);
  await queries.run(sql`DELETE FROM surface_words`);
  await queries.run(sql`
    INSERT INTO surface_words (term, entries) SELECT term, count(*) FROM surfaces, unnest(terms) AS term GROUP BY term`);
}

/** The wordings visible in the scope that share terms with the query, best first. The number of ranked wordings is bounded. */
export async function searchSurfaces(
  queries: Queries,
  { terms, scope, limit }: { terms: readonly string[]; scope: Scope; limit: number },
  toHash: PersonHash,
): Promise<PriorSurface[]> {
  const most = Math.min(Math.trunc(limit), MOST_FOUND);
  const usable = toUsableTerms(terms).map(toIndexKey);
  if (usable.length === 0 || !(most > 0)) return [];
  const counts = await countTerms(usable, (some) =>
    queries.all(
      sql`SELECT term, entries::float8 AS entries FROM surface_words WHERE term = ANY(${some}::text[]) AND entries > 0`,
    ),
  );
  const chosen = chooseTerms(usable, (term) => counts.get(term) ?? 0).filter((term) => (counts.get(term) ?? 0) > 0);
  if (chosen.length === 0) return [];
  const { entries } = (await queries.get<{ entries: number }>(
    sql`SELECT greatest(reltuples, 0)::float8 AS entries FROM pg_class WHERE oid = 'surfaces'::regclass`,
  )) ?? { entries: 0 };
  const known = Math.max(entries, ...counts.values());
  const visible = visibleIn(sql`s`, toScopeParams(scope, toHash));
  const candidates = toCandidates(chosen, counts).map(
    ({ which, most: some }) => sql`(SELECT s.* FROM surfaces AS s WHERE ${which} AND ${visible} LIMIT ${some})`,
  );
  // Thousands of rows are ranked: inline weights instead of a subquery per row halve the time.
  const weights = chosen.map(
    (term) => sql`CASE WHEN ${term} = ANY(s.terms) THEN ${toWeight(counts.get(term) ?? 0, known)}::float8 ELSE 0 END`,
  );
  const rows = await queries.all<SurfaceRow>(sql`
    SELECT ${COLUMNS} FROM (${join(candidates, plain(' UNION ALL '))}) AS s ORDER BY (${join(weights, plain(' + '))})
      / (1 + ${SATURATION}::float8 * (${1 - LENGTH_WEIGHT}::float8 + ${LENGTH_WEIGHT}::float8 * cardinality(s.terms) / ${USUAL_TERMS}::float8)) DESC,
      arrival LIMIT ${most}`);
  return rows.map(toPriorSurface);
}

/** The wordings visible in the scope with one of these canonical forms, oldest first. */
export async function findIdentical(
  queries: Queries,
  forms: readonly string[],
  scope: Scope,
  toHash: PersonHash,
): Promise<PriorSurface[]> {
  const rows = await queries.all<SurfaceRow>(sql`
    SELECT ${COLUMNS} FROM surfaces AS s
    WHERE s.forms && ${toPrints(forms)}::text[] AND ${visibleIn(sql`s`, toScopeParams(scope, toHash))}
    ORDER BY s.id LIMIT ${MOST_IDENTICAL}`);
  return rows.map((row) => toPriorSurface(row, 0));
}

/** The indexed terms of a wording and its title. */
export function toIndexedTerms(claim: string, title: string): string[] {
  return [...new Set(toUsableKeys(toTerms(`${claim}\n${title}`)))];
}

const toUsableKeys = (terms: readonly string[]) => terms.map((term) => toIndexKey(toHeldText(term)));

/** The index key of a term: too long a term is replaced with its fingerprint. */
export function toIndexKey(term: string): string {
  return term.length > LONGEST_TERM ? toFingerprint(term) : term;
}

/** Disjoint queries for candidates: entries with a rare term, and entries without one but with two common terms; each has a limit. */
function toCandidates(chosen: readonly string[], counts: ReadonlyMap<string, number>): { which: Sql; most: number }[] {
  const rare = chosen.filter((term) => (counts.get(term) ?? 0) <= MOST_ALONE);
  const common = chosen.filter((term) => !rare.includes(term));
  // A single term is all there is to search for, even if it is common.
  if (chosen.length === 1) return [{ which: sql`s.terms @> ${chosen}::text[]`, most: MOST_RANKED }];
  const any = { which: sql`s.terms && ${rare}::text[]`, most: MOST_ALONE * rare.length };
  // Entries with a rare term are found by the query above.
  const pairs = common.flatMap((one, place) =>
    common.slice(place + 1).map((other) => sql`s.terms @> ${[one, other]}::text[]`),
  );
  if (pairs.length === 0) return [any];
  const both = sql`(${join(pairs, plain(' OR '))})`;
  if (rare.length === 0) return [{ which: both, most: MOST_RANKED }];
  return [any, { which: sql`${both} AND NOT s.terms && ${rare}::text[]`, most: MOST_RANKED }];
}

/** BM25's inverse document frequency, kept above 0 as in Lucene. Source: Robertson and Zaragoza, 2009, section 3.3. */
function toWeight(count: number, entries: number): number {
  return Math.log(1 + (entries - count + 0.5) / (count + 0.5));
}
