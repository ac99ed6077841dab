import { afterAll, describe, expect, it } from 'vitest';
import { openSetStore } from '../../src/providers/store/open-set-store.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { createPostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { askAll, makeFullFile } from '../cli/migrate-fixture.ts';
import { startCommand } from '../e2e/command-process.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createStoreFolder } from '../providers/store-folder.ts';

const folder = createStoreFolder();
afterAll(() => folder.remove());

describe.skipIf(WHY_NO_POSTGRES)('npm run migrate-store, killed on its way', { timeout: 180_000 }, () => {
  it('goes on each time, and brings every row once', async () => {
    const file = folder.newFile();
    const reviews = await makeFullFile(file);
    const url = await (await sharePostgres()).newDatabase();
    const db = createPostgresDatabase(url);
    const count = async (table: string) => {
      try {
        return Number((await db.pool.query(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
      } catch {
        return 0;
      }
    };
    const begin = () => startCommand(folder.path, file, ['migrate-store', file, url]);
    let kills = 0;
    for (const [table, rows] of [
      ['schema_version', 1],
      ['reviews', 1],
      ['reviews', 501],
      ['surfaces', 1],
      ['cache', 1],
    ] as const) {
      const command = begin();
      let isOver = false;
      void command.ended.then(() => {
        isOver = true;
      });
      while (!isOver && (await count(table)) < rows) await new Promise(setImmediate);
      command.kill('SIGKILL');
      if ((await command.ended).code === null) kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
    const { code, out } = await begin().ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^Done: every row/m);
    expect(await count('reviews')).toBe(reviews);
    await db.close();
    const [before, after] = [openStore({ file }), await openSetStore({ database: '', databaseUrl: url })];
    expect(await askAll(after)).toEqual(await askAll(before));
    await Promise.all([before.close(), after.close()]);
  });
});
