import { createHash } from 'node:crypto';
import type { Atomically } from '../../chat/ports.ts';
import { createTurns } from '../../shared/async.ts';
import { SERVER_MS } from '../store/postgres/sql.ts';
import { asItIs, runOnDraft } from './draft.ts';
import { LIVE, type PostgresKeyvOptions, toCode, writeEntries } from './postgres-keyv.ts';

/**
 * Atomic changes of a cache's entries, across all processes on one database. Advisory locks hold each named entry, even one that does
 * not exist yet, until the transaction ends; if a process dies, the server releases them. Times are the server's.
 *
 * @param options.unhurried commits asynchronously: a power cut at the server may undo the last changes
 */
export function createPostgresAtomically(options: PostgresKeyvOptions & { unhurried?: boolean }): Atomically {
  const { pool, namespace, unhurried = false, toKey = asItIs } = options;
  // A transaction that waits for a lock occupies a connection: taking turns limits that to one per process.
  const turns = createTurns();

  return (keys, work) =>
    turns.take('', () =>
      pool.transaction(async (client) => {
        if (unhurried) await client.query('SET LOCAL synchronous_commit = off');
        const kept = new Map(keys.map((key) => [key, toKey(key)]));
        // Locks are taken in a fixed order, so that two transactions never deadlock.
        const locks = [...new Set([...kept.values()].map((key) => toLock(namespace, key)))].sort(byNumber);
        await client.query('SELECT pg_advisory_xact_lock(lock) FROM unnest($1::bigint[]) AS lock', [locks]);
        const { rows } = await client.query<{ code: string | null; value: string; at: string }>(
          `SELECT code, value, ${SERVER_MS} AS at
          FROM (VALUES (1)) AS one LEFT JOIN cache ON namespace = $1 AND code = ANY($2) AND ${LIVE}`,
          [namespace, [...kept.values()].map(toCode)],
        );
        const found = new Map(rows.map(({ code, value }) => [code, value]));
        const texts = new Map([...kept].map(([given, key]) => [given, found.get(toCode(key))]));
        const { made, changes } = runOnDraft(work, texts, Number(rows[0]?.at));
        const set = [...changes].flatMap(([given, change]) => (change ? { key: toKey(given), ...change } : []));
        const gone = [...changes].flatMap(([given, change]) => (change ? [] : toCode(toKey(given))));
        if (set.length > 0) await writeEntries(client, namespace, set);
        if (gone.length > 0)
          await client.query('DELETE FROM cache WHERE namespace = $1 AND code = ANY($2)', [namespace, gone]);
        return made;
      }),
    );
}

/** The key of an entry's advisory lock: 64 bits of SHA-256. */
function toLock(namespace: string, key: string): bigint {
  return createHash('sha256').update(`cache\0${namespace}\0${key}`).digest().readBigInt64BE();
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
