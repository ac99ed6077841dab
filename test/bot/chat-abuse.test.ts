import { describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../commands/request.ts';
import type { ChatOptions } from '../../src/wiring/chat.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { useCore } from '../core/use-core.ts';
import { createTestAdapter, openChat } from './chat-fixture.ts';

const core = useCore();

const GRIMSBY = 'The mayor of Grimsby painted 214 lampposts violet';
const DM = { id: 'dm', kind: 'private' } as const;
let events = 0;

async function start(rest: Partial<ChatOptions> = {}, adapter: Parameters<typeof createTestAdapter>[0] = {}) {
  const opened = openChat(core, rest);
  const platform = createTestAdapter(adapter);
  await opened.chat.start(platform.adapter);
  const take = async (command: string, text: string, request: Partial<CommandRequest> = {}) => {
    events += 1;
    const job = await platform.take(toRequest(command, text, { id: `a${events}`, ...request }));
    while ((await opened.jobs.unfinished()).length > 0) await new Promise(setImmediate);
    return job;
  };
  const ask = (command: string, text: string, request: Partial<CommandRequest> = {}) => {
    events += 1;
    return platform.ask(toRequest(command, text, { id: `a${events}`, ...request }));
  };
  return { ...opened, platform, take, ask };
}

describe('a limit', () => {
  it.each([
    ['is empty', { text: '' }],
    ['is too long', { text: 'word '.repeat(5_000) }],
    ['holds nothing that can be read', { text: '', unreadable: true }],
    ['speaks of a message that is not there', { text: 'is this true?' }],
  ] as const)('costs neither pause nor day where a /check %s', async (_how, { text, ...said }) => {
    const { take, platform } = await start({ limits: { personPerDay: 1 } });
    for (let n = 0; n < 3; n += 1) expect((await take('check', text, said)).refusal).toBe(undefined);
    expect(platform.sent.map(({ reply }) => reply)).toEqual(
      [{}, { quiet: true }, { quiet: true }].map((told) => expect.objectContaining({ tone: 'refusal', ...told })),
    );
    expect((await take('check', GRIMSBY)).refusal).toBe(undefined);
    expect((await take('check', GRIMSBY)).refusal?.why).toBe('person-day');
  });

  it('is kept for how many empty requests are answered in a minute', async () => {
    const { take } = await start({ limits: { personPerDay: 5, groupPerMinute: 2, personPerMinute: 2 } });
    const asked = [];
    for (const chat of [DM, DM, DM]) asked.push((await take('check', '', { chat })).refusal?.why);
    for (const actorId of ['p2', 'p3', 'p4']) asked.push((await take('check', '', { actorId })).refusal?.why);
    expect(asked).toEqual([undefined, undefined, 'person-pause', undefined, undefined, 'group-pause']);
  });

  it('counts a picture that was read in vain', async () => {
    const images = { read: async () => '' };
    const fetchPicture = async () => ({ bytes: new Uint8Array(), mediaType: 'image/png' });
    const { take } = await start({ images }, { fetchPicture });
    const pictures = [{ ref: 'r', mediaType: 'image/png' }];
    expect((await take('check', '', { pictures })).refusal).toBe(undefined);
    expect((await take('check', '', { pictures })).refusal?.why).toBe('person-pause');
  });

  it('is not begun anew by /forget', async () => {
    const { take, ask } = await start({ limits: { personPerDay: 2, personPerMinute: 0 } });
    for (const text of ['Bats are blind', GRIMSBY])
      expect((await take('check', text, { chat: DM })).refusal).toBe(undefined);
    expect(await ask('forget', 'yes', { chat: DM })).toMatchObject({ title: 'You are forgotten' });
    expect((await take('check', 'Honey never spoils', { chat: DM })).refusal).toMatchObject({ why: 'person-day' });
  });

  it('holds for what a person posts to a group, without counting as a check', async () => {
    const { take, platform } = await start({ limits: { personPerDay: 1 } });
    await take('check', GRIMSBY, { private: true });
    const reply = platform.sent.at(-1)?.reply;
    const id = (reply?.kind === 'cards' && reply.checkIds?.[0]) || '';
    const posted = [];
    for (let n = 0; n < 5; n += 1) posted.push((await take('post', id, { private: true })).refusal?.why);
    expect(posted).toEqual([undefined, undefined, undefined, 'person-pause', 'person-pause']);
    expect((await take('post', id, { actorId: 'p2', private: true })).refusal).toBe(undefined);
  });

  it('is the group’s own where it switched checks off: nothing is posted there either', async () => {
    const { take, ask, platform } = await start();
    await take('check', GRIMSBY, { private: true });
    const reply = platform.sent.at(-1)?.reply;
    const id = (reply?.kind === 'cards' && reply.checkIds?.[0]) || '';
    events += 1;
    await platform.ask(toRequest('settings', 'here=off', { id: `a${events}` }), async () => true);
    expect((await take('post', id, { private: true })).refusal).toEqual({ why: 'channel-off' });
    expect(await ask('help', '')).toMatchObject({ kind: 'notice' });
  });

  it('holds in a group that got a new id: where checks are switched off they stay so', async () => {
    const { take, platform } = await start();
    for (const chat of [{ id: 'c1', kind: 'group' } as const, { id: 'c1', kind: 'group', topicId: '7' } as const]) {
      events += 1;
      await platform.ask(toRequest('settings', 'here=off', { id: `a${events}`, chat }), async () => true);
    }
    await platform.fixture.moveChat('c1', 'c9');
    const why = async (topicId?: string) =>
      (await take('check', GRIMSBY, { chat: { id: 'c9', kind: 'group', ...(topicId ? { topicId } : {}) } })).refusal
        ?.why;
    expect([await why(), await why('7'), await why('8')]).toEqual(['channel-off', 'channel-off', undefined]);
  });
});

describe('a person who is forgotten while they wait', () => {
  it.each([
    ['gets the answer', [] as const],
    ['cannot be reached', 'keep' as const],
  ])('leaves nothing of it behind once it is there: %s', async (_fact, made) => {
    const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const deliver = async () => {
      reached.resolve();
      await opened.promise;
      return made;
    };
    const { ask, platform, chat, jobs } = await start({}, { deliver });
    await platform.take(toRequest('check', GRIMSBY, { id: 'waits', chat: DM }));
    await reached.promise;
    await ask('forget', 'yes', { chat: DM });
    opened.resolve();
    await chat.stop();
    expect(await jobs.unfinished()).toEqual([]);
    const tables = ['checks', 'seen', 'jobs', 'cache'].flatMap((table) =>
      core.store.db.prepare<object>(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(tables)).not.toMatch(/Grimsby|grimsby/);
    expect(JSON.stringify(core.store.db.prepare("SELECT * FROM cache WHERE namespace = 'kept'").all())).toBe('[]');
  });
});

describe('results that wait for a person', () => {
  it('do not come along with a notice in a group, and are not lost by it', async () => {
    let canBring = false;
    const { take, ask, platform } = await start({}, { deliver: async () => (canBring ? [] : 'keep') });
    await take('check', GRIMSBY, { private: true });
    canBring = true;
    const seen: unknown[] = [];
    platform.adapter.deliver = async (_job, reply) => {
      seen.push(reply);
      return [];
    };
    await take('check', 'x'.repeat(20_001), { private: true });
    expect(seen).toMatchObject([{ kind: 'notice' }]);
    expect(JSON.stringify(seen)).not.toContain('Grimsby');
    expect((await ask('help', '', { chat: DM }))?.kept).toMatchObject([{ claim: expect.stringContaining('Grimsby') }]);
  });
});
