import { describe, expect, it } from 'vitest';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { createPersonHash } from '../../src/providers/store/sqlite/sqlite-meta.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { describeConfirmationRetention } from '../contracts/confirmation-retention.ts';
import { describeConfirmationStore, toConfirmation } from '../contracts/confirmation-store.ts';
import { toChatScope, toPersonScope } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { open: openFile } = useStoreFile();

const here = toChatScope();

describeConfirmationStore('the embedded store', async () => {
  const store = openStore({ file: ':memory:' });
  return { ...store, retention: createSqliteRetention(store.db), close: async () => store.close() };
});

const rowsOf = ({ db }: EmbeddedStore) => db.prepare<Record<string, unknown>>('SELECT * FROM confirmations').all();

describe('the confirmations in SQLite', () => {
  it('hold no sentence and no person’s id, in a chat or in private', async () => {
    const store = openFile();
    for (const kind of ['asker', 'moderator', 'operator'] as const)
      for (const scope of [toChatScope('c1', 'the-person'), toPersonScope('the-person', 'c1')])
        await store.confirmations.save(toConfirmation(kind, 'the-person', { form: 'the sentence' }), scope);
    const rows = JSON.stringify(rowsOf(store));
    expect(rowsOf(store)).toHaveLength(5);
    expect(rows).not.toMatch(/the-person|the sentence/);
  });

  it('know a person again after a restart, and in no other store', async () => {
    const [one, other] = [openFile(), openStore({ file: ':memory:' })];
    for (const { confirmations } of [one, other]) await confirmations.save(toConfirmation('asker'), here);
    expect(await openFile().confirmations.of('bananas are blue', here, { askerId: 'p1' })).toHaveLength(1);
    expect(rowsOf(one)[0]?.by_who).not.toBe(rowsOf(other)[0]?.by_who);
    other.close();
  });

  it('know a person again although the first write was undone', () => {
    const { db } = openFile();
    const toHash = createPersonHash(db);
    const undone = () =>
      db.transaction(() => {
        toHash('discord', 'p1');
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    expect(toHash('discord', 'p1')).toBe(createPersonHash(openFile().db)('discord', 'p1'));
  });
});

describeConfirmationRetention(() => {
  const store = openFile();
  return { ...store, retention: createSqliteRetention(store.db), rows: async () => rowsOf(store) };
});
