import type { CheckStore } from '../../../core/ports.ts';
import type { Check } from '../../../core/types.ts';
import { ClaimcheckError } from '../../../shared/errors.ts';
import { type PersonHash, toFingerprint } from '../prints.ts';
import { CHECK_ROW } from '../row-shapes.ts';
import {
  personOf,
  toHistoryParams,
  toKept,
  toScopeParams,
  toSeenCheck,
  toVisibilityParams,
  type VisibilityParams,
} from '../scope-params.ts';
import { toCheckSurfaces } from '../surfaces.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { replaceSurfaces } from './postgres-surfaces.ts';
import { hasVisibility, isVisible, visibleIn } from './postgres-visibility.ts';
import { sql } from './sql.ts';

interface CheckRow {
  json: string;
}

/**
 * The checks in PostgreSQL, stored as in the embedded store (`createSqliteChecks`).
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresChecks(db: PostgresDatabase, toHash: PersonHash): CheckStore {
  const toSeen = ({ json }: CheckRow, personId: string): Check =>
    toSeenCheck(db.parseJson<Check>(json, CHECK_ROW), personId);
  const c = sql`c`;

  /** @returns the check that answers this claim from now on: `check`, or an existing one with the same key and visibility */
  async function put(queries: Queries, check: Check, visibility: VisibilityParams): Promise<Check> {
    const { id, checkedAt, verdict, history } = check;
    const key = toFingerprint(check.claimKey);
    const isSame = hasVisibility(c, visibility);
    const before = await queries.get<{ same: boolean }>(
      sql`SELECT claim_key = ${key} AND ${isSame} AS same FROM checks AS c WHERE id = ${id}`,
    );
    if (before && !before.same) {
      throw new ClaimcheckError(
        'store-unavailable',
        `The check id ${id} already belongs to another claim: ask again with a new id.`,
      );
    }
    if (!before) {
      const other = await findTwin(queries, key, visibility);
      if (other) return toSeen(other, personOf(check.visibility));
    }
    const json = JSON.stringify(toKept(check, toHash));
    const { visKind, visPlatform, visOwner } = visibility;
    await queries.run(sql`
      INSERT INTO checks (id, claim_key, vis_kind, vis_platform, vis_owner, checked_at, taken_from, has_changed, json)
      VALUES (${id}, ${key}, ${visKind}, ${visPlatform}, ${visOwner}, ${checkedAt},
        ${verdict.takenFrom?.reviewId ?? null}, ${history.length > 0}, ${json})
      ON CONFLICT (id) DO UPDATE SET checked_at = excluded.checked_at, taken_from = excluded.taken_from,
        has_changed = excluded.has_changed, json = excluded.json`);
    await replaceSurfaces(queries, 'check', [{ id, visibility, surfaces: toCheckSurfaces(check) }]);
    return check;
  }

  /** The check with this key and exactly this visibility, otherwise the check that has the key as an alias. */
  const findTwin = (queries: Queries, key: string, visibility: VisibilityParams) =>
    queries.get<CheckRow & { id: string }>(sql`
      SELECT id, json, 0 AS step FROM checks AS c WHERE claim_key = ${key} AND ${hasVisibility(c, visibility)}
      UNION ALL
      SELECT k.id, k.json, 1 AS step FROM aliases AS c JOIN checks AS k ON k.id = c.check_id
      WHERE c.claim_key = ${key} AND ${hasVisibility(c, visibility)}
      ORDER BY step LIMIT 1`);

  return {
    async get(id, scope) {
      const visible = visibleIn(c, toScopeParams(scope, toHash));
      const row = await db.get<CheckRow>(sql`SELECT json FROM checks AS c WHERE id = ${id} AND ${visible}`);
      return row && toSeen(row, scope.personId);
    },
    async findByKey(claimKey, scope) {
      const key = toFingerprint(claimKey);
      const visible = visibleIn(c, toScopeParams(scope, toHash));
      const row = await db.get<CheckRow>(sql`
        SELECT json FROM (
          SELECT c.json, c.vis_kind, 0 AS step FROM checks AS c WHERE c.claim_key = ${key} AND ${visible}
          UNION ALL
          SELECT c.json, c.vis_kind, 1 AS step FROM aliases AS a JOIN checks AS c ON c.id = a.check_id
          WHERE a.claim_key = ${key} AND ${visible}
        ) AS found ORDER BY CASE vis_kind WHEN 'person' THEN 0 WHEN 'chat' THEN 1 ELSE 2 END, step LIMIT 1`);
      return row && toSeen(row, scope.personId);
    },
    async save(check, scope, aliases = []) {
      const visibility = toVisibilityParams(check.visibility, toHash);
      if (!isVisible(visibility, toScopeParams(scope, toHash)))
        throw new Error('A scope cannot save a check that it may not see.');
      const { visKind, visPlatform, visOwner } = visibility;
      return db.transaction(async (queries) => {
        // Serialises concurrent saves of the same claim, so that the second sees what the first has written.
        await queries.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${toFingerprint(check.claimKey)}, 0))`);
        const standing = await put(queries, check, visibility);
        for (const key of new Set(aliases.map(toFingerprint))) {
          // The key already leads to this check.
          const own = await findTwin(queries, key, visibility);
          if (own?.id === standing.id) continue;
          await queries.run(sql`
            INSERT INTO aliases (claim_key, vis_kind, vis_platform, vis_owner, check_id)
            VALUES (${key}, ${visKind}, ${visPlatform}, ${visOwner}, ${standing.id})
            ON CONFLICT (claim_key, vis_kind, vis_platform, vis_owner) DO UPDATE SET check_id = excluded.check_id`);
        }
        return standing;
      });
    },
    async markSeen(id, scope, at) {
      const { scopeKind, scopePlatform, scopeOwner } = toHistoryParams(scope, toHash);
      await db.run(sql`
        INSERT INTO seen AS s (scope_kind, platform, owner, check_id, seen_at)
        SELECT ${scopeKind}, ${scopePlatform}, ${scopeOwner}, c.id, ${at} FROM checks AS c
        WHERE c.id = ${id} AND ${visibleIn(c, toScopeParams(scope, toHash))}
        ON CONFLICT (scope_kind, platform, owner, check_id)
        DO UPDATE SET seen_at = greatest(s.seen_at, excluded.seen_at), place = nextval('seen_order')`);
    },
    async recent(scope, limit) {
      const most = Math.max(0, Math.trunc(limit) || 0);
      const { scopeKind, scopePlatform, scopeOwner } = toHistoryParams(scope, toHash);
      const rows = await db.all<CheckRow & { seen_at: string }>(sql`
        SELECT c.json, s.seen_at FROM seen AS s JOIN checks AS c ON c.id = s.check_id
        WHERE s.scope_kind = ${scopeKind} AND s.platform = ${scopePlatform} AND s.owner = ${scopeOwner}
          AND ${visibleIn(c, toScopeParams(scope, toHash))}
        ORDER BY s.seen_at DESC, s.place DESC LIMIT ${most}`);
      return rows.map((row) => ({ check: toSeen(row, scope.personId), seenAt: row.seen_at }));
    },
  };
}
