import { toTerms } from '../../../core/language/tokens.ts';
import type { PriorSurface } from '../../../core/ports.ts';
import type { Scope } from '../../../core/types.ts';
import { type PersonHash, toFingerprint, toFormPrints, toPrints } from '../prints.ts';
import { toScopeParams, type VisibilityParams } from '../scope-params.ts';
import { chooseTerms, toTranspositions, toUsableTerms } from '../search-terms.ts';
import { MOST_FOUND, MOST_IDENTICAL, type Surface, type SurfaceRow, toPriorSurface } from '../surfaces.ts';
import type { Queries } from './postgres-database.ts';
import { visibleIn } from './postgres-visibility.ts';
import { join, plain, type Sql, sql, toHeldText } from './sql.ts';

/** Wordings of one review or check, and who may see them. */
export interface SurfacesOf {
  id: string;
  visibility: VisibilityParams;
  surfaces: readonly Surface[];
}

/** A key of an index has at most 2,704 bytes, and no word has so many letters. In UTF-16 units. */
const LONGEST_TERM = 200;
/** A term that more entries hold is not looked for alone: only entries with two such terms are. */
const MOST_ALONE = 4_000;
/** How many entries with common terms alone are ranked. */
const MOST_RANKED = 4_000;
/** BM25's own: how soon a longer entry counts less. Source: Robertson and Zaragoza, 2009, section 3.4. */
const LENGTH_WEIGHT = 0.75;
const SATURATION = 1.2;
/** About how many different terms a wording has. */
const USUAL_TERMS = 12;

const COLUMNS = sql`s.id::float8 AS arrival, s.kind, s.owner_id, s.claim, s.title, s.label`;

/** Puts wordings in the place of those that there were. Belongs inside a transaction, once and at its end: it locks the words it counts. */
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

/** Counts wordings by their terms. Belongs at the end of a transaction: it locks the words. @param gone their terms @param come those of new ones */
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
  // Everybody locks the words in the same order.
  await queries.run(sql`
    INSERT INTO surface_words AS w (term, entries)
    SELECT term, entries FROM unnest(${changed.map(([term]) => term)}::text[], ${changed.map(([, by]) => by)}::bigint[]) AS c (term, entries)
    ORDER BY term COLLATE "C" ON CONFLICT (term) DO UPDATE SET entries = w.entries + excluded.entries`);
}

/** Counts anew how many wordings hold each term. Belongs inside a transaction; whoever counts meanwhile waits for its end. */
export async function recountWords(queries: Queries): Promise<void> {
  await queries.run(sql`LOCK TABLE surface_words IN EXCLUSIVE MODE`);
  await queries.run(sql`DELETE FROM surface_words`);
  await queries.run(sql`
    INSERT INTO surface_words (term, entries) SELECT term, count(*) FROM surfaces, unnest(terms) AS term GROUP BY term`);
}

/** The wordings that share terms with these and that the scope may see, best first. What is ranked is bounded before. */
export async function searchSurfaces(
  queries: Queries,
  { terms, scope, limit }: { terms: readonly string[]; scope: Scope; limit: number },
  toHash: PersonHash,
): Promise<PriorSurface[]> {
  const most = Math.min(Math.trunc(limit), MOST_FOUND);
  const usable = toUsableTerms(terms).map(toIndexKey);
  if (usable.length === 0 || !(most > 0)) return [];
  const counts = await countTerms(queries, usable);
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
  // Thousands are ranked: each is read once, and weighed without a query of its own. That is half the time.
  const weights = chosen.map(
    (term) => sql`CASE WHEN ${term} = ANY(s.terms) THEN ${toWeight(counts.get(term) ?? 0, known)}::float8 ELSE 0 END`,
  );
  const rows = await queries.all<SurfaceRow>(sql`
    SELECT ${COLUMNS} FROM (${join(candidates, plain(' UNION ALL '))}) AS s ORDER BY (${join(weights, plain(' + '))})
      / (1 + ${SATURATION}::float8 * (${1 - LENGTH_WEIGHT}::float8 + ${LENGTH_WEIGHT}::float8 * cardinality(s.terms) / ${USUAL_TERMS}::float8)) DESC,
      arrival LIMIT ${most}`);
  return rows.map(toPriorSurface);
}

/** The wordings with one of these canonical forms that the scope may see, the one stored first at the head. */
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

/** What the index has of a wording and its title. */
export function toIndexedTerms(claim: string, title: string): string[] {
  return [...new Set(toUsableKeys(toTerms(`${claim}\n${title}`)))];
}

const toUsableKeys = (terms: readonly string[]) => terms.map((term) => toIndexKey(toHeldText(term)));

/** A longer one stands there by its fingerprint. */
export function toIndexKey(term: string): string {
  return term.length > LONGEST_TERM ? toFingerprint(term) : term;
}

/** How many entries hold a term; of words known nowhere, their neighbours as well. */
async function countTerms(queries: Queries, terms: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const ask = async (some: readonly string[]) => {
    const rows = await queries.all<{ term: string; entries: number }>(
      sql`SELECT term, entries::float8 AS entries FROM surface_words WHERE term = ANY(${some}::text[]) AND entries > 0`,
    );
    for (const { term, entries } of rows) counts.set(term, entries);
  };
  await ask(terms);
  const others = terms.filter((term) => !counts.has(term)).flatMap(toTranspositions);
  if (others.length > 0) await ask(others);
  return counts;
}

/** Entries with any of the rarer terms, and of the others those with two common ones: some of them, where too many have two. None comes twice. */
function toCandidates(chosen: readonly string[], counts: ReadonlyMap<string, number>): { which: Sql; most: number }[] {
  const rare = chosen.filter((term) => (counts.get(term) ?? 0) <= MOST_ALONE);
  const common = chosen.filter((term) => !rare.includes(term));
  // One common word alone is all there is to go by.
  if (chosen.length === 1) return [{ which: sql`s.terms @> ${chosen}::text[]`, most: MOST_RANKED }];
  const any = { which: sql`s.terms && ${rare}::text[]`, most: MOST_ALONE * rare.length };
  // Those with a rare one are found by it.
  const pairs = common.flatMap((one, place) =>
    common.slice(place + 1).map((other) => sql`s.terms @> ${[one, other]}::text[]`),
  );
  if (pairs.length === 0) return [any];
  const both = sql`(${join(pairs, plain(' OR '))})`;
  if (rare.length === 0) return [{ which: both, most: MOST_RANKED }];
  return [any, { which: sql`${both} AND NOT s.terms && ${rare}::text[]`, most: MOST_RANKED }];
}

/** BM25's weight of a term. Source: Robertson and Zaragoza, 2009, section 3.3, kept above 0 as Lucene does. */
function toWeight(count: number, entries: number): number {
  return Math.log(1 + (entries - count + 0.5) / (count + 0.5));
}
