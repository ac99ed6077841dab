import type { Store } from './ports.ts';

/** The store that the settings name. */
export interface StorePlace {
  /** The embedded store's file. */
  database: string;
  /** `postgres://…`. If absent, the file is used. */
  databaseUrl?: string;
}

/**
 * Opens the configured store, a file or a PostgreSQL database, and loads only the modules for it.
 *
 * @throws ClaimcheckError with a `store-…` code
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
