import { beforeEach, describe, expect, it } from 'vitest';
import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import { toTerms } from '../../src/core/language/tokens.ts';
import { openPostgres, type PostgresTables } from '../../src/providers/store/postgres/open-postgres.ts';
import { keepLanguage } from '../../src/providers/store/postgres/postgres-language.ts';
import { migrate } from '../../src/providers/store/postgres/postgres-migrations.ts';
import { toChatScope, toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';

const scope = toPublicScope();
/** More than a piece has. */
const MANY = 250;
const toClaim = (n: number) => `The wolves of village ${n} were counted in May 2021`;

describe.skipIf(WHY_NO_POSTGRES)('two versions on one database', () => {
  let url: string;
  beforeEach(async () => {
    url = await (await sharePostgres()).newDatabase();
  });
  const opened: PostgresTables[] = [];
  const open = async () => {
    const store = await openPostgres(url);
    opened.push(store);
    return store;
  };
  const closeAll = async () => {
    for (const { db } of opened.splice(0)) await db.close();
  };

  it('the old one answers while and after the new one adds to the tables, also when it starts only then', async () => {
    const old = await open();
    const { rows } = await old.db.pool.query('SELECT version FROM schema_version');
    const before = Array.from({ length: rows[0]?.version }, () => ({ tables: 'SELECT 1', isAdditive: false }));
    const step = { tables: 'SELECT pg_sleep(0.5); ALTER TABLE checks ADD COLUMN later TEXT', isAdditive: true };
    let isOver = false;
    const both = [old.db, (await open()).db].map((db) => migrate(db, [...before, step]));
    const migrated = Promise.all(both).finally(() => {
      isOver = true;
    });
    const late = open();
    let answers = 0;
    for (let at = 0; !isOver; at += 1) {
      await old.checks.save(toCheck(`ID${at}`, { text: toClaim(at) }), scope);
      expect(await old.checks.findByKey(`key of ${toClaim(at)}`, scope)).toMatchObject({ id: `ID${at}` });
      answers += 1;
    }
    await migrated;
    expect(answers).toBeGreaterThan(1);
    expect(await (await late).checks.get('ID0', scope)).toBeDefined();
    const tooNew = { tables: 'ALTER TABLE checks RENAME COLUMN json TO body', isAdditive: false };
    await migrate(old.db, [...before, step, tooNew]);
    await expect(open()).rejects.toMatchObject({
      code: 'store-newer',
      message: expect.stringMatching(/update Claimcheck here too/),
    });
    await closeAll();
  });

  it('a new one that reads language otherwise makes all anew in pieces, and an old one answers meanwhile and later', async () => {
    const old = await open();
    await old.priors.addReviews(
      Array.from({ length: MANY }, (_, n) => toReview(`r${n}`, { claimReviewed: toClaim(n) })),
    );
    const chat = toChatScope();
    const [first, second] = ['Bats are blind!', 'bats are blind'];
    const own = { visibility: chat.visibility };
    await old.checks.save(
      toCheck('OLD00001', { ...own, text: first, claimKey: 'x', checkedAt: '2026-11-20T00:00:00.000Z' }),
      chat,
      ['w'],
    );
    await old.checks.save(
      toCheck('NEW00001', { ...own, text: second, claimKey: 'y', checkedAt: '2026-11-21T00:00:00.000Z' }),
      chat,
    );
    const file = await old.documents.folder('/papers', 'papers');
    await old.documents.openFile(file.id, 'a').finish('h', [{ url: 'document:a', title: 'Bees', text: 'Honey' }]);
    // As another version would have left them.
    await old.db.pool.query(`
      UPDATE surfaces SET terms = '{other}', forms = '{other}'; DELETE FROM surface_words;
      INSERT INTO surface_words VALUES ('other', ${MANY + 2}); UPDATE documents SET terms = '{other}', times = '{1}';
      UPDATE meta SET value = jsonb_set(jsonb_set(value::jsonb, '{terms}', '"t"'), '{forms}', '"f"') WHERE key = 'language'`);
    const former = { terms: 't', forms: 'f' };
    let isOver = false;
    const starting = Promise.all([open(), open()]).finally(() => {
      isOver = true;
    });
    let answers = 0;
    for (let at = 0; !isOver; at += 1) {
      await old.priors.addReviews([toReview(`new${at}`, { claimReviewed: toClaim(1_000 + at) })]);
      expect(await old.checks.get('OLD00001', chat)).toBeDefined();
      await keepLanguage(old.db, former);
      answers += 1;
    }
    const [fresh] = await starting;
    expect(answers).toBeGreaterThan(1);
    const found = async (n: number) => (await fresh.priors.search(toTerms(`wolf village ${n}`), scope, 1))[0]?.id;
    expect([await found(0), await found(MANY - 1), await found(1_000)]).toEqual(['r0', `r${MANY - 1}`, 'new0']);
    expect((await fresh.priors.identical(toAskedForms(toClaim(7).toUpperCase()), scope)).map(({ id }) => id)).toEqual([
      'r7',
    ]);
    expect(await fresh.documents.search(toTerms('honey'), { limit: 1 })).toHaveLength(1);
    const counted = await fresh.db.pool.query(`
      SELECT term, entries FROM surface_words WHERE entries > 0 EXCEPT
      SELECT term, count(*) FROM surfaces, unnest(terms) AS term GROUP BY term`);
    expect(counted.rows).toEqual([]);
    // Of two with one key the newer has it; both keep their ids.
    const newer = await fresh.checks.get('NEW00001', chat);
    expect(await fresh.checks.findByKey(newer?.claimKey ?? '', chat)).toMatchObject({ id: 'NEW00001' });
    expect(await fresh.checks.get('OLD00001', chat)).toMatchObject({ claimKey: `${newer?.claimKey} ~OLD00001` });
    expect(await fresh.checks.findByKey('w', chat)).toBeUndefined();

    // An old one that starts now leaves it so; what it writes is made anew at the next start of a new one.
    await keepLanguage(old.db, former);
    expect(await found(0)).toBe('r0');
    await old.priors.addReviews([toReview('late', { claimReviewed: 'Otters sleep hand in hand' })]);
    await old.db.pool.query(`UPDATE surfaces SET terms = '{other}' WHERE owner_id = 'late'`);
    await old.checks.save(
      toCheck('LATE0001', { ...own, text: first, claimKey: 'z', checkedAt: '2026-11-22T00:00:00.000Z' }),
      chat,
    );
    const next = await open();
    expect((await next.priors.search(toTerms('otters'), scope, 1))[0]?.id).toBe('late');
    expect(await next.checks.findByKey(newer?.claimKey ?? '', chat)).toMatchObject({ id: 'LATE0001' });
    expect(await next.checks.get('NEW00001', chat)).toMatchObject({ claimKey: `${newer?.claimKey} ~NEW00001` });
    await closeAll();
  });
});
