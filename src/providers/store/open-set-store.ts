import type { Store } from './ports.ts';

/** Which store the settings name. */
export interface StorePlace {
  /** The embedded store's file. */
  database: string;
  /** `postgres://…`. Absent: the file. */
  databaseUrl?: string;
}

/**
 * Opens the store that is set: a file, or a database of PostgreSQL. Only what is needed for it is loaded.
 *
 * @throws ClaimcheckError the store's codes
 */
export function openSetStore({ database, databaseUrl }: StorePlace): Promise<Store> {
  return databaseUrl === undefined ? openFile(database) : openDatabase(databaseUrl);
}

async function openFile(file: string): Promise<Store> {
  const { openStore } = await import('./open-store.ts');
  return openStore({ file });
}

async function openDatabase(url: string): Promise<Store> {
  const { openPostgresStore } = await import('./open-postgres-store.ts');
  return openPostgresStore(url);
}
