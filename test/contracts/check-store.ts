import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Check, Scope } from '../../src/core/types.ts';
import { PUBLIC, type StoreUnderTest, toChatScope, toCheck, toPersonScope, toPublicScope } from './samples.ts';

const AT = '2026-11-23T09:00:00.000Z';
const here = toPublicScope();
const chat = toChatScope();
const person = toPersonScope();

/** What every `CheckStore` does, whatever it is made of. `makeStore` gives an empty one each time. */
export function describeCheckStore(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a CheckStore`, { timeout: 30_000 }, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());
    const save = (check: Check, scope: Scope, aliases?: string[]) => store.checks.save(check, scope, aliases);
    const idOf = async (key: string, scope: Scope) => (await store.checks.findByKey(key, scope))?.id;
    const seenIn = async (scope: Scope, limit = 10) =>
      (await store.checks.recent(scope, limit)).map(({ check }) => check.id);

    describe('save and get', () => {
      it('a chat’s check comes back as it was saved', async () => {
        const check = toCheck('a', {
          visibility: chat.visibility,
          claim: {
            text: 'Ünï "quoted" \0 \u{1F680}',
            original: "x'); DROP TABLE checks;--",
            language: 'und',
            claimant: 'N',
          },
          history: [{ at: AT, label: 'true', summary: 'Once.' }],
          expiresAt: AT,
        });
        expect(await save(check, chat)).toEqual(check);
        expect(await store.checks.get('a', chat)).toEqual(check);
        expect(await store.checks.findByKey(check.claimKey, chat)).toEqual(check);
      });

      it('a public check comes back without the message it came from', async () => {
        await save(toCheck('a', { text: 'The claim' }), here);
        const found = await store.checks.get('a', toPublicScope('c2', 'p2'));
        expect(found?.claim).toEqual({ text: 'The claim', original: 'The claim', language: 'en' });
        expect(JSON.stringify(await store.checks.findByKey('key of The claim', here))).not.toContain('message of');
      });

      it('what was never saved is undefined', async () => {
        expect(await store.checks.get('nope', here)).toBeUndefined();
        expect(await store.checks.findByKey('nope', here)).toBeUndefined();
      });

      it('saving under the same id replaces the verdict', async () => {
        const check = toCheck('a');
        await save(check, here);
        const later: Check = { ...check, verdict: { ...check.verdict, label: 'true' }, checkedAt: AT };
        expect(await save(later, here)).toEqual(later);
        expect(await store.checks.get('a', here)).toMatchObject({ verdict: { label: 'true' }, checkedAt: AT });
      });

      it('a second check of the same claim gives the first', async () => {
        await save(toCheck('a', { text: 'One' }), here);
        const kept = await save(toCheck('b', { text: 'One', checkedAt: AT }), here);
        expect(kept).toMatchObject({ id: 'a', checkedAt: '2026-11-23T08:00:00.000Z' });
        expect(await store.checks.get('b', here)).toBeUndefined();
      });

      it.each([
        ['another claim', toCheck('a', { text: 'Another claim' }), here],
        ['another visibility', toCheck('a', { text: 'One', visibility: chat.visibility }), chat],
      ])('an id that names a check already is refused for %s', async (_, check, scope) => {
        await save(toCheck('a', { text: 'One' }), here);
        await expect(save(check, scope)).rejects.toMatchObject({ name: 'ClaimcheckError', code: 'store-unavailable' });
        expect(await store.checks.get('a', here)).toMatchObject({ claim: { text: 'One' }, visibility: PUBLIC });
      });

      it.each([
        ['another chat', toChatScope('c2').visibility],
        ['another person', toPersonScope('p2').visibility],
        ['the same chat id of another platform', toChatScope('c1', 'p1', 'telegram').visibility],
      ])('a check for %s cannot be saved', async (_, visibility) => {
        await expect(save(toCheck('a', { visibility }), here)).rejects.toThrow('may not see');
      });
    });

    describe('aliases', () => {
      it('an alias leads to the check', async () => {
        await save(toCheck('a'), here, ['other spelling', 'third spelling']);
        expect(await idOf('other spelling', here)).toBe('a');
        expect(await idOf('third spelling', here)).toBe('a');
      });

      it('a new check under an alias of another gives the other', async () => {
        await save(toCheck('a'), here, ['key of B']);
        expect((await save(toCheck('b', { text: 'B' }), here)).id).toBe('a');
      });

      it('an alias is added to the check that won', async () => {
        await save(toCheck('a', { text: 'One' }), here);
        await save(toCheck('b', { text: 'One' }), here, ['other spelling']);
        expect(await idOf('other spelling', here)).toBe('a');
      });

      it('an alias leads to the check that named it last', async () => {
        await save(toCheck('a'), here, ['shared']);
        await save(toCheck('b'), here, ['shared']);
        expect(await idOf('shared', here)).toBe('b');
      });

      it('a check’s own key is not taken by another’s alias', async () => {
        await save(toCheck('a', { text: 'One' }), here);
        await save(toCheck('b', { text: 'Two' }), here, ['key of One']);
        expect(await idOf('key of One', here)).toBe('a');
      });

      it('an alias of a chat’s check leads nowhere elsewhere', async () => {
        await save(toCheck('a', { visibility: chat.visibility }), chat, ['alias']);
        expect(await idOf('alias', chat)).toBe('a');
        expect(await idOf('alias', toChatScope('c2'))).toBeUndefined();
      });
    });

    describe('visibility', () => {
      it('a claim may have a public check, a chat’s and a person’s; the nearest is found', async () => {
        await save(toCheck('pub', { text: 'One' }), here);
        await save(toCheck('cha', { text: 'One', visibility: chat.visibility }), chat);
        expect(await idOf('key of One', person)).toBe('cha');
        await save(toCheck('per', { text: 'One', visibility: person.visibility }), person);
        expect(await idOf('key of One', person)).toBe('per');
        expect(await idOf('key of One', toChatScope('c1', 'p2'))).toBe('cha');
        expect(await idOf('key of One', toChatScope('c2', 'p2'))).toBe('pub');
      });

      const owners: [string, Scope][] = [
        ['a chat', chat],
        ['a person', person],
      ];
      const strangers: [string, Scope][] = [
        ['another chat and person', toPublicScope('c2', 'p2')],
        ['a chat named like the person', toChatScope('p1', 'p2')],
        ['a person named like the chat', toPersonScope('c1', 'c2')],
        ['the same ids on another platform', toPersonScope('p1', 'c1', 'telegram')],
        ['empty ids', { platform: '', chatId: '', personId: '', visibility: PUBLIC }],
        ['a wildcard', toPublicScope('%', '%')],
      ];
      it.each(owners.flatMap(([whose, owner]) => strangers.map(([who, scope]) => ({ whose, owner, who, scope }))))(
        'a check of $whose is neither got, found, noted nor listed for $who',
        async ({ owner, scope }) => {
          const check = toCheck('secret', { visibility: owner.visibility });
          await save(check, owner);
          await store.checks.markSeen('secret', scope, AT);
          expect(await store.checks.get('secret', scope)).toBeUndefined();
          expect(await store.checks.findByKey(check.claimKey, scope)).toBeUndefined();
          expect(await seenIn(scope)).toEqual([]);
          expect(await seenIn({ ...scope, visibility: owner.visibility })).toEqual([]);
          expect(await store.checks.get('secret', owner)).toEqual(check);
        },
      );
    });

    describe('markSeen and recent', () => {
      it('lists newest first, each check once, with the moment it was seen last', async () => {
        for (const id of ['a', 'b', 'c']) await save(toCheck(id), here);
        await store.checks.markSeen('a', here, '2026-11-23T09:00:00.000Z');
        await store.checks.markSeen('b', here, '2026-11-23T09:00:01.000Z');
        await store.checks.markSeen('c', here, '2026-11-23T09:00:02.000Z');
        await store.checks.markSeen('a', here, '2026-11-23T09:00:03.000Z');
        expect(await seenIn(here)).toEqual(['a', 'c', 'b']);
        expect((await store.checks.recent(here, 1))[0]?.seenAt).toBe('2026-11-23T09:00:03.000Z');
      });

      it('of the same millisecond, the one noted last comes first', async () => {
        for (const id of ['a', 'b', 'c']) await save(toCheck(id), here);
        for (const id of ['b', 'c', 'a', 'b']) await store.checks.markSeen(id, here, AT);
        expect(await seenIn(here)).toEqual(['b', 'a', 'c']);
      });

      it('an earlier moment does not make it older', async () => {
        await save(toCheck('a'), here);
        await store.checks.markSeen('a', here, AT);
        await store.checks.markSeen('a', here, '2020-01-01T00:00:00.000Z');
        expect((await store.checks.recent(here, 1))[0]?.seenAt).toBe(AT);
      });

      it('a check that does not exist is not noted', async () => {
        await store.checks.markSeen('nope', here, AT);
        expect(await seenIn(here)).toEqual([]);
      });

      it('each chat has its own list, and a private one is the person’s', async () => {
        await save(toCheck('a'), here);
        await save(toCheck('b'), here);
        await store.checks.markSeen('a', here, AT);
        await store.checks.markSeen('b', person, AT);
        expect(await seenIn(toChatScope('c1', 'p9'))).toEqual(['a']);
        expect(await seenIn(toChatScope('c2'))).toEqual([]);
        expect(await seenIn(toPersonScope('p1', 'c2'))).toEqual(['b']);
      });

      it.each([
        [2, 2],
        [0, 0],
        [-1, 0],
        [Number.NaN, 0],
        [1.9, 1],
        [100, 3],
      ])('a limit of %d gives %d', async (limit, count) => {
        for (const id of ['a', 'b', 'c']) {
          await save(toCheck(id), here);
          await store.checks.markSeen(id, here, AT);
        }
        expect(await seenIn(here, limit)).toHaveLength(count);
      });
    });
  });
}
