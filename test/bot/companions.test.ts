import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../commands/request.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { type Core, createCoreFolder, NEVER } from '../core/checker-fixture.ts';
import { createTestAdapter, NO, openChat } from './chat-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
let file: string;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(() => {
  file = folder.newFile();
  core = folder.open(file);
});
afterEach(() => folder.closeAll());
afterAll(() => folder.remove());

const NOON = '2026-11-23T12:00:00.000Z';
const chat = { id: 'p1', kind: 'private' } as const;
const question = (rest: Partial<CommandRequest> = {}) =>
  toRequest('check', 'is this true?', { id: 'q', actorId: 'p1', chat, saidAt: NOON, ...rest });
const forward = (rest: Partial<CommandRequest> = {}) =>
  toRequest('check', '', {
    ...{ id: 'f', actorId: 'p1', chat, saidAt: NOON, forwarded: true, about: { text: 'Bats are blind' } },
    ...rest,
  });
/** Waits until it is told not to. */
const forEver = (_ms: number, signal: AbortSignal) => sleep(60_000, undefined, { signal });

async function open(options: Parameters<typeof openChat>[1] = {}) {
  const opened = openChat(core, { pause: forEver, ...options });
  const platform = createTestAdapter();
  await opened.chat.start(platform.adapter);
  const { fixture } = platform;
  const accept = async (request: CommandRequest) => {
    const job = await fixture.accept(request, { to: request.id }, NO);
    if (!job) throw new Error('not taken');
    return job;
  };
  return { ...opened, platform, fixture, accept };
}

describe('a question and a forward', () => {
  it('count as one, and a question that waits ends as soon as the forward is there', async () => {
    const { fixture, accept, jobs } = await open({ limits: { personPerMinute: 1 } });
    const asked = await accept(question());
    const alone = fixture.standsAlone(asked, NEVER);
    const taken = await accept(forward());
    expect([await alone, taken.refusal]).toEqual([false, undefined]);
    expect((await jobs.unfinished()).map(({ id }) => id)).toEqual([taken.id]);
  });

  it('count as one where the question comes last, which says nothing of having to wait', async () => {
    const { fixture, accept, jobs } = await open({ limits: { personPerMinute: 1 } });
    const taken = await accept(forward());
    const asked = await accept(question());
    expect(asked.refusal?.why).toBe('person-pause');
    expect(await fixture.standsAlone(asked, NEVER)).toBe(false);
    expect((await jobs.unfinished()).map(({ id }) => id)).toEqual([taken.id]);
  });

  it.each([
    ['long before', { saidAt: '2026-11-23T11:59:00.000Z' }],
    ['of somebody else', { actorId: 'p2' }],
    ['in another topic', { chat: { ...chat, topicId: '7' } }],
  ])('stay two where the forward is %s', async (_what, other) => {
    const { fixture, accept } = await open({ pause: async () => undefined });
    await accept(forward(other));
    expect(await fixture.standsAlone(await accept(question()), NEVER)).toBe(true);
  });

  it.each([
    ['a claim', { text: 'Bats are blind' }],
    ['a link', { text: 'https://news.example/bats' }],
    ['a reply', { about: { text: 'Bats are blind' } }],
    ['a picture', { pictures: [{ ref: 'p', mediaType: 'image/png' }] }],
  ])('are not waited for by %s', async (_what, rest) => {
    const { fixture, accept } = await open();
    expect(await fixture.standsAlone(await accept(question(rest)), NEVER)).toBe(true);
  });

  it('of which the process ends in between leave the question written down for the next start', async () => {
    const { fixture, accept } = await open();
    const end = new AbortController();
    const alone = fixture.standsAlone(await accept(question()), end.signal);
    end.abort(new Error('the bot stops'));
    await expect(alone).rejects.toThrow();
    core = folder.open(file);
    const { platform } = await open();
    await platform.delivered(1);
    expect(platform.sent[0]?.reply).toMatchObject({ kind: 'notice', title: 'Which message?' });
  });
});

describe('a forward in a group', () => {
  const group = { id: 'g1', kind: 'group' } as const;
  const overheard = forward({ chat: group, overheard: true });

  it('asks nothing by itself, and nothing of it is kept', async () => {
    const { fixture, jobs } = await open();
    expect(await fixture.accept(overheard, {}, NO)).toBeUndefined();
    expect(await jobs.unfinished()).toEqual([]);
  });

  it('is what a question behind it is about, which survives a restart', async () => {
    const { fixture, accept, jobs } = await open();
    await fixture.accept(overheard, {}, NO);
    await accept(question({ chat: group }));
    expect((await jobs.unfinished())[0]?.request.about).toEqual({ text: 'Bats are blind' });
  });

  it('is answered in the place of a question that waits for it', async () => {
    const { fixture, accept } = await open();
    const alone = fixture.standsAlone(await accept(question({ chat: group })), NEVER);
    const taken = await fixture.accept(overheard, {}, NO);
    expect([await alone, taken?.request.about]).toEqual([false, { text: 'Bats are blind' }]);
  });
});
