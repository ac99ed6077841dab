import { EventEmitter } from 'node:events';
import {
  Keyv,
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  keyvStorageCapability,
} from 'keyv';
import type { Database, Statement } from '../store/sqlite/database.ts';
import { asItIs } from './draft.ts';

/** How many entries the iterator reads per query; others may write between two queries. */
const PAGE = 200;

export interface SqliteKeyvOptions {
  /** Closed by its owner, not by `disconnect`. */
  db: Database;
  /** Keys of other namespaces are invisible. */
  namespace: string;
  /** Maps a key to the key it is stored under. Default: itself. */
  toKey?: (key: string) => string;
  /** Milliseconds since 1970. Keyv itself reads `Date.now` as well. */
  now?: () => number;
}

/**
 * A `Keyv` in the embedded store. Without an `error` listener its calls reject with the store's `ClaimcheckError`.
 * Each `set` is on disk when it resolves.
 */
export function createSqliteKeyv({ db, namespace, toKey = asItIs, now = () => Date.now() }: SqliteKeyvOptions): Keyv {
  return new Keyv({ store: new SqliteKeyvStorage(db, toKey, now), namespace });
}

/** Node's `EventEmitter` provides the emitter; its types differ from Keyv's only in `listeners`, which Keyv never calls on a store. */
type StorageContract = Omit<KeyvStorageAdapter, keyof EventEmitter>;

interface ValueRow {
  value: string;
}

/**
 * Keyv 6's storage contract over the table `cache`: expiry is absolute, in milliseconds since 1970, and is enforced here;
 * failures only reject and are not emitted too. A class, since Keyv requires an event emitter.
 */
class SqliteKeyvStorage extends EventEmitter implements StorageContract {
  namespace: string | undefined;
  readonly #db: Database;
  readonly #toKey: (key: string) => string;
  readonly #now: () => number;
  readonly #table: ReturnType<typeof prepareCache>;
  readonly #page: Statement<ValueRow & { rowid: number; key: string }>;
  readonly #clear: Statement<never>;
  readonly #clearAll: Statement<never>;

  constructor(db: Database, toKey: (key: string) => string, now: () => number) {
    super();
    this.#db = db;
    this.#toKey = toKey;
    this.#now = now;
    this.#table = prepareCache(db);
    this.#page = db.prepare(`
      SELECT rowid, key, value FROM cache WHERE rowid > :after AND namespace = :namespace AND ${LIVE} ORDER BY rowid LIMIT ${PAGE}`);
    this.#clear = db.prepare('DELETE FROM cache WHERE namespace = :namespace');
    this.#clearAll = db.prepare('DELETE FROM cache');
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    return this.#readOne<Value>(key);
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    return keys.map((key) => this.#readOne<Value>(key));
  }

  async has(key: string): Promise<boolean> {
    return this.#readOne(key) !== undefined;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return keys.map((key) => this.#readOne(key) !== undefined);
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    const [done = false] = await this.setMany([expires === undefined ? { key, value } : { key, value, expires }]);
    return done;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    return this.#db.transaction(() => {
      this.#table.sweep.run({ now: this.#now() });
      for (const { key, value, expires } of entries) this.#writeOne(key, value, expires);
      return entries.map(() => true);
    });
  }

  async delete(key: string): Promise<boolean> {
    return this.#removeOne(key);
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return this.#db.transaction(() => keys.map((key) => this.#removeOne(key)));
  }

  async clear(): Promise<void> {
    if (this.namespace === undefined) this.#clearAll.run();
    else this.#clear.run({ namespace: this.namespace });
  }

  async *iterator<Value>(): AsyncGenerator<[string, Awaited<Value>], void> {
    let after = 0;
    for (;;) {
      const rows = this.#page.all({ after, namespace: this.namespace ?? '', now: this.#now() });
      for (const row of rows) yield [row.key, row.value as Awaited<Value>];
      const last = rows.at(-1);
      if (!last) return;
      after = last.rowid;
    }
  }

  async disconnect(): Promise<void> {
    // The database belongs to the store, and others use it.
  }

  #readOne<Value>(given: string): Value | undefined {
    const key = this.#toKey(given);
    return this.#table.read.get({ namespace: this.namespace ?? '', key, now: this.#now() })?.value as Value | undefined;
  }

  #writeOne(given: string, value: unknown, expires: number | undefined): void {
    if (typeof value !== 'string')
      throw new TypeError('The SQLite cache stores strings: leave Keyv its serialization.');
    const key = this.#toKey(given);
    this.#table.write.run({ namespace: this.namespace ?? '', key, value, expires: expires ?? null });
  }

  #removeOne(given: string): boolean {
    const key = this.#toKey(given);
    return this.#table.remove.get({ namespace: this.namespace ?? '', key, now: this.#now() })?.live === 1;
  }
}

/** How many expired entries each write deletes, so that a cache that is only written to does not grow. */
const SWEEP = 20;

/** The SQL condition for an entry that has not expired. */
const LIVE = '(expires_at IS NULL OR expires_at > :now)';

/** The statements over the table `cache`, shared by the `Keyv` and the atomic changes. */
export function prepareCache(db: Database) {
  return {
    read: db.prepare<{ value: string }>(
      `SELECT value FROM cache WHERE namespace = :namespace AND key = :key AND ${LIVE}`,
    ),
    write: db.prepare(`
      INSERT INTO cache (namespace, key, value, expires_at) VALUES (:namespace, :key, :value, :expires)
      ON CONFLICT DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`),
    remove: db.prepare<{ live: number }>(
      `DELETE FROM cache WHERE namespace = :namespace AND key = :key RETURNING ${LIVE} AS live`,
    ),
    sweep: db.prepare(`
      DELETE FROM cache WHERE rowid IN (SELECT rowid FROM cache WHERE expires_at <= :now ORDER BY expires_at LIMIT ${SWEEP})`),
  };
}
