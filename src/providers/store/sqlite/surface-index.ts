import { toTerms } from '../../../core/language/tokens.ts';
import type { PriorSurface } from '../../../core/ports.ts';
import type { Scope, Visibility } from '../../../core/types.ts';
import { createBoundedMap } from '../../../shared/bounded-map.ts';
import { toFormPrints, toPrints } from '../prints.ts';
import { toScopeParams, toVisibilityParams } from '../scope-params.ts';
import { chooseTerms, toUsableTerms } from '../search-terms.ts';
import { MOST_FOUND, MOST_IDENTICAL, type Surface, type SurfaceRow, toPriorSurface } from '../surfaces.ts';
import type { Database } from './database.ts';
import { createPersonHash } from './sqlite-meta.ts';
import { visibleIn } from './visibility.ts';

/** The wordings of all prior checks, and their full-text index. Call `replace` and `remove` inside a transaction. */
export interface SurfaceIndex {
  /** Replaces the wordings of a review or check. */
  replace(kind: PriorSurface['kind'], id: string, visibility: Visibility, surfaces: readonly Surface[]): void;
  remove(kind: PriorSurface['kind'], id: string): void;
  /** The wordings visible in the scope that share terms with the query, best first. */
  search(terms: readonly string[], scope: Scope, limit: number): PriorSurface[];
  /** The wordings visible in the scope with one of these canonical forms, oldest first. */
  identical(forms: readonly string[], scope: Scope): PriorSurface[];
}

/** Ranks this many times more entries than requested, since some may be invisible in the scope. */
const SPARE = 2;

const COLUMNS = 's.id AS arrival, s.kind, s.owner_id, s.claim, s.title, s.label';

/** Keeps only the best while ranking: a third faster than `FIND` at 10,000 matches, but finds nothing beyond `:best`. */
const FIND_AMONG_BEST = `
  SELECT ${COLUMNS} FROM (
    SELECT rowid, bm25(surface_terms) AS badness FROM surface_terms
    WHERE surface_terms MATCH :match ORDER BY badness, rowid LIMIT :best
  ) AS t CROSS JOIN surfaces AS s ON s.id = t.rowid
  WHERE ${visibleIn('s')} ORDER BY t.badness, t.rowid LIMIT :limit`;

/** Reads all matches by rank until enough are visible. CROSS JOIN keeps FTS5 as the outer loop, which yields them in that order. */
const FIND = `
  SELECT ${COLUMNS} FROM surface_terms AS t CROSS JOIN surfaces AS s ON s.id = t.rowid
  WHERE t.surface_terms MATCH :match AND ${visibleIn('s')} ORDER BY t.rank LIMIT :limit`;

const FIND_IDENTICAL = `
  SELECT ${COLUMNS} FROM surfaces AS s
  WHERE s.id IN (SELECT surface_id FROM surface_forms WHERE form IN (SELECT value FROM json_each(:forms)))
    AND ${visibleIn('s')} ORDER BY s.id LIMIT ${MOST_IDENTICAL}`;

/** Creates the index over its tables. */
export function createSurfaceIndex(db: Database): SurfaceIndex {
  const toHash = createPersonHash(db);
  const idsOf = db.prepare<{ id: number }>('SELECT id FROM surfaces WHERE owner_id = :owner AND kind = :kind');
  const insert = db.prepare(`
    INSERT INTO surfaces (kind, owner_id, claim, title, label, vis_kind, vis_platform, vis_owner)
    VALUES (:kind, :owner, :claim, :title, :label, :visKind, :visPlatform, :visOwner)`);
  const insertTerms = db.prepare('INSERT INTO surface_terms (rowid, claim, title) VALUES (:id, :claim, :title)');
  const insertForm = db.prepare('INSERT INTO surface_forms (form, surface_id) VALUES (:form, :id)');
  const removeTerms = db.prepare('DELETE FROM surface_terms WHERE rowid = :id');
  // ON DELETE CASCADE removes the forms of a wording.
  const removeAll = db.prepare('DELETE FROM surfaces WHERE owner_id = :owner AND kind = :kind');
  const wordCount = db.prepare<{ doc: number }>('SELECT doc FROM surface_words WHERE term = :term');
  const countOf = createCounts((term) => wordCount.get({ term })?.doc ?? 0);
  const find = db.prepare<SurfaceRow>(FIND_AMONG_BEST);
  const findAny = db.prepare<SurfaceRow>(FIND);
  const findIdentical = db.prepare<SurfaceRow>(FIND_IDENTICAL);

  const remove = (kind: PriorSurface['kind'], owner: string): void => {
    const ids = idsOf.all({ kind, owner });
    if (ids.length === 0) return;
    for (const { id } of ids) removeTerms.run({ id });
    removeAll.run({ kind, owner });
  };

  return {
    remove,
    replace(kind, owner, visibility, surfaces) {
      remove(kind, owner);
      const visible = toVisibilityParams(visibility, toHash);
      for (const { claim, title, label } of surfaces) {
        const id = insert.insert({ kind, owner, claim, title, label: label ?? null, ...visible });
        countOf.age();
        insertTerms.run({ id, claim: toTerms(claim).join(' '), title: toTerms(title).join(' ') });
        for (const form of toFormPrints(claim)) insertForm.run({ form, id });
      }
    },
    identical(forms, scope) {
      const prints = JSON.stringify(toPrints(forms));
      return findIdentical.all({ forms: prints, ...toScopeParams(scope, toHash) }).map((row) => toPriorSurface(row, 0));
    },
    search(terms, scope, limit) {
      const match = toMatch(terms, countOf.of);
      const most = Math.min(Math.trunc(limit), MOST_FOUND);
      if (match === undefined || !(most > 0)) return [];
      const params = { match, limit: most, ...toScopeParams(scope, toHash) };
      const found = find.all({ ...params, best: most * SPARE });
      // Too few results: either there are no more, and the second query is quick, or most of the best were invisible.
      const rows = found.length < most ? findAny.all(params) : found;
      return rows.map((row, rank) => toPriorSurface(row, rank));
    },
  };
}

/** Cached counts are dropped after `COUNTS_LIFE` new wordings; at most `MOST_COUNTS` terms are cached. */
const COUNTS_LIFE = 500;
const MOST_COUNTS = 10_000;

/**
 * Caches the number of entries per term, since FTS5 has to scan all entries of a term to count them. The counts only choose the terms of
 * a query, so stale ones cause no wrong results.
 */
function createCounts(count: (term: string) => number): { of: (term: string) => number; age: () => void } {
  let known = createBoundedMap<number>(MOST_COUNTS);
  let added = 0;
  return {
    of(term) {
      const before = known.get(term);
      if (before !== undefined) return before;
      const fresh = count(term);
      known.set(term, fresh);
      return fresh;
    },
    age() {
      added += 1;
      if (added % COUNTS_LIFE === 0) known = createBoundedMap(MOST_COUNTS);
    },
  };
}

/**
 * Builds the FTS5 expression for entries with any of the terms, or with the rarest ones if all would match too many entries.
 *
 * @param terms any texts
 * @param count the number of entries with a term
 * @returns undefined if no term contains a letter or digit; otherwise an expression that is always valid syntax
 */
export function toMatch(terms: readonly string[], count: (term: string) => number): string | undefined {
  const chosen = chooseTerms(toUsableTerms(terms), count);
  return chosen.length === 0 ? undefined : chosen.map(quote).join(' OR ');
}

/** FTS5 takes everything in double quotes as text; a quote itself is doubled. */
function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
