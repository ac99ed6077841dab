import type { Lease, LeaseStore } from '../../../bot/leases.ts';
import { createPostgresPool } from './postgres-pool.ts';

/** The first key of the two-key advisory locks of leases, which never collide with one-key locks: "Clml" in ASCII. */
const LOCK = 0x436c6d6c;
/** In ms. The limit for an answer, so that a holder that cannot reach the server learns it before its lease expires. */
const ANSWER_MS = 3_000;

/**
 * The leases, and the live owners that share them. A renewal is a single statement, so a process that is cut off during it leaves
 * no lock behind. Turns are rows of the table `locks` (see `postgres-meta.ts`).
 */
export const LEASE_TABLES = `
  CREATE TABLE lease_owners (
    name TEXT COLLATE "C",
    owner TEXT COLLATE "C",
    until TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (name, owner)
  );
  CREATE TABLE leases (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    until TIMESTAMPTZ NOT NULL,
    UNIQUE (name, part)
  );
  CREATE FUNCTION hold_leases(what TEXT, who TEXT, wanted INTEGER, ttl INTERVAL) RETURNS SETOF leases LANGUAGE plpgsql AS $$
  DECLARE
    at TIMESTAMPTZ;
    total INTEGER;
    fair INTEGER;
  BEGIN
    PERFORM pg_advisory_xact_lock(${LOCK}, hashtext(what));
    at := clock_timestamp();
    DELETE FROM lease_owners WHERE name = what AND until <= at;
    INSERT INTO lease_owners VALUES (what, who, at + ttl) ON CONFLICT (name, owner) DO UPDATE SET until = excluded.until;
    DELETE FROM leases WHERE name = what AND until <= at;
    SELECT coalesce(max(parts), wanted) INTO total FROM leases WHERE name = what;
    SELECT ceil(total::float8 / count(*)) INTO fair FROM lease_owners WHERE name = what;
    UPDATE leases SET until = at + ttl
      WHERE id IN (SELECT id FROM leases WHERE name = what AND owner = who ORDER BY part LIMIT fair);
    INSERT INTO leases (name, part, parts, owner, until)
      SELECT what, free, total, who, at + ttl FROM generate_series(0, total - 1) AS free
      WHERE NOT EXISTS (SELECT 1 FROM leases WHERE name = what AND part = free)
      ORDER BY free LIMIT greatest(0, fair - (SELECT count(*) FROM leases WHERE name = what AND owner = who));
    RETURN QUERY SELECT * FROM leases WHERE name = what AND owner = who ORDER BY part LIMIT fair;
  END $$;
`;

/**
 * Leases in PostgreSQL, on a dedicated connection, so that they are renewed in time even if all others are busy.
 *
 * @param url `postgres://…`
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresLeases(url: string): LeaseStore & { close(): Promise<void> } {
  const pool = createPostgresPool(url, { connections: 1, answerMs: ANSWER_MS });
  return {
    async hold(name, owner, count, ttlMs) {
      const { rows } = await pool.query<Lease>(
        `SELECT id::text, part, parts AS count FROM hold_leases($1, $2, $3, $4::float8 * interval '1 millisecond')`,
        [name, owner, count, ttlMs],
      );
      return rows;
    },
    async letGo(leaseIds) {
      await pool.query('DELETE FROM leases WHERE id = ANY($1::bigint[])', [leaseIds]);
    },
    async leave(name, owner) {
      await pool.query(
        `WITH gone AS (DELETE FROM lease_owners WHERE name = $1 AND owner = $2)
        DELETE FROM leases WHERE name = $1 AND owner = $2`,
        [name, owner],
      );
    },
    async nextTurn(name, everyMs) {
      const { rows } = await pool.query<{ ms: number }>(
        `INSERT INTO locks AS given (name, holder, expires_at)
        VALUES ($1, 0, clock_timestamp() + $2::float8 * interval '1 millisecond')
        ON CONFLICT (name) DO UPDATE
        SET expires_at = greatest(clock_timestamp(), given.expires_at) + $2::float8 * interval '1 millisecond'
        RETURNING (extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 - $2::float8 AS ms`,
        [`turn:${name}`, everyMs],
      );
      return Math.max(0, rows[0]?.ms ?? 0);
    },
    close: pool.close,
  };
}
