import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCheckService } from '../../src/checks/check-service.ts';
import { toChatScope, toPersonScope } from '../contracts/samples.ts';
import { type Core, createCoreFolder, NEVER, toChecks } from '../core/checker-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
let time: Date;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(() => {
  time = new Date('2026-11-23T12:00:00.000Z');
  core = folder.open(undefined, { now: () => time });
});
afterEach(() => folder.closeAll());
afterAll(() => folder.remove());

const group = toChatScope();

describe('the desk', () => {
  it('remembers every claim of a message, with when it was asked last', async () => {
    const checks = toChecks(
      await core.checkService.check('Bats are blind. The mayor of Grimsby painted 214 lampposts violet.', group, NEVER),
    );
    time = new Date('2026-11-24T08:00:00.000Z');
    await core.checkService.check('Bats are blind', group, NEVER);
    const history = await core.checkService.asked('', group, 10);
    expect(history.map(({ check, seenAt }) => [check.id, seenAt])).toEqual([
      [checks[0]?.id, '2026-11-24T08:00:00.000Z'],
      [checks[1]?.id, '2026-11-23T12:00:00.000Z'],
    ]);
  });

  it('finds a check for who may see it, and for nobody else', async () => {
    const [check] = toChecks(
      await core.checkService.check('The mayor of Grimsby painted 214 lampposts violet', group, NEVER),
    );
    expect(await core.checkService.find(check?.id ?? '', toChatScope('c1', 'p2'))).toEqual(check);
    expect(await core.checkService.find(check?.id ?? '', toPersonScope('p1', 'p1-and-bot'))).toBeUndefined();
  });

  it('checks what is asked at once by many a single time, unless it was said on another day', async () => {
    const checked: (string | undefined)[] = [];
    const { checker, words, store } = core;
    const counted: typeof checker = {
      ...checker,
      check(text, scope, signal, options) {
        checked.push(options?.saidAt);
        return checker.check(text, scope, signal, options);
      },
    };
    const checkService = createCheckService({ ...store, checker: counted, words, now: () => time });
    const moments = ['2024-03-01T10:00:00.000Z', '2024-03-01T11:00:00.000Z', '2024-03-02T00:00:00.000Z'];
    await Promise.all(moments.map((saidAt) => checkService.check('Bats are blind', group, NEVER, { saidAt })));
    expect(checked).toEqual([moments[0], moments[2]]);
  });

  it('remembers nothing of a check that was aborted', async () => {
    await expect(core.checkService.check('Bats are blind', group, AbortSignal.abort())).rejects.toThrow();
    expect(await core.checkService.asked('', group, 10)).toEqual([]);
  });
});
