import type { Check } from '../../../core/types.ts';
import { isMarked, toClaimKeyNow } from '../language-prints.ts';
import { CHECK_ROW } from '../row-shapes.ts';
import type { Database } from './database.ts';

interface CheckRow {
  id: string;
  claim_key: string;
  /** Checks with the same owner must not share a key. */
  owner: string;
}

/**
 * Gives every check the claim key that the current code yields. If two checks get the same key, the newer one has it; the other keeps
 * its id and its place in histories, but can no longer be found by a wording. Call it inside a transaction.
 */
export function rekeyChecks(db: Database): void {
  const newestFirst = db.prepare<CheckRow>(`
    SELECT id, claim_key, json_array(vis_kind, vis_platform, vis_owner) AS owner FROM checks
    ORDER BY checked_at DESC, rowid DESC`);
  const stored = db.prepare<{ json: string }>('SELECT json FROM checks WHERE id = :id');
  const setAside = db.prepare(`UPDATE checks SET claim_key = '~' || id WHERE id = :id`);
  const write = db.prepare('UPDATE checks SET claim_key = :claimKey, json = :json WHERE id = :id');
  const read = (id: string): Check => db.parseJson<Check>(stored.get({ id })?.json ?? '', CHECK_ROW);
  const changed = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, claim_key: before, owner } of newestFirst.all()) {
    if (isMarked(before)) continue;
    const key = toClaimKeyNow(read(id));
    const after = taken.has(owner + key) ? `${key} ~${id}` : key;
    taken.add(owner + key);
    if (after !== before) changed.set(id, after);
  }
  // Frees the old keys first, since one check's old key may be another's new one.
  for (const id of changed.keys()) setAside.run({ id });
  for (const [id, claimKey] of changed) write.run({ id, claimKey, json: JSON.stringify({ ...read(id), claimKey }) });
  // Aliases exist only as fingerprints, from which new ones cannot be computed.
  db.prepare('DELETE FROM aliases').run();
}
