import type { CheckStore } from '../../../core/ports.ts';
import type { Check, Scope, Visibility } from '../../../core/types.ts';
import { ClaimcheckError } from '../../../shared/errors.ts';
import { toFingerprint } from '../prints.ts';
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
import type { Database } from './database.ts';
import { createPersonHash } from './sqlite-meta.ts';
import { createSurfaceIndex } from './surface-index.ts';
import { visibleIn } from './visibility.ts';

interface CheckRow {
  json: string;
}

interface IdentityRow {
  claim_key: string;
  vis_kind: string;
  vis_platform: string;
  vis_owner: string;
}

const SAME_VISIBILITY = 'vis_kind = :visKind AND vis_platform = :visPlatform AND vis_owner = :visOwner';

/**
 * The checks in the embedded store.
 *
 * A public check is stored without the message that it came from: `claim.original` is then the cleaned sentence.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteChecks(db: Database): CheckStore {
  const index = createSurfaceIndex(db);
  const toHash = createPersonHash(db);
  const byId = db.prepare<CheckRow>(`SELECT c.json FROM checks AS c WHERE c.id = :id AND ${visibleIn('c')}`);
  const byKey = db.prepare<CheckRow>(`
    SELECT json FROM (
      SELECT c.json, c.vis_kind, 0 AS step FROM checks AS c WHERE c.claim_key = :claimKey AND ${visibleIn('c')}
      UNION ALL
      SELECT c.json, c.vis_kind, 1 AS step FROM aliases AS a JOIN checks AS c ON c.id = a.check_id
      WHERE a.claim_key = :wording AND ${visibleIn('c')}
    ) ORDER BY CASE vis_kind WHEN 'person' THEN 0 WHEN 'chat' THEN 1 ELSE 2 END, step LIMIT 1`);
  const allowed = db.prepare<{ ok: number }>(`
    SELECT 1 AS ok FROM (SELECT :visKind AS vis_kind, :visPlatform AS vis_platform, :visOwner AS vis_owner) AS c
    WHERE ${visibleIn('c')}`);
  const identity = db.prepare<IdentityRow>(
    'SELECT claim_key, vis_kind, vis_platform, vis_owner FROM checks WHERE id = :id',
  );
  const twin = db.prepare<CheckRow & { id: string }>(`
    SELECT c.id, c.json, 0 AS step FROM checks AS c WHERE c.claim_key = :claimKey AND ${SAME_VISIBILITY}
    UNION ALL
    SELECT c.id, c.json, 1 AS step FROM checks AS c WHERE c.id = (
      SELECT check_id FROM aliases WHERE claim_key = :wording AND ${SAME_VISIBILITY})
    ORDER BY step LIMIT 1`);
  const insert = db.prepare(`
    INSERT INTO checks (id, claim_key, vis_kind, vis_platform, vis_owner, checked_at, json)
    VALUES (:id, :claimKey, :visKind, :visPlatform, :visOwner, :checkedAt, :json)`);
  const update = db.prepare('UPDATE checks SET checked_at = :checkedAt, json = :json WHERE id = :id');
  const alias = db.prepare(`
    INSERT INTO aliases (claim_key, vis_kind, vis_platform, vis_owner, check_id)
    VALUES (:wording, :visKind, :visPlatform, :visOwner, :id)
    ON CONFLICT DO UPDATE SET check_id = excluded.check_id`);
  // REPLACE gives the row a new rowid, which orders rows seen in the same millisecond.
  const see = db.prepare(`
    INSERT OR REPLACE INTO seen (scope_kind, platform, owner, check_id, seen_at)
    SELECT :scopeKind, :scopePlatform, :scopeOwner, c.id, max(:at, coalesce((
      SELECT seen_at FROM seen
      WHERE scope_kind = :scopeKind AND platform = :scopePlatform AND owner = :scopeOwner AND check_id = c.id), ''))
    FROM checks AS c WHERE c.id = :id AND ${visibleIn('c')}`);
  const recent = db.prepare<CheckRow & { seen_at: string }>(`
    SELECT c.json, s.seen_at FROM seen AS s JOIN checks AS c ON c.id = s.check_id
    WHERE s.scope_kind = :scopeKind AND s.platform = :scopePlatform AND s.owner = :scopeOwner AND ${visibleIn('c')}
    ORDER BY s.seen_at DESC, s.rowid DESC LIMIT :limit`);

  const toSeen = ({ json }: CheckRow, personId: string): Check =>
    toSeenCheck(db.parseJson<Check>(json, CHECK_ROW), personId);

  /** @returns the check that answers this claim from now on: `check`, or an existing one with the same key and visibility */
  const put = (check: Check, visibility: VisibilityParams): Check => {
    const { id, claimKey, checkedAt } = check;
    const before = identity.get({ id });
    if (!before) {
      const other = twin.get({ ...toKeyParams(claimKey), ...visibility });
      if (other) return toSeen(other, personOf(check.visibility));
    } else if (!isSame(before, claimKey, visibility)) {
      throw new ClaimcheckError(
        'store-unavailable',
        `The check id ${id} already belongs to another claim: ask again with a new id.`,
      );
    }
    const json = JSON.stringify(toKept(check, toHash));
    if (before) update.run({ id, checkedAt, json });
    else insert.run({ id, claimKey, ...visibility, checkedAt, json });
    index.replace('check', id, check.visibility, toCheckSurfaces(check));
    return check;
  };

  const mayWrite = (visibility: Visibility, scope: Scope): boolean =>
    allowed.get({ ...toVisibilityParams(visibility, toHash), ...toScopeParams(scope, toHash) }) !== undefined;

  return {
    async get(id, scope) {
      const row = byId.get({ id, ...toScopeParams(scope, toHash) });
      return row && toSeen(row, scope.personId);
    },
    async findByKey(claimKey, scope) {
      const row = byKey.get({ ...toKeyParams(claimKey), ...toScopeParams(scope, toHash) });
      return row && toSeen(row, scope.personId);
    },
    async save(check, scope, aliases = []) {
      if (!mayWrite(check.visibility, scope)) throw new Error('A scope cannot save a check that it may not see.');
      const visibility = toVisibilityParams(check.visibility, toHash);
      return db.transaction(() => {
        const standing = put(check, visibility);
        for (const claimKey of new Set(aliases)) {
          // No alias is needed for a key that already leads to this check.
          const keys = toKeyParams(claimKey);
          const own = twin.get({ ...keys, ...visibility });
          if (own?.id !== standing.id) alias.run({ wording: keys.wording, ...visibility, id: standing.id });
        }
        return standing;
      });
    },
    async markSeen(id, scope, at) {
      db.unhurried(() => see.run({ id, at, ...toHistoryParams(scope, toHash), ...toScopeParams(scope, toHash) }));
    },
    async recent(scope, limit) {
      const most = Math.max(0, Math.trunc(limit) || 0);
      return recent
        .all({ ...toHistoryParams(scope, toHash), ...toScopeParams(scope, toHash), limit: most })
        .map((row) => ({ check: toSeen(row, scope.personId), seenAt: row.seen_at }));
    },
  };
}

/** A claim key for the column `checks.claim_key`, and its fingerprint for `aliases.claim_key`. */
function toKeyParams(claimKey: string): { claimKey: string; wording: string } {
  return { claimKey, wording: toFingerprint(claimKey) };
}

function isSame(row: IdentityRow, claimKey: string, visibility: VisibilityParams): boolean {
  return (
    row.claim_key === claimKey &&
    row.vis_kind === visibility.visKind &&
    row.vis_platform === visibility.visPlatform &&
    row.vis_owner === visibility.visOwner
  );
}
