import type { Keyv } from 'keyv';
import type { Atomically, SpendingStore } from '../../chat/ports.ts';
import type { CheckStore, ConfirmationStore, PriorIndex } from '../../core/ports.ts';
import { createSqliteAtomically } from '../cache/sqlite-atomically.ts';
import { createSqliteKeyv } from '../cache/sqlite-keyv.ts';
import type { DocumentStore } from './documents.ts';
import type { ArchiveStore, StoreMeta } from './ports.ts';
import type { Database } from './sqlite/database.ts';
import { rebuildDocumentTerms } from './sqlite/document-rebuild.ts';
import { rebuildForms } from './sqlite/form-rebuild.ts';
import { openDatabase } from './sqlite/open-database.ts';
import { createPersonHash } from './sqlite/prints.ts';
import { createSqliteArchives } from './sqlite/sqlite-archives.ts';
import { createSqliteChecks } from './sqlite/sqlite-checks.ts';
import { createSqliteConfirmations } from './sqlite/sqlite-confirmations.ts';
import { createSqliteDocuments } from './sqlite/sqlite-documents.ts';
import { createSqliteMeta } from './sqlite/sqlite-meta.ts';
import { countReviews, createSqlitePriors } from './sqlite/sqlite-priors.ts';
import { createSqliteSpending } from './sqlite/sqlite-spending.ts';
import { rebuildSurfaceTerms } from './sqlite/surface-rebuild.ts';

/** Everything that is remembered, over one place. */
export interface Store {
  checks: CheckStore;
  priors: PriorIndex;
  archives: ArchiveStore;
  /** How many reviews there are. */
  reviewCount(): Promise<number>;
  confirmations: ConfirmationStore;
  documents: DocumentStore;
  spending: SpendingStore;
  meta: StoreMeta;
  db: Database;
  /**
   * A cache of its own; the values of other namespaces are not seen in it. `coded`: its keys name persons or private chats, and are kept as codes.
   */
  keyv(namespace: string, options?: { coded?: boolean }): Keyv;
  /** The same cache, to be read and changed in one step. `unhurried`: a power cut may undo the last changes. */
  atomically(namespace: string, options?: { coded?: boolean; unhurried?: boolean }): Atomically;
  /** Closes the file. Every later call rejects with `store-unavailable`. */
  close(): void;
}

/**
 * Opens the embedded store.
 *
 * @param options.file path of the one file; its folder is made where there is none
 * @throws ClaimcheckError as `openDatabase`
 */
export function openStore({ file }: { file: string }): Store {
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

function toStore(db: Database): Store {
  const toHash = createPersonHash(db);
  const toKeys = (namespace: string, coded = false) =>
    coded ? { toKey: (key: string) => toHash(namespace, key) } : {};
  return {
    checks: createSqliteChecks(db),
    priors: createSqlitePriors(db),
    archives: createSqliteArchives(db),
    reviewCount: async () => countReviews(db),
    confirmations: createSqliteConfirmations(db),
    documents: createSqliteDocuments(db),
    spending: createSqliteSpending(db),
    meta: createSqliteMeta(db),
    db,
    keyv: (namespace, { coded } = {}) => createSqliteKeyv({ db, namespace, ...toKeys(namespace, coded) }),
    atomically: (namespace, { coded, ...options } = {}) =>
      createSqliteAtomically({ db, namespace, ...toKeys(namespace, coded), ...options }),
    close: () => db.close(),
  };
}
