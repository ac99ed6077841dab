import { afterAll, describe, expect, it } from 'vitest';
import { toTerms } from '../../src/core/language/tokens.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { describeCheckStore } from '../contracts/check-store.ts';
import { describePriorIndex } from '../contracts/prior-index.ts';
import { describeHostileTerms } from '../contracts/prior-index-hostile.ts';
import { describeIdentical } from '../contracts/prior-index-identical.ts';
import { toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { createStoreFolder } from './store-folder.ts';

const folder = createStoreFolder();
afterAll(() => folder.remove());

async function makeStore() {
  const { checks, priors, close } = openStore({ file: folder.newFile() });
  return { checks, priors, close: async () => close() };
}

describeCheckStore('the embedded store', makeStore);
describePriorIndex('the embedded store', makeStore);
describeHostileTerms('the embedded store', makeStore);
describeIdentical('the embedded store', makeStore);

describe('the embedded store', () => {
  it('keeps everything over a restart', async () => {
    const file = folder.newFile();
    const first = openStore({ file });
    await first.priors.addReviews([toReview('a')]);
    await first.meta.set('k', 'v');
    first.close();
    const second = openStore({ file });
    expect(await second.priors.review('a')).toEqual(toReview('a'));
    expect(await second.priors.search(toTerms('headline'), toPublicScope(), 5)).toHaveLength(1);
    expect(await second.meta.get('k')).toBe('v');
    second.close();
  });

  it('rejects with one sentence once it is closed, and may be closed twice', async () => {
    const store = openStore({ file: folder.newFile() });
    store.close();
    store.close();
    await expect(store.reviewCount()).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('makes its index anew where the stems were made by other rules', async () => {
    const file = folder.newFile();
    const before = openStore({ file });
    await before.priors.addReviews([toReview('a'), toReview('b')]);
    before.db.prepare('UPDATE meta SET value = :value').run({ value: 'stems of an older version' });
    before.db.prepare(`INSERT INTO surface_terms (surface_terms) VALUES ('delete-all')`).run();
    expect(await before.priors.search(toTerms('headline'), toPublicScope(), 5)).toEqual([]);
    before.close();
    const after = openStore({ file });
    expect(await after.priors.search(toTerms('headline'), toPublicScope(), 5)).toHaveLength(2);
    await after.priors.removeReviews(['a']);
    expect(await after.priors.search(toTerms('headline'), toPublicScope(), 5)).toHaveLength(1);
    after.close();
  });

  it('stores no person’s id with what is asked in a chat', async () => {
    const store = openStore({ file: ':memory:' });
    const scope = toPublicScope('the-chat', 'the-person');
    await store.checks.save(toCheck('a'), scope);
    await store.checks.markSeen('a', scope, '2026-11-23T09:00:00.000Z');
    const rows = JSON.stringify(
      ['checks', 'aliases', 'seen', 'surfaces'].map((table) => store.db.prepare(`SELECT * FROM ${table}`).all()),
    );
    expect(rows).toContain('the-chat');
    expect(rows).not.toContain('the-person');
    store.close();
  });
});

describe('locks between processes', () => {
  it('one holder at a time, and the next after it lets go', async () => {
    const file = folder.newFile();
    const [one, two] = [openStore({ file }), openStore({ file })];
    const lock = await one.meta.tryLock('import', 1000, 500);
    expect(lock).toBeDefined();
    expect(await two.meta.tryLock('import', 1400, 500)).toBeUndefined();
    expect(await two.meta.tryLock('another', 1400, 500)).toBeDefined();
    await lock?.unlock();
    expect(await two.meta.tryLock('import', 1400, 500)).toBeDefined();
    one.close();
    two.close();
  });

  it('a refreshed lock holds on; a dead holder’s runs out, and cannot touch its successor’s', async () => {
    const store = openStore({ file: folder.newFile() });
    const dead = await store.meta.tryLock('import', 1000, 500);
    expect(await dead?.refresh(1400, 500)).toBe(true);
    expect(await store.meta.tryLock('import', 1899, 500)).toBeUndefined();
    expect(await store.meta.tryLock('import', 1900, 500)).toBeDefined();
    expect(await dead?.refresh(1950, 500)).toBe(false);
    await dead?.unlock();
    expect(await store.meta.tryLock('import', 1960, 500)).toBeUndefined();
    store.close();
  });
});
