import { toFormsPrint } from '../language-prints.ts';
import { toFormPrints } from '../prints.ts';
import type { Database } from './database.ts';
import { rekeyChecks } from './rekey-checks.ts';

/** The metadata key of the print of the code that made the stored forms. */
const META_KEY = 'forms-probe';

/**
 * Recomputes all wordings' canonical forms and all checks' claim keys if the code for them has changed: with old ones, claims would
 * not be found, or be taken for others. Otherwise it costs one comparison.
 *
 * @returns true if they were recomputed
 * @throws ClaimcheckError with a `store-…` code
 */
export function rebuildForms(db: Database): boolean {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const probe = toFormsPrint();
  const isFresh = (): boolean => read.get({ key: META_KEY })?.value === probe;
  if (isFresh()) return false;
  const note = db.prepare(
    'INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return db.transaction(() => {
    // Another process may have done it while this one waited for the lock.
    if (isFresh()) return false;
    remakeForms(db);
    rekeyChecks(db);
    note.run({ key: META_KEY, value: probe });
    return true;
  });
}

function remakeForms(db: Database): void {
  db.prepare('DELETE FROM surface_forms').run();
  const page = db.prepare<{ id: number; claim: string }>(
    'SELECT id, claim FROM surfaces WHERE id > :after ORDER BY id LIMIT 1000',
  );
  const insert = db.prepare('INSERT INTO surface_forms (form, surface_id) VALUES (:form, :id)');
  for (let after = 0; ; ) {
    const rows = page.all({ after });
    for (const { id, claim } of rows) for (const form of toFormPrints(claim)) insert.run({ form, id });
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
}
