import type { Lease, LeaseStore } from '../../../bot/leases.ts';
import { createPostgresPool } from './postgres-pool.ts';

/** Any number that nothing else locks by: "Clml" in ASCII. */
const LOCK = 0x436c6d6c;
/** A server that is cut off must not keep a holder waiting until its lease is over. In ms. */
const ANSWER_MS = 3_000;

/**
 * Who has what, and who is there to have something. All of a round is one statement: a process that is cut off in the middle of it leaves no lock
 * behind. Turns are kept as locks of their own (`postgres-meta.ts`).
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
 * Leases in PostgreSQL, by a connection of their own: they are renewed in time whatever the others are busy with.
 *
 * @param url `postgres://…`
 * @throws ClaimcheckError the store's codes, from every method
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
