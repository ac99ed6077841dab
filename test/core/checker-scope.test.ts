import { describe, expect, it } from 'vitest';
import type { Scope } from '../../src/core/types.ts';
import { toChatScope, toCheck, toPersonScope } from '../contracts/samples.ts';
import { NEVER, PLUM, toChecks, toPlumReview } from './checker-fixture.ts';
import { useCore } from './use-core.ts';

/** Something a person asked in private, with words nobody else would use. */
const SECRET = 'My boss Zebulon Quartermain embezzled 7300 ducats from the Oberwald dumpling fund';
const ann = toPersonScope('ann', 'ann-and-bot');

const core = useCore();

/** Everything that somebody can get to see: checks, related ones, history, and the raw index. */
async function everythingFor(scope: Scope, asked: readonly string[]): Promise<string> {
  const seen: unknown[] = [];
  for (const text of asked) {
    seen.push(
      ...toChecks(await core.checkService.check(text, scope, NEVER)).map(
        ({ claim: _own, claimKey: _key, ...rest }) => rest,
      ),
    );
    seen.push(await core.store.priors.search(text.toLowerCase().split(' '), scope, 50));
  }
  const history = await core.checkService.asked('', scope, 100);
  seen.push(history.filter(({ check }) => !asked.includes(check.claim.original)));
  return JSON.stringify(seen);
}

const NEAR = [
  'My boss Zebulon Quartermain embezzled 9 ducats',
  'Zebulon Quartermain embezzled ducats from the dumpling fund',
  'Did my boss Zebulon Quartermain embezzle 7300 ducats from the Oberwald dumpling fund?',
];

describe('what a person asked in private', () => {
  it.each<[string, Scope]>([
    ['another person', toPersonScope('bob', 'bob-and-bot')],
    ['the same person in a group', toChatScope('group', 'cat')],
    ['somebody of the same name on another platform', toPersonScope('ann', 'ann-and-bot', 'telegram')],
    ['a chat whose id is the person’s', toChatScope('ann', 'bob')],
  ])('is nowhere in what %s gets back, however near they ask', async (_who, scope) => {
    const [mine] = toChecks(await core.checkService.check(SECRET, ann, NEVER));
    const got = await everythingFor(scope, NEAR);
    expect(got).not.toContain(mine?.id);
    expect(got).not.toContain(SECRET);
    expect(await core.checkService.find(mine?.id ?? '', scope)).toBeUndefined();
    const [theirs] = toChecks(await core.checkService.check(SECRET, scope, NEVER));
    expect(theirs?.id).not.toBe(mine?.id);
    expect(theirs?.history).toEqual([]);
  });

  it('is found by that person, by other words as well', async () => {
    const [mine] = toChecks(await core.checkService.check(SECRET, ann, NEVER));
    const [again] = toChecks(
      await core.checkService.check(`OMG: ${SECRET.replace('My boss ', 'my boss, ')}!!`, ann, NEVER),
    );
    expect(again?.id).toBe(mine?.id);
    expect((await core.checkService.asked('', ann, 5)).map(({ check }) => check.id)).toEqual([mine?.id]);
  });

  it('stays theirs when a published review decides it, and everybody else gets a check without their words', async () => {
    const words = `${PLUM}, says my doctor`;
    const [mine] = toChecks(await core.checkService.check(words, ann, NEVER));
    await core.store.priors.addReviews([toPlumReview()]);
    const [after] = toChecks(await core.checkService.check(words, ann, NEVER));
    expect(after).toMatchObject({ id: mine?.id, verdict: { label: 'false' }, visibility: { kind: 'person' } });
    const [theirs] = toChecks(await core.checkService.check(PLUM, toChatScope('group', 'bob'), NEVER));
    expect(theirs).toMatchObject({ verdict: { label: 'false' }, visibility: { kind: 'public' } });
    expect(theirs?.id).not.toBe(mine?.id);
    expect(JSON.stringify(theirs)).not.toContain('doctor');
  });

  it('leaves no trace of who asked, and with which words, in a public check', async () => {
    const message = 'Look what Ute Secret sent me: “The Great Wall of China can be seen from the Moon” 😡';
    await core.checkService.check(message, ann, NEVER);
    const [check] = toChecks(
      await core.checkService.check('The Great Wall of China can be seen from the Moon', ann, NEVER),
    );
    expect(check?.visibility).toEqual({ kind: 'public' });
    const rows = core.store.db.prepare<{ json: string }>("SELECT json FROM checks WHERE vis_kind = 'public'").all();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/Ute|😡|"ann"/);
  });
});

describe('a check that more people see than ask', () => {
  /** Somebody who asks in the group, for their own eyes. */
  const aside = toPersonScope('ann', 'group');
  const group = toChatScope('group', 'bob');
  const near = 'The town of Oberwald banned plum dumplings in March 2019';

  it.each<[string, boolean]>([
    ['the group’s', false],
    ['everybody’s, whose review is gone', true],
  ])('names nothing that only the asker may see: %s', async (_whose, isPublic) => {
    if (isPublic) await core.store.priors.addReviews([toPlumReview()]);
    const [before] = toChecks(await core.checkService.check(PLUM, group, NEVER));
    expect(before?.visibility.kind).toBe(isPublic ? 'public' : 'chat');
    await core.store.priors.removeReviews([toPlumReview().id]);
    await core.store.checks.save(toCheck('PRIVATE1', { text: near, visibility: aside.visibility }), aside);
    const [asked] = toChecks(await core.checkService.check(PLUM, aside, NEVER));
    expect(asked).toMatchObject({ id: before?.id, verdict: { label: 'unverified' } });
    const found = await core.checkService.find(before?.id ?? '', isPublic ? toChatScope('elsewhere', 'cat') : group);
    expect(found).toMatchObject({ verdict: { label: 'unverified' }, related: [] });
    expect(JSON.stringify(found)).not.toMatch(/2019|PRIVATE1/);
  });

  it('names what all of them may see', async () => {
    const [before] = toChecks(await core.checkService.check(PLUM, group, NEVER));
    await core.store.checks.save(toCheck('GROUP001', { text: near, visibility: group.visibility }), group);
    const [again] = toChecks(await core.checkService.check(PLUM, group, NEVER));
    expect(again).toMatchObject({ id: before?.id, related: [{ id: 'GROUP001', reason: 'Why GROUP001.' }] });
  });
});

describe('what was asked in a group', () => {
  it('is the group’s: every member gets the same check, nobody elsewhere does', async () => {
    const [one] = toChecks(await core.checkService.check(PLUM, toChatScope('group', 'bob'), NEVER));
    const [other] = toChecks(await core.checkService.check(PLUM.toUpperCase(), toChatScope('group', 'cat'), NEVER));
    const [elsewhere] = toChecks(await core.checkService.check(PLUM, toChatScope('other group', 'bob'), NEVER));
    expect(other?.id).toBe(one?.id);
    expect(elsewhere?.id).not.toBe(one?.id);
    expect(await core.checkService.asked('', toChatScope('group', 'dan'), 9)).toHaveLength(1);
    expect(await core.checkService.asked('', toChatScope('third group', 'bob'), 9)).toEqual([]);
  });
});
