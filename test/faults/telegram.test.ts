import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { setSetting, useTelegram, WALL } from '../adapters/telegram-fixture.ts';

const telegram = useTelegram();
/** A check that only ends with the bot. */
const never = (_text: string, signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('polling', () => {
  it.each([
    ['dropped connections', { kind: 'drop' }, 'getUpdates'],
    ['server errors', { kind: 'refuse', code: 502, description: 'Bad Gateway' }, 'Bad Gateway'],
    [
      'another reader',
      { kind: 'refuse', code: 409, description: 'Conflict: terminated' },
      'Another process is reading',
    ],
    ['a flood limit', { kind: 'flood', retryAfterS: 0 }, 'Too Many Requests'],
  ] as const)('survives %s, reports them once, and never the token', async (_what, fault, words) => {
    const { peer, ann, faults } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.fail('getUpdates', fault, 3);
    await peer.waitForAnswer(peer.say(ann, chat, 'first, which the open poll still brings'));
    await peer.waitForAnswer(peer.say(ann, chat, 'second, which comes later'));
    expect(faults.map(({ error }) => (error as Error).message)).toEqual([expect.stringContaining(words)]);
    expect(inspect(faults, { depth: 10, showHidden: true })).not.toContain(peer.token);
  });

  it('stops at a withdrawn token, and names the fix', async () => {
    const reported = Promise.withResolvers<Error>();
    const { peer, ann, stop } = await telegram.open({ telegram: { onFault: reported.resolve } });
    peer.fail('getUpdates', { kind: 'refuse', code: 401, description: 'Unauthorized' }, 100);
    peer.say(ann, peer.addPrivateChat(ann), 'this ends the poll that is open');
    expect((await reported.promise).message).toContain('TELEGRAM_BOT_TOKEN');
    const polls = () => peer.requests.filter(({ method }) => method === 'getUpdates').length;
    const before = polls();
    await stop();
    expect(polls()).toBeLessThanOrEqual(before + 1);
  });

  it('confirms no check to Telegram that is not written down', async () => {
    const { peer, ann, core } = await telegram.open({ before: never });
    const jobs = createSqliteJobs(core.store.db);
    const written: number[] = [];
    const offsets: number[] = [];
    const watch = peer.waitForRequest(({ method, payload }) => {
      if (method !== 'getUpdates' || Number(payload.offset) <= 830_001) return false;
      offsets.push(Number(payload.offset));
      written.push(core.store.db.prepare<{ n: number }>('SELECT count(*) AS n FROM jobs').get()?.n ?? 0);
      return true;
    });
    const group = peer.addGroup({ members: [ann] });
    for (const claim of ['one is here', 'two is here', 'three is here']) peer.say(ann, group, `/check ${claim}`);
    await watch;
    expect(written[0]).toBe((offsets[0] ?? 0) - 830_001);
    expect((await jobs.unfinished()).length).toBeGreaterThan(0);
  });

  it('answers a message once that comes twice, before and after a restart', async () => {
    const first = await telegram.open();
    const { peer, ann, core } = first;
    const group = peer.addGroup({ members: [ann] });
    await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    await first.finished(1);
    peer.repeatLast();
    await peer.waitForAnswer(peer.say(ann, group, '/help'));
    await first.stop();
    const second = await telegram.open({ on: peer, core });
    peer.repeatLast();
    await peer.waitForAnswer(peer.say(ann, group, '/privacy'));
    expect([...first.checked, ...second.checked]).toEqual([WALL]);
  });

  it('tries again to write a check down, and says so where it cannot', async () => {
    const core = telegram.openCore();
    const jobs = createSqliteJobs(core.store.db);
    let failures = 2;
    const add: typeof jobs.add = async (job) => {
      failures -= 1;
      if (failures >= 0) throw new Error('database is locked');
      return jobs.add(job);
    };
    const { peer, ann } = await telegram.open({ core, chat: { jobs: { ...jobs, add } } });
    const chat = peer.addPrivateChat(ann);
    expect((await peer.waitForAnswer(peer.say(ann, chat, WALL))).text).toMatch(/^❌ False$/m);
    failures = 3;
    expect((await peer.waitForAnswer(peer.say(ann, chat, WALL))).text).toMatch(/^Something went wrong/);
  });
});

describe('a Telegram that does not say who may what', () => {
  it('keeps nobody else waiting', async () => {
    const { peer, ann, bob, faults, finished } = await telegram.open({ telegram: { times: { takeTimeoutMs: 100 } } });
    const group = peer.addGroup({ creator: bob, members: [ann] });
    await setSetting(peer, bob, group, ['Who may check', 'Moderators']);
    peer.fail('getChatAdministrators', { kind: 'hang' });
    const refused = peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    const chat = peer.addPrivateChat(bob);
    await peer.waitForAnswer(peer.say(bob, chat, WALL));
    expect((await refused).text).toMatch(/^Something went wrong/);
    await finished(1);
    expect(faults).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('keeps a chat quiet for as long as Telegram asks, and no other', async () => {
    const { peer, ann, faults } = await telegram.open();
    const [flooded, other] = [peer.addGroup({ members: [ann] }), peer.addGroup({ members: [ann] })];
    peer.fail('sendMessage', { kind: 'flood', retryAfterS: 1 });
    const first = peer.say(ann, flooded, '/check Bats are blind');
    await peer.waitForRequest(({ method }) => method === 'sendMessage');
    const before = performance.now();
    const second = peer.say(ann, flooded, '/check Honey never spoils');
    await peer.waitForAnswer(peer.say(ann, other, '/check Honey never spoils'));
    expect(peer.answers(flooded)).toEqual([]);
    await Promise.all([peer.waitForAnswer(first), peer.waitForAnswer(second)]);
    expect(performance.now() - before).toBeGreaterThan(900);
    const statuses = peer.requests.filter(({ method }) => method === 'sendMessage').map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('that Telegram delays for long is tried again after just that', async () => {
    const { peer, ann, pauses } = await telegram.open();
    peer.fail('sendMessage', { kind: 'flood', retryAfterS: 100 });
    const said = peer.say(ann, peer.addPrivateChat(ann), WALL);
    await peer.waitForRequest(({ method }) => method === 'sendMessage');
    await peer.waitForAnswer(peer.say(ann, peer.addGroup({ members: [ann] }), '/help@claimcheck_bot'));
    expect(pauses).toEqual([100_000]);
    expect(said.message_id).toBe(1);
  });

  it('survives a burst of server errors and cut connections', async () => {
    const { peer, ann, faults, finished } = await telegram.open();
    peer.fail('sendMessage', { kind: 'refuse', code: 502, description: 'Bad Gateway' }, 2);
    peer.fail('sendMessage', { kind: 'drop' }, 2);
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, WALL);
    await finished(1);
    expect(peer.answers(chat).map(({ text }) => /^❌ False$/m.exec(text ?? '')?.[0])).toEqual(['❌ False']);
    expect(faults).toEqual([]);
  });

  it('that was sent again and again and never heard of stands twice, no more', async () => {
    const { peer, ann, finished } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.fail('sendMessage', { kind: 'lose' }, 3);
    peer.say(ann, chat, WALL);
    await finished(1);
    const cards = peer.answers(chat).filter(({ text }) => /^❌ False$/m.test(text ?? ''));
    expect([cards.length, peer.answers(chat).length]).toEqual([2, 4]);
  });

  it('whose edit was done and not heard of stands once', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann, finished } = await telegram.open({
      before: () => slow.promise,
      telegram: { times: { placeholderAfterMs: 20 } },
    });
    const chat = peer.addPrivateChat(ann);
    await peer.waitForAnswer(peer.say(ann, chat, WALL));
    peer.fail('editMessageText', { kind: 'lose' });
    slow.resolve();
    await finished(1);
    expect(peer.answers(chat).map(({ text }) => /^❌ False$/m.exec(text ?? '')?.[0])).toEqual(['❌ False']);
    const edits = peer.requests.filter(({ method }) => method === 'editMessageText').map(({ status }) => status);
    expect(edits).toEqual([0, 400]);
  });

  it.each([
    ['threw the bot out', 'kicked'],
    ['took its right to write', 'muted'],
  ] as const)('to a group that %s is given up at once, without anybody’s words', async (_what, how) => {
    const { peer, ann, faults, pauses, core, finished } = await telegram.open({
      before: async () => {
        if (how === 'muted') group.muted = true;
        else peer.setStanding(group, peer.bot, 'kicked');
      },
    });
    const group = peer.addGroup({ members: [ann] });
    peer.say(ann, group, '/check a secret thing');
    await finished(1);
    expect(faults.map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'platform-gone' })]);
    expect(pauses).toEqual([]);
    expect(await createSqliteJobs(core.store.db).dead(10)).toHaveLength(1);
    expect(inspect(faults, { depth: 10, showHidden: true })).not.toContain('secret thing');
  });

  it.each([
    ['its links', 'Bad Request: WEBPAGE_URL_INVALID', 1, '❌ False'],
    ['what it says', 'Bad Request: message is too long', 2, 'This could not be done'],
  ])('that is refused for %s is not tried again and again', async (_why, description, times, words) => {
    const { peer, ann, pauses, finished, faults } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    peer.fail('sendMessage', { kind: 'refuse', code: 400, description }, times);
    peer.say(ann, group, `/check ${WALL}`);
    await finished(1);
    const [answer, ...others] = peer.answers(group);
    expect([answer?.text, others]).toEqual([expect.stringContaining(words), []]);
    // The publishers are still named, and lead nowhere.
    expect(answer?.entities?.filter(({ type }) => type === 'text_link') ?? []).toEqual([]);
    if (times === 1) expect(answer?.text).toContain('Great Wall of China, Wikipedia');
    expect(pauses).toEqual([]);
    expect(faults.map(({ error }) => (error as { code?: string }).code)).toEqual(
      times === 1 ? [] : ['platform-refused'],
    );
  });

  it('follows a group that became a supergroup meanwhile', async () => {
    const { peer, ann, core, finished } = await telegram.open({ before: async () => peer.migrate(group, moved) });
    const [group, moved] = [peer.addGroup({ members: [ann] }), peer.addGroup({ members: [ann] })];
    peer.say(ann, group, `/check ${WALL}`);
    await finished(1);
    expect(peer.answers(group)).toEqual([]);
    expect(peer.answers(moved).map(({ text }) => /^❌ False$/m.exec(text ?? '')?.[0])).toEqual(['❌ False']);
    const places = core.store.db.prepare<{ chat_id: string }>('SELECT chat_id FROM postings').all();
    expect(places.map(({ chat_id }) => chat_id)).toEqual([String(moved.id)]);
  });
});

describe('a group that floods the bot', () => {
  it('keeps no other waiting, of 500 updates at once', async () => {
    const { peer, ann, bob, accepted } = await telegram.open({
      before: (text, signal) => (text.startsWith('flood') ? never(text, signal) : Promise.resolve()),
    });
    const [loud, calm] = [peer.addGroup({ members: [ann] }), peer.addGroup({ members: [bob] })];
    for (let at = 0; at < 250; at += 1) peer.say(ann, loud, `/check flood number ${at} is here`);
    const said = peer.say(bob, calm, `/check ${WALL}`);
    for (let at = 250; at < 500; at += 1) peer.say(ann, loud, `/check flood number ${at} is here`);
    expect((await peer.waitForAnswer(said)).text).toMatch(/^❌ False$/m);
    const place = accepted.findIndex(({ request }) => request.chat.id === String(calm.id));
    expect(place).toBeGreaterThan(200);
    expect(peer.answers(loud)).toEqual([]);
  }, 30_000);

  it('is answered within Telegram’s limits', async () => {
    const { peer, ann, faults } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const said = Array.from({ length: 30 }, (_, at) => peer.say(ann, group, `/check flood number ${at} is here`));
    await Promise.all(said.slice(0, 8).map((one) => peer.waitForAnswer(one)));
    expect(peer.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('stopping', () => {
  it('lets a running check end, and its answer is not given again', async () => {
    const slow = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const before = async () => {
      started.resolve();
      await slow.promise;
    };
    const { peer, ann, stop } = await telegram.open({ before, chat: { graceMs: 5000 } });
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, WALL);
    await started.promise;
    const stopped = stop();
    slow.resolve();
    await stopped;
    expect(peer.answers(chat)).toHaveLength(1);
    await expect.poll(() => peer.pending()).toEqual({ updates: 0, polls: 0 });
  });

  it('leaves a check that takes too long to the next start, which puts the answer in its placeholder', async () => {
    const first = await telegram.open({ before: never, telegram: { times: { placeholderAfterMs: 20 } } });
    const { peer, ann, core } = first;
    const chat = peer.addPrivateChat(ann);
    const placeholder = await peer.waitForAnswer(peer.say(ann, chat, WALL));
    const jobs = createSqliteJobs(core.store.db);
    await expect.poll(async () => (await jobs.unfinished())[0]?.placeholder).toBe(placeholder.message_id);
    const from = performance.now();
    await first.stop();
    expect(performance.now() - from).toBeLessThan(3000);
    const second = await telegram.open({ on: peer, core });
    await second.finished(1);
    const answers = peer.answers(chat).map(({ message_id, text }) => [message_id, /^❌ False$/m.exec(text ?? '')?.[0]]);
    expect(answers).toEqual([[placeholder.message_id, '❌ False']]);
  });
});

describe('being removed from a group', () => {
  it('is noted for its data, and so is coming back', async () => {
    const { peer, ann, core } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const left = () => core.store.db.prepare<{ left_at: string | null }>('SELECT left_at FROM groups').get();
    peer.setBot(group, 'kicked', ann);
    await expect.poll(() => left()?.left_at).toMatch(/^2026-/);
    peer.setBot(group, 'member', ann);
    await expect.poll(() => left()?.left_at ?? null).toBeNull();
  });
});
