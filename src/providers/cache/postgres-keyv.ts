import { hash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  Keyv,
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  keyvStorageCapability,
} from 'keyv';
import type { Asking, PostgresPool } from '../store/postgres/postgres-pool.ts';
import { SERVER_MS } from '../store/postgres/sql.ts';
import { asItIs } from './draft.ts';

export interface PostgresKeyvOptions {
  /** Closed by its owner, not by `disconnect`. */
  pool: PostgresPool;
  /** Keys of other namespaces are invisible. */
  namespace: string;
  /** Maps a key to the key it is stored under. Default: itself. */
  toKey?: (key: string) => string;
}

/**
 * A `Keyv` in PostgreSQL. Expiry follows the server's clock alone; a time to live starts when the write reaches the server. Without
 * an `error` listener, its calls reject with PostgreSQL's errors.
 */
export function createPostgresKeyv({ pool, namespace, toKey = asItIs }: PostgresKeyvOptions): Keyv {
  return new Keyv({ store: new PostgresKeyvStorage(pool, toKey), namespace, checkExpired: false });
}

/** Node's `EventEmitter` provides the emitter; its types differ from Keyv's only in `listeners`, which Keyv never calls on a store. */
type StorageContract = Omit<KeyvStorageAdapter, keyof EventEmitter>;

/** How many entries the iterator reads per query; others may write between two queries. */
const PAGE = 200;
/** How many expired entries each write deletes, so that a cache that is only written to does not grow. */
const SWEEP = 20;
/** The SQL condition for an entry that has not expired. */
export const LIVE = `(expires_at IS NULL OR expires_at > ${SERVER_MS})`;

/** The hash that indexes a key. */
export const toCode = (key: string): string => hash('sha256', key, 'base64url');

/** Keyv 6's storage contract over the table `cache`. A class, since Keyv requires an event emitter. */
class PostgresKeyvStorage extends EventEmitter implements StorageContract {
  namespace: string | undefined;
  readonly #pool: PostgresPool;
  readonly #toKey: (key: string) => string;

  constructor(pool: PostgresPool, toKey: (key: string) => string) {
    super();
    this.#pool = pool;
    this.#toKey = toKey;
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const [value] = await this.getMany<Value>([key]);
    return value;
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const found = await this.#find('code, value', keys);
    return this.#toCodes(keys).map((code) => found.get(code)?.value as Value | undefined);
  }

  async has(key: string): Promise<boolean> {
    const [has = false] = await this.hasMany([key]);
    return has;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const found = await this.#find('code', keys);
    return this.#toCodes(keys).map((code) => found.has(code));
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    const [done = false] = await this.setMany([expires === undefined ? { key, value } : { key, value, expires }]);
    return done;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    const now = Date.now();
    const rows = entries.map(({ key, value, expires }) => {
      if (typeof value !== 'string') throw new TypeError('The cache stores strings: leave Keyv its serialization.');
      // Keyv has added this machine's time to the time to live.
      return { key: this.#toKey(key), text: value, ttlMs: expires === undefined ? undefined : expires - now };
    });
    if (rows.length > 0) await writeEntries(this.#pool, this.namespace ?? '', rows);
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    const [done = false] = await this.deleteMany([key]);
    return done;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    const codes = this.#toCodes(keys);
    const { rows } = await this.#pool.query<{ code: string; live: boolean }>(
      `DELETE FROM cache WHERE namespace = $1 AND code = ANY($2) RETURNING code, ${LIVE} AS live`,
      [this.namespace ?? '', codes],
    );
    const gone = new Set(rows.filter(({ live }) => live).map(({ code }) => code));
    return codes.map((code) => gone.has(code));
  }

  async clear(): Promise<void> {
    await this.#pool.query('DELETE FROM cache WHERE namespace = $1', [this.namespace ?? '']);
  }

  async *iterator<Value>(): AsyncGenerator<[string, Awaited<Value>], void> {
    let after = '';
    for (;;) {
      const { rows } = await this.#pool.query<{ code: string; key: string; value: string }>(
        `SELECT code, key, value FROM cache WHERE namespace = $1 AND code > $2 AND ${LIVE} ORDER BY code LIMIT ${PAGE}`,
        [this.namespace ?? '', after],
      );
      for (const { key, value } of rows) yield [JSON.parse(key), value as Awaited<Value>];
      const last = rows.at(-1);
      if (!last) return;
      after = last.code;
    }
  }

  async disconnect(): Promise<void> {
    // The pool belongs to the store, and others use it.
  }

  #toCodes(keys: readonly string[]): string[] {
    return keys.map((key) => toCode(this.#toKey(key)));
  }

  async #find(columns: string, keys: readonly string[]): Promise<Map<string, { value: string }>> {
    const { rows } = await this.#pool.query<{ code: string; value: string }>(
      `SELECT ${columns} FROM cache WHERE namespace = $1 AND code = ANY($2) AND ${LIVE}`,
      [this.namespace ?? '', this.#toCodes(keys)],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }
}

/** Adds or replaces entries; of two with the same key, the last wins. Also deletes some expired entries. */
export async function writeEntries(
  db: Asking,
  namespace: string,
  entries: readonly { key: string; text: string; ttlMs: number | undefined }[],
): Promise<void> {
  await db.query(
    `DELETE FROM cache WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM cache WHERE expires_at <= ${SERVER_MS} ORDER BY expires_at LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED))`,
  );
  // Rows are written in a fixed order, so that two writers of the same keys never deadlock.
  const byCode = new Map(entries.map((entry) => [toCode(entry.key), entry]));
  const rows = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1));
  await db.query(
    `INSERT INTO cache (namespace, code, key, value, expires_at)
    SELECT $1, code, key, value, ${SERVER_MS} + ttl
    FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) AS entry (code, key, value, ttl)
    ON CONFLICT (namespace, code) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
    [
      namespace,
      rows.map(([code]) => code),
      rows.map(([, { key }]) => JSON.stringify(key)),
      rows.map(([, { text }]) => text),
      rows.map(([, { ttlMs }]) => (ttlMs === undefined ? null : Math.round(ttlMs))),
    ],
  );
}
