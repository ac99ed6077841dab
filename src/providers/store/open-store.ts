import { createSqliteAtomically } from '../cache/sqlite-atomically.ts';
import { createSqliteKeyv } from '../cache/sqlite-keyv.ts';
import type { Store } from './ports.ts';
import { toKeyMaker } from './prints.ts';
import type { Database } from './sqlite/database.ts';
import { rebuildDocumentTerms } from './sqlite/document-rebuild.ts';
import { rebuildForms } from './sqlite/form-rebuild.ts';
import { openDatabase } from './sqlite/open-database.ts';
import { createSqliteArchives } from './sqlite/sqlite-archives.ts';
import { createSqliteChecks } from './sqlite/sqlite-checks.ts';
import { createSqliteConfirmations } from './sqlite/sqlite-confirmations.ts';
import { createSqliteDocuments } from './sqlite/sqlite-documents.ts';
import { createSqliteJobs } from './sqlite/sqlite-jobs.ts';
import { createPersonHash, createSqliteMeta } from './sqlite/sqlite-meta.ts';
import { createSqlitePostings } from './sqlite/sqlite-postings.ts';
import { countReviews, createSqlitePriors } from './sqlite/sqlite-priors.ts';
import { createSqliteRetention } from './sqlite/sqlite-retention.ts';
import { createSqliteSpending } from './sqlite/sqlite-spending.ts';
import { rebuildSurfaceTerms } from './sqlite/surface-rebuild.ts';

/** A store in a single file. Its `close` takes effect synchronously. */
export interface EmbeddedStore extends Store {
  db: Database;
}

/**
 * Opens the embedded store.
 *
 * @param options.file path of the file; its folder is created if it does not exist
 * @throws ClaimcheckError as `openDatabase`
 */
export function openStore({ file }: { file: string }): EmbeddedStore {
  const db = openDatabase({ file });
  try {
    rebuildSurfaceTerms(db);
    rebuildForms(db);
    rebuildDocumentTerms(db);
    return toStore(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function toStore(db: Database): EmbeddedStore {
  const toHash = createPersonHash(db);
  const toKey = (namespace: string, coded?: boolean) => toKeyMaker(toHash, namespace, coded);
  return {
    checks: createSqliteChecks(db),
    priors: createSqlitePriors(db),
    archives: createSqliteArchives(db),
    reviewCount: async () => countReviews(db),
    confirmations: createSqliteConfirmations(db),
    documents: createSqliteDocuments(db),
    postings: createSqlitePostings(db),
    retention: createSqliteRetention(db),
    spending: createSqliteSpending(db),
    meta: createSqliteMeta(db),
    db,
    toHash,
    openJobs: async () => createSqliteJobs(db),
    keyv: (namespace, { coded } = {}) => createSqliteKeyv({ db, namespace, toKey: toKey(namespace, coded) }),
    atomically: (namespace, { coded, ...options } = {}) =>
      createSqliteAtomically({ db, namespace, toKey: toKey(namespace, coded), ...options }),
    async findDamage(signal) {
      const { findDamage } = await import('./sqlite/find-damage.ts');
      return findDamage(db.file, signal);
    },
    close: async () => db.close(),
  };
}
