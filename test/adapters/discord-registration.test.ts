import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { type BotServiceOptions, type Fixture, openFixture } from './discord-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let fixture: Fixture;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(async () => {
  await fixture.close();
  expect(fixture.peer.violations).toEqual([]);
  folder.closeAll();
});
afterAll(() => folder.remove());

async function open(options: Omit<BotServiceOptions, 'core'>): Promise<Fixture> {
  fixture = await openFixture({ core: folder.open(), ...options });
  return fixture;
}
const written = ({ peer }: Fixture) => peer.journal.filter(({ verb }) => verb === 'PUT');
const isRegistered = ({ peer }: Fixture) => peer.commands().some(({ name }) => name === 'check');
const told = ({ faults }: Fixture) => faults.map(({ error }) => String(error));

describe('the list of commands', () => {
  it('keeps the command that opens an app’s Activities as it is, and is not written again for it', async () => {
    const opened = await open({ before: (peer) => peer.addEntryPoint() });
    const entry = () => opened.peer.commands().find(({ type }) => type === 4);
    expect(told(opened)).toEqual([]);
    expect([isRegistered(opened), entry()]).toMatchObject([true, { name: 'launch', handler: 2, contexts: [0, 1, 2] }]);
    const { id } = entry() ?? {};
    await opened.restart();
    expect([written(opened).length, entry()?.id]).toEqual([1, id]);
    expect(opened.faults).toEqual([]);
  });

  it.each([
    [
      'more than 200 are new that day',
      { peer: { commandCreates: 0 } },
      '200 new commands that Discord allows in one day',
    ],
    [
      'Discord refuses it',
      {
        before: ({ trouble }) => trouble({ method: 'PUT', path: /commands$/, times: 9, with: { code: 50_001 } }),
      },
      'code 50001',
    ],
    [
      'Discord asks for ten minutes',
      {
        before: ({ trouble }) =>
          trouble({ method: 'PUT', path: /commands$/, times: 9, with: { retryAfterSeconds: 600 } }),
      },
      'wait 601 s',
    ],
  ] satisfies [string, Partial<BotServiceOptions>, string][])(
    'is asked for once and told of, and the bot answers, where %s',
    async (_why, options, words) => {
      const opened = await open(options);
      const { peer, ana } = opened;
      const direct = peer.addDirectMessages(ana);
      peer.post(ana, direct, { content: '/help' });
      await peer.waitForMessage(direct);
      expect(told(opened)).toEqual([expect.stringContaining(words)]);
      expect(opened.faults[0]?.where).toEqual({ platform: 'discord', command: '', id: '' });
      expect([written(opened).length, isRegistered(opened)]).toEqual([1, false]);
    },
  );

  it('is written after a short pause that Discord asks for, and nobody hears of it', async () => {
    const opened = await open({
      before: ({ trouble }) => trouble({ path: /commands$/, times: 2, with: { retryAfterSeconds: 0.1 } }),
    });
    expect([isRegistered(opened), told(opened)]).toEqual([true, []]);
  });

  it('is tried again until Discord is back', async () => {
    const opened = await open({
      adapter: { registerAgainAfterMs: 1 },
      // One request is tried twice by discord.js itself.
      before: ({ trouble }) => trouble({ method: 'GET', path: /commands$/, times: 4, with: { status: 503 } }),
    });
    await opened.peer.until(() => isRegistered(opened));
    expect(told(opened)).toEqual([expect.stringContaining('HTTP 503'), expect.stringContaining('HTTP 503')]);
  });

  it('that Discord never answers does not keep the bot from starting, nor from stopping, and the next start writes it', async () => {
    const opened = await open({
      before: ({ trouble }) => trouble({ method: 'PUT', path: /commands$/, times: 1, with: 'silence' }),
    });
    expect(isRegistered(opened)).toBe(false);
    const before = performance.now();
    await opened.restart();
    expect(performance.now() - before).toBeLessThan(4_000);
    expect([isRegistered(opened), told(opened)]).toEqual([true, []]);
  });
});
