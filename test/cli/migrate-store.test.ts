import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateStoreCommand } from '../../src/cli/migrate-store.ts';
import { openSetStore } from '../../src/providers/store/open-set-store.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { createPostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createStoreFolder } from '../providers/store-folder.ts';
import { askAll, makeFullFile } from './migrate-fixture.ts';

const folder = createStoreFolder();
afterAll(() => folder.remove());

let full: string;
let reviews: number;
beforeAll(async () => {
  full = folder.newFile();
  reviews = await makeFullFile(full);
});

/** A full store's file, and an empty database. */
async function makeEnds() {
  const file = folder.newFile();
  copyFileSync(full, file);
  const url = await (await sharePostgres()).newDatabase();
  return { file, url, open: () => openSetStore({ database: '', databaseUrl: url }) };
}

/** Runs it. @param stopAt ends it as Ctrl-C does, once it has said this */
async function migrate(args: readonly string[], { stopAt = '\0', databaseUrl = '' } = {}) {
  const stop = new AbortController();
  let out = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      out += chunk;
      if (out.includes(stopAt)) stop.abort();
      done();
    },
  });
  const stderr = new PassThrough({ encoding: 'utf8' });
  const code = await migrateStoreCommand([...args], {
    ...{ database: full, stdout, stderr, signal: stop.signal, now: () => new Date('2026-11-23T12:00:00Z') },
    ...(databaseUrl === '' ? {} : { databaseUrl }),
  });
  return { code, out, err: String(stderr.read() ?? '') };
}

/** What was counted of a table. */
function countsOf(out: string, table: string): number[] {
  const line = new RegExp(`^  ${table} +([\\d,]+) copied +([\\d,]+) already there$`, 'm').exec(out) ?? [];
  return line.slice(1).map((figure) => Number(figure.replaceAll(',', '')));
}

async function ask(url: string, sql: string): Promise<void> {
  const db = createPostgresDatabase(url);
  await db.pool.query(sql);
  await db.close();
}

describe.skipIf(WHY_NO_POSTGRES)('npm run migrate-store', () => {
  it('brings all that a file has to PostgreSQL, where everybody gets the same answers', async () => {
    const { file, url, open } = await makeEnds();
    const { code, out } = await migrate([file, url]);
    expect(out).toMatch(/^Done: every row of .+ was read back from 127\.0\.0\.1:\d+\/test_\d+ and is identical\.$/m);
    expect(code).toBe(0);
    expect(countsOf(out, 'reviews')).toEqual([reviews, 0]);
    const [before, after] = [openStore({ file }), await open()];
    expect(await askAll(after)).toEqual(await askAll(before));
    expect(await after.keyv('pages').get('https://pages.example/')).toBeUndefined();
    // It goes on from there.
    await after.priors.addReviews([toReview('next')]);
    await after.checks.save(toCheck('NEXT0001'), toPublicScope());
    await Promise.all([before.close(), after.close()]);
  });

  it('goes on where it was stopped, and takes along what the file has become meanwhile', async () => {
    const { file, url, open } = await makeEnds();
    const stopped = await migrate([file, url], { stopAt: 'reviews' });
    expect(stopped).toMatchObject({
      code: 130,
      err: expect.stringMatching(/^Stopped\. Run the same command to continue/),
    });
    await expect(open()).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/run it again/),
    });
    const between = openStore({ file });
    await between.priors.removeReviews(['r3', 'r4']);
    await between.priors.addReviews([
      toReview('r5', { claimReviewed: 'It says something else now' }),
      toReview('late'),
    ]);
    await between.checks
      .save(toCheck('PUBLIC01', { checkedAt: '2026-11-24T08:00:00.000Z' }), toPublicScope())
      .catch(() => {});
    await between.close();
    const { code, out } = await migrate([file, url], { stopAt: 'jobs' });
    expect(code).toBe(130);
    expect(countsOf(out, 'reviews')).toEqual([2, reviews - 3]);
    const last = await migrate([file, url]);
    expect(last.code).toBe(0);
    expect(countsOf(last.out, 'reviews')).toEqual([0, reviews - 1]);
    const [before, after] = [openStore({ file }), await open()];
    expect(await askAll(after)).toEqual(await askAll(before));
    await Promise.all([before.close(), after.close()]);
  });

  it('names by table and key what is not the same, and says so by its exit code', async () => {
    const { file, url } = await makeEnds();
    await migrate([file, url]);
    expect(await migrate([file, url])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^This store has already been migrated to that database/),
    });
    await ask(
      url,
      `
      UPDATE checks SET json = replace(json, 'Why CHAT0001.', 'Why not.') WHERE id = 'CHAT0001';
      UPDATE surfaces SET terms = '{}' WHERE owner_id = 'r9';
      DELETE FROM postings; INSERT INTO meta VALUES ('other', 'x')`,
    );
    const { code, out } = await migrate([file, url]);
    expect(code).toBe(1);
    const lines = out.split('\n').slice(2, -2);
    expect(lines).toEqual([
      'meta other: not in the file',
      'checks CHAT0001: different',
      expect.stringMatching(/^surfaces \d+: different$/),
      'postings 1: missing',
      'posting_checks [1,0]: missing',
      'posting_checks [1,1]: missing',
    ]);
    expect(out).toMatch(/^Rows that differ: 6\./m);
  });

  it('copies nothing where it may not, and says what to do', async () => {
    const { file, url, open } = await makeEnds();
    const running = openStore({ file });
    expect(await migrate([file, url])).toMatchObject({
      code: 4,
      err: expect.stringMatching(/stop the bot and .+, then migrate it\.$/m),
    });
    await running.close();
    expect(await migrate([`${file}.none`, url])).toMatchObject({ code: 5, err: expect.stringMatching(/no such file/) });
    expect(await migrate([url, file])).toMatchObject({ code: 2, err: expect.stringMatching(/a file to PostgreSQL/) });
    expect(await migrate([file])).toMatchObject({ code: 2, err: expect.stringMatching(/set DATABASE_URL/) });
    const damaged = folder.newFile();
    copyFileSync(file, damaged);
    const db = new DatabaseSync(damaged);
    db.exec(`UPDATE checks SET json = '{}' WHERE id = 'CHAT0001'`);
    db.close();
    const scratch = await (await sharePostgres()).newDatabase();
    expect(await migrate([damaged, scratch])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/restore a backup/),
    });
    const used = await open();
    await used.meta.set('some', 'note');
    await used.priors.addReviews([toReview('a')]);
    expect(await migrate([file, url])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/already has data.+createdb/),
    });
    expect(await used.reviewCount()).toBe(1);
    await used.close();
    await ask(url, 'UPDATE schema_version SET version = 1000, needs = 1000');
    expect(await migrate([file, url])).toMatchObject({ code: 5, err: expect.stringMatching(/newer Claimcheck/) });
  });

  it('takes both ends from the settings, keeps others from the file meanwhile, and another store from its database', async () => {
    const { url } = await makeEnds();
    let seen: unknown;
    const reading = migrate([], { databaseUrl: url, stopAt: 'checks' });
    const other = new DatabaseSync(full, { timeout: 0 });
    while (seen === undefined) {
      await new Promise(setImmediate);
      try {
        other.prepare('SELECT count(*) FROM checks').get();
      } catch (error) {
        seen = error;
      }
    }
    other.close();
    expect(seen).toMatchObject({ errcode: 5 });
    expect((await reading).code).toBe(130);
    const stranger = folder.newFile();
    await openStore({ file: stranger }).close();
    expect(await migrate([stranger, url])).toMatchObject({ code: 2 });
    expect(await migrate([url])).toMatchObject({ code: 0 });
  });
});
