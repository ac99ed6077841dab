import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { toAskedForms, toClaimKey } from '../../src/core/language/canonical-form.ts';
import type { Check } from '../../src/core/types.ts';
import type { EmbeddedStore } from '../../src/providers/store/open-store.ts';
import { toPrints } from '../../src/providers/store/prints.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../src/providers/store/sqlite/migrations.ts';
import { toChatScope, toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { path: toFile, open: openFile } = useStoreFile();

const here = toPublicScope();
const CLAIM = 'Bananas are blue';
const KEY = toClaimKey(CLAIM);
const OLD_PROBE = "UPDATE meta SET value = 'forms of an older version' WHERE key = 'forms-probe'";
const idsOf = async ({ priors }: EmbeddedStore, text = CLAIM) =>
  (await priors.identical(toAskedForms(text), here)).map(({ id }) => id);
const keyOf = ({ db }: EmbeddedStore, id: string) =>
  db.prepare<{ claim_key: string; json: string }>('SELECT claim_key, json FROM checks WHERE id = :id').get({ id });

/** Opens the file as after an update whose canonical forms are other ones. */
function updated(before: EmbeddedStore): EmbeddedStore {
  before.db.prepare(OLD_PROBE).run();
  before.close();
  return openFile();
}

describe('canonical forms that were made by other rules', () => {
  it('are made anew', async () => {
    const before = openFile();
    await before.priors.addReviews([toReview('a', { claimReviewed: CLAIM, title: 'Azure' }), toReview('b')]);
    before.db.prepare("UPDATE surface_forms SET form = 'old ' || form").run();
    expect(await idsOf(before)).toEqual([]);
    const after = updated(before);
    expect(await idsOf(after)).toEqual(['a']);
    expect(after.db.prepare("SELECT * FROM surface_forms WHERE form LIKE 'old %'").all()).toEqual([]);
    await after.priors.removeReviews(['a', 'b']);
    expect(after.db.prepare('SELECT * FROM surface_forms').all()).toEqual([]);
  });

  it('are made in more than one step where there are many', async () => {
    const before = openFile();
    const reviews = Array.from({ length: 2_500 }, (_, at) =>
      toReview(`r${at}`, { claimReviewed: `Banana tree ${at} is blue` }),
    );
    await before.priors.addReviews(reviews);
    before.db.prepare('DELETE FROM surface_forms').run();
    const after = updated(before);
    for (const at of [0, 999, 1000, 2499]) expect(await idsOf(after, `Banana tree ${at} is blue`)).toEqual([`r${at}`]);
  });

  it('are kept as what they are known again by, each once', () => {
    const prints = toPrints(['one form', '', 'one form', 'another']);
    expect(prints).toEqual([...new Set(prints)]);
    expect(prints.map((print) => print.length)).toEqual([22, 22]);
  });

  it('are left alone where the rules are the same', async () => {
    const before = openFile();
    await before.priors.addReviews([toReview('a', { claimReviewed: CLAIM })]);
    before.db.prepare("UPDATE surface_forms SET form = 'marked ' || form").run();
    before.close();
    expect(await idsOf(openFile())).toEqual([]);
  });

  it('are made for a file that an older version wrote', async () => {
    const old = new DatabaseSync(toFile());
    for (const step of MIGRATIONS.slice(0, 3)) old.exec(step);
    old.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 3`);
    const [review, check] = [toReview('a', { claimReviewed: CLAIM }), toCheck('OLD00001', { text: CLAIM })];
    old.prepare('INSERT INTO reviews VALUES (?, ?)').run(review.id, JSON.stringify(review));
    old
      .prepare("INSERT INTO checks VALUES (?, 'an old key', 'public', '', '', ?, ?)")
      .run(check.id, check.checkedAt, JSON.stringify({ ...check, claimKey: 'an old key' }));
    for (const [kind, id] of [
      ['review', 'a'],
      ['check', 'OLD00001'],
    ] as const)
      old.prepare("INSERT INTO surfaces VALUES (NULL, ?, ?, ?, '', 'false', 'public', '', '')").run(kind, id, CLAIM);
    old.exec(`INSERT INTO postings VALUES (7, 'discord', 'c1', 'm1', 'en', 'chat', 1, '2026-11-23T12:00:00.000Z');
      INSERT INTO posting_checks VALUES (7, 0, 'OLD00001')`);
    old.close();
    const store = openFile();
    expect(await idsOf(store)).toEqual(['a', 'OLD00001']);
    expect(await store.checks.findByKey(KEY, here)).toEqual({ ...check, claimKey: KEY });
    expect(store.db.prepare('SELECT asked, word, said_by FROM posting_checks').all()).toEqual([
      { asked: null, word: null, said_by: null },
    ]);
  });
});

describe('claim keys that were made by other rules', () => {
  const at = (day: number) => `2026-11-${day}T08:00:00.000Z`;
  const save = ({ checks }: EmbeddedStore, id: string, claimKey: string, day: number, rest: Partial<Check> = {}) =>
    checks.save(toCheck(id, { text: CLAIM, claimKey, checkedAt: at(day), ...rest }), toChatScope());

  it('are made anew, in the check as well', async () => {
    const before = openFile();
    await save(before, 'A', 'old key', 10);
    const after = updated(before);
    expect(await after.checks.findByKey('old key', here)).toBeUndefined();
    expect(await after.checks.findByKey(KEY, here)).toEqual(expect.objectContaining({ id: 'A', claimKey: KEY }));
    // It can be saved under its id, as before.
    expect(await save(after, 'A', KEY, 11)).toMatchObject({ id: 'A', checkedAt: at(11) });
  });

  it('are of a review’s words without their wrapping, where the verdict is taken over', async () => {
    const before = openFile();
    const { verdict } = toCheck('x');
    const takenFrom = { reviewId: 'r', publisher: 'P', textualRating: 'False' };
    const claim = { text: `BREAKING: “${CLAIM}”`, original: '', language: 'en' };
    await save(before, 'A', 'old key', 10, { claim, verdict: { ...verdict, takenFrom } });
    expect((await updated(before).checks.findByKey(KEY, here))?.id).toBe('A');
  });

  it.each(['(question) bananas', '(too-short)', 'bananas are blue ~7K3M9Q2A'])(
    'stay where they are no claim’s alone: %s',
    async (key) => {
      const before = openFile();
      await save(before, 'A', key, 10);
      const after = updated(before);
      expect(keyOf(after, 'A')?.claim_key).toBe(key);
      expect((await after.checks.findByKey(key, here))?.claimKey).toBe(key);
    },
  );

  it.each<[string, [string, string, number][]]>([
    [
      'two come to one',
      [
        ['NEW', 'old key', 11],
        ['OLD', 'older key', 10],
      ],
    ],
    [
      'the older has it already',
      [
        ['NEW', 'old key', 11],
        ['OLD', KEY, 10],
      ],
    ],
    [
      'the newer has it already',
      [
        ['OLD', 'old key', 10],
        ['NEW', KEY, 11],
      ],
    ],
  ])('go to the newest check where %s, and the other is found by its id alone', async (_when, saved) => {
    const before = openFile();
    for (const [id, key, day] of saved) await save(before, id, key, day);
    const after = updated(before);
    expect((await after.checks.findByKey(KEY, here))?.id).toBe('NEW');
    const old = await after.checks.get('OLD', here);
    expect(old?.claimKey).toBe(`${KEY} ~OLD`);
    expect(keyOf(after, 'OLD')?.claim_key).toBe(old?.claimKey);
    for (const [, key] of saved) if (key !== KEY) expect(await after.checks.findByKey(key, here)).toBeUndefined();
  });

  it('change places where each has the other’s', async () => {
    const before = openFile();
    const other = 'Cucumbers are red';
    await save(before, 'A', toClaimKey(other), 10);
    await save(before, 'B', KEY, 11, { claim: { text: other, original: other, language: 'en' } });
    const after = updated(before);
    expect((await after.checks.findByKey(KEY, here))?.id).toBe('A');
    expect((await after.checks.findByKey(toClaimKey(other), here))?.id).toBe('B');
  });

  it('may be one in two chats, and in public', async () => {
    const before = openFile();
    for (const [id, scope] of [
      ['A', here],
      ['B', toChatScope('c1')],
      ['C', toChatScope('c2')],
    ] as const)
      await before.checks.save(toCheck(id, { text: CLAIM, claimKey: 'old key', visibility: scope.visibility }), scope);
    const after = updated(before);
    expect((await after.checks.findByKey(KEY, toPublicScope('c3')))?.id).toBe('A');
    expect((await after.checks.findByKey(KEY, toChatScope('c1')))?.id).toBe('B');
    expect((await after.checks.findByKey(KEY, toChatScope('c2')))?.id).toBe('C');
  });

  it('leave no further wordings: of these there is nothing that new keys could be made of', async () => {
    const before = openFile();
    await before.checks.save(toCheck('A', { text: CLAIM, claimKey: 'old key' }), here, ['another wording']);
    expect(await updated(before).checks.findByKey('another wording', here)).toBeUndefined();
  });
});
