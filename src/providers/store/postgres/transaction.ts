import type { Pool, PoolClient } from 'pg';

/**
 * Runs work in a transaction, on a connection of its own.
 *
 * @param work what it throws undoes everything
 * @throws what the work throws, or what PostgreSQL says
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // One that breaks rejects what is asked next. Without a listener it ends the process as well.
  const onError = () => undefined;
  client.on('error', onError);
  let broken: boolean | undefined = true;
  try {
    await client.query('BEGIN');
    const made = await work(client);
    await client.query('COMMIT');
    broken = undefined;
    return made;
  } finally {
    client.off('error', onError);
    // A connection in an unknown state is nobody's: the server undoes what it left open.
    client.release(broken);
  }
}
