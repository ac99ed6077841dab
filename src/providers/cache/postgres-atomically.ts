import { createHash } from 'node:crypto';
import type { Atomically } from '../../chat/ports.ts';
import { createTurns } from '../../shared/async.ts';
import { SERVER_MS } from '../store/postgres/sql.ts';
import { asItIs, runOnDraft } from './draft.ts';
import { LIVE, type PostgresKeyvOptions, toCode, writeEntries } from './postgres-keyv.ts';

/**
 * Changes of a cache's entries in one step, over all processes on one database: each entry that is named is locked until its transaction ends, also
 * where it is not there yet. The server lets go of the locks of a process that died. Moments are the server's.
 *
 * @param options.unhurried the server's power cut may undo the last changes
 */
export function createPostgresAtomically(options: PostgresKeyvOptions & { unhurried?: boolean }): Atomically {
  const { pool, namespace, unhurried = false, toKey = asItIs } = options;
  // Whoever waits for a lock keeps a connection: one of a process does, not all that it has.
  const turns = createTurns();

  return (keys, work) =>
    turns.take('', () =>
      pool.transaction(async (client) => {
        if (unhurried) await client.query('SET LOCAL synchronous_commit = off');
        const kept = new Map(keys.map((key) => [key, toKey(key)]));
        // In one order, so that two never wait for each other.
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

/** The number of PostgreSQL's lock of an entry: 64 bits of SHA-256. */
function toLock(namespace: string, key: string): bigint {
  return createHash('sha256').update(`cache\0${namespace}\0${key}`).digest().readBigInt64BE();
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
