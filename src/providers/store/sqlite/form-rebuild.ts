import { toFormsPrint } from '../language-prints.ts';
import { toFormPrints } from '../prints.ts';
import type { Database } from './database.ts';
import { rekeyChecks } from './rekey-checks.ts';

/** Where the forms' print is noted, as they were when all others were made. */
const META_KEY = 'forms-probe';

/**
 * Makes all wordings' canonical forms and all checks' claim keys anew where the code that makes them has changed: what was kept under old ones would
 * not be found, or be found as another claim. Costs one comparison if it has not.
 *
 * @returns true if they were made anew
 * @throws ClaimcheckError the store's codes
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
    // Another process may have been quicker.
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
