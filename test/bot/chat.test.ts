import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { toChatScope, toCheck } from '../contracts/samples.ts';
import { type Core, createCoreFolder, NEVER } from '../core/checker-fixture.ts';
import { createTestAdapter, NO, openChat, YES } from './chat-fixture.ts';

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

const BATS = 'Bats are blind';
let events = 0;
const check = (text = BATS, rest = {}) =>
  toRequest('check', text, { id: `e${++events}`, actorId: `p${events}`, ...rest });

/** Until the check service has written down that nothing is left to do. */
async function settled(jobs: { unfinished(): Promise<unknown[]> }): Promise<void> {
  while ((await jobs.unfinished()).length > 0) await new Promise(setImmediate);
}

describe('a job', () => {
  it('is on the disk before it is begun, then answered, and its card is remembered', async () => {
    const { chat, jobs, postings } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const job = await platform.fixture.accept(check(), { token: 't' }, NO);
    if (!job) throw new Error('not taken');
    expect(await jobs.unfinished()).toEqual([job]);
    await platform.fixture.notePlaceholder(job, 'm7');
    platform.fixture.begin(job);
    await settled(jobs);
    const [{ reply } = { reply: undefined }] = platform.sent;
    expect(reply).toMatchObject({ kind: 'cards', cards: [{ label: 'false' }] });
    const [posting] = await postings.of(reply?.kind === 'cards' ? (reply.checkIds?.[0] ?? '') : '');
    expect(posting).toMatchObject({ platform: 'discord', chatId: 'c1', messageId: 'm7', visible: 'chat' });
  });

  it('that is taken up at the next start knows when its message was said', async () => {
    const dying = createTestAdapter();
    await openChat(core).chat.start(dying.adapter);
    const saidAt = '2024-03-01T10:00:00.000Z';
    await dying.fixture.accept(check('The moon of Oberwald weighs nine kilograms', { saidAt }), {}, NO);
    const next = folder.open(file);
    const { chat } = openChat(next);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    await platform.delivered(1);
    const reply = platform.sent[0]?.reply;
    const [id = ''] = reply?.kind === 'cards' ? (reply.checkIds ?? []) : [];
    expect((await next.store.checks.get(id, toChatScope('c1')))?.claim.claimDate).toBe(saidAt);
  });

  it('is taken up at the next start where the process died, and its placeholder is edited', async () => {
    const first = openChat(core);
    const dying = createTestAdapter();
    await first.chat.start(dying.adapter);
    const job = await dying.fixture.accept(check(), { token: 't' }, NO);
    if (job) await dying.fixture.notePlaceholder(job, 'm7');
    const { chat, jobs } = openChat(folder.open(file));
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    await settled(jobs);
    expect(platform.sent.map((one) => [one.job.placeholder, one.reply.kind])).toEqual([['m7', 'cards']]);
  });

  it('is accepted once for one event, after a restart as well', async () => {
    const platform = createTestAdapter();
    await openChat(core).chat.start(platform.adapter);
    const request = check();
    expect(await platform.fixture.accept(request, null, NO)).toBeDefined();
    expect(await platform.fixture.accept(request, null, NO)).toBeUndefined();
    const next = createTestAdapter();
    await openChat(folder.open(file)).chat.start(next.adapter);
    expect(await next.fixture.accept(request, null, NO)).toBeUndefined();
  });

  it('is delivered again with growing pauses, or with the platform’s own', async () => {
    const faults: Error[] = [
      new Error('500'),
      new Error('500'),
      Object.assign(new Error('429'), { retryAfterMs: 7_777 }),
    ];
    const { chat, jobs, pauses } = openChat(core);
    const platform = createTestAdapter();
    const deliver = platform.adapter.deliver?.bind(platform.adapter);
    platform.adapter.deliver = async (...args) => {
      const fault = faults.shift();
      if (fault) throw fault;
      return (await deliver?.(...args)) ?? [];
    };
    await chat.start(platform.adapter);
    await platform.take(check());
    await settled(jobs);
    expect(pauses).toEqual([1_000, 4_000, 7_777]);
    expect(platform.sent).toHaveLength(1);
    expect(await jobs.dead(5)).toEqual([]);
  });

  it('that cannot be delivered ends in an honest notice and on the dead-letter list', async () => {
    const { chat, jobs } = openChat(core);
    const notices: unknown[] = [];
    const platform = createTestAdapter({
      async deliver(_job, reply) {
        if (reply.kind === 'cards') throw Object.assign(new Error('no'), { code: 'EPLATFORM' });
        notices.push(reply);
        return [];
      },
    });
    await chat.start(platform.adapter);
    await platform.take(check());
    await settled(jobs);
    expect(notices).toEqual([expect.objectContaining({ tone: 'refusal', title: 'This could not be done' })]);
    expect((await jobs.dead(5)).map(({ fault }) => fault)).toEqual(['EPLATFORM']);
  });

  it('is given up at once where the chat is gone', async () => {
    let tries = 0;
    const { chat, jobs, pauses } = openChat(core);
    const platform = createTestAdapter({
      async deliver() {
        tries += 1;
        throw new ClaimcheckError('platform-gone', 'The chat is gone.');
      },
    });
    await chat.start(platform.adapter);
    await platform.take(check());
    await settled(jobs);
    expect([tries, pauses]).toEqual([1, []]);
    expect((await jobs.dead(5)).map(({ fault }) => fault)).toEqual(['platform-gone']);
  });

  it('that is running when the bot stops stays written down', async () => {
    const { chat, jobs } = openChat(core);
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    const platform = createTestAdapter({
      deliver: (_job, _reply, signal) =>
        new Promise((_done, reject) => {
          resolve();
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    });
    await chat.start(platform.adapter);
    await platform.take(check());
    await reached;
    await chat.stop();
    expect(await jobs.unfinished()).toHaveLength(1);
    expect(await jobs.dead(5)).toEqual([]);
  });
});

describe('what is private', () => {
  it('stays the asker’s, and is given later where it could not be brought', async () => {
    const { chat, jobs, postings } = openChat(core);
    const platform = createTestAdapter({ deliver: async () => 'keep' });
    await chat.start(platform.adapter);
    await platform.take(check('The mayor of Grimsby painted 214 lampposts violet', { actorId: 'p1', private: true }));
    await settled(jobs);
    expect(await postings.of('ID000001')).toEqual([]);
    const inGroup = await platform.ask(toRequest('help', '', { id: 'h1' }));
    expect(inGroup?.kept).toBeUndefined();
    const ask = (id: string, actorId: string) =>
      platform.ask(toRequest('help', '', { id, actorId, chat: { id: 'dm', kind: 'private' } }));
    expect((await ask('h2', 'p2'))?.kept).toBeUndefined();
    expect((await ask('h3', 'p1'))?.kept).toMatchObject([{ claim: expect.stringContaining('Grimsby') }]);
    expect((await ask('h4', 'p1'))?.kept).toBeUndefined();
  });

  it('is not what the same person gets in the group', async () => {
    const { chat, jobs } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const text = 'The mayor of Grimsby painted 214 lampposts violet';
    await platform.take(check(text, { actorId: 'p1', chat: { id: 'dm', kind: 'private' } }));
    await settled(jobs);
    await platform.take(check(text, { actorId: 'p1' }));
    await settled(jobs);
    const ids = platform.sent.map(({ reply }) => (reply.kind === 'cards' ? reply.checkIds?.[0] : ''));
    expect(new Set(ids).size).toBe(2);
  });

  it('is posted to the channel by its asker alone, as the channel’s own check', async () => {
    const { chat, jobs, postings } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const text = 'The mayor of Grimsby painted 214 lampposts violet';
    await platform.take(check(text, { actorId: 'p1', private: true }));
    await settled(jobs);
    const first = platform.sent[0]?.reply;
    const own = first?.kind === 'cards' ? (first.checkIds?.[0] ?? '') : '';
    expect(first).toMatchObject({
      private: true,
      actions: expect.arrayContaining([expect.objectContaining({ data: `post:${own}` })]),
    });
    await platform.take(toRequest('post', own, { id: 'post-2', actorId: 'p2', private: true }));
    await settled(jobs);
    await platform.take(toRequest('post', own, { id: 'post-1', actorId: 'p1', private: true }));
    await settled(jobs);
    expect(platform.sent[1]?.reply.kind).toBe('notice');
    const posted = platform.sent[2]?.reply;
    const shared = posted?.kind === 'cards' ? (posted.checkIds?.[0] ?? '') : '';
    expect(shared).not.toBe(own);
    expect(await postings.of(shared)).toMatchObject([{ visible: 'chat' }]);
  });
});

describe('rate limits', () => {
  it('refuse in private who asks again at once, and say it once', async () => {
    const { chat, jobs } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const asked = [1, 2, 3].map(() => check(BATS, { actorId: 'p1' }));
    const taken = [];
    for (const request of asked) taken.push(await platform.take(request));
    await settled(jobs);
    expect(taken.map(({ refusal, request }) => [refusal?.why, request.private])).toEqual([
      [undefined, false],
      ['person-pause', true],
      ['person-pause', true],
    ]);
    const notices = platform.sent.map(({ reply }) => reply).filter((reply) => reply.kind === 'notice');
    expect(notices).toMatchObject([
      { lines: ['You asked a moment ago. You can ask again in 5 seconds.'] },
      { quiet: true },
    ]);
  });

  it('who asks too soon is told nothing where the group wants no notices', async () => {
    const { chat } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    await platform.ask(toRequest('settings', 'notices=off', { id: 's1' }), YES);
    for (const n of [1, 2]) await platform.take(check(BATS, { actorId: 'hasty', id: `h${n}` }));
    await platform.delivered(2);
    expect(platform.sent.map(({ reply }) => reply).find(({ kind }) => kind === 'notice')).toMatchObject({
      quiet: true,
    });
  });

  it('let only moderators check where the group wants it so, and nobody where it is switched off', async () => {
    const { chat } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const set = (text: string, can: typeof YES) => platform.ask(toRequest('settings', text, { id: `s-${text}` }), can);
    expect(await set('who=moderators', NO)).toMatchObject({ kind: 'notice', title: 'Not allowed' });
    expect(await set(' who=moderators', YES)).toMatchObject({ kind: 'panel' });
    expect((await platform.take(check(), NO)).refusal?.why).toBe('moderators');
    expect((await platform.take(check(), YES)).refusal).toBeUndefined();
    await set('here=off', YES);
    expect((await platform.take(check(), YES)).refusal?.why).toBe('channel-off');
    expect((await platform.take(check(BATS, { chat: { id: 'c2', kind: 'group' } }), NO)).refusal).toBeUndefined();
  });
});

describe('suggestions', () => {
  it('show prior checks and published reviews, and lead back to them', async () => {
    const { chat, jobs } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const [first] = await platform.fixture.suggest(check('great wall china moon'), 5, NEVER);
    expect(first?.label).toMatch(/^❌ False: .*Great Wall/);
    await platform.take(check(first?.text));
    await settled(jobs);
    expect(platform.sent[0]?.reply).toMatchObject({
      cards: [{ label: 'false', claim: expect.stringContaining('Great Wall') }],
    });
  });

  it('never show another chat’s check', async () => {
    const { chat } = openChat(core);
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const scope = toChatScope('c1', '');
    const text = 'The mayor of Grimsby painted 214 lampposts violet';
    await core.store.checks.save(toCheck('GRIMSBY1', { text, visibility: scope.visibility }), scope);
    const suggest = (id: string) =>
      platform.fixture.suggest(check('mayor Grimsby lampposts', { chat: { id, kind: 'group' } }), 9, NEVER);
    const here = (await suggest('c1')).filter(({ label }) => label.includes('Grimsby'));
    expect(here).toHaveLength(1);
    expect((await suggest('c2')).filter(({ label }) => label.includes('Grimsby'))).toEqual([]);
  });
});
