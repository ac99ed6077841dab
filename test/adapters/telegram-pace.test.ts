import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace } from '../../adapters/telegram/pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE_MS = 60_000;
type Method = 'sendMessage' | 'editMessageText';

/** When calls come to Telegram, in ms; and how it answers them, if not by a yes. */
function open(answers: object[] = []) {
  const { transformer, hasRoom } = createPace();
  const at: { method: string; chatId: number; ms: number }[] = [];
  const call = async (method: string, { chat_id }: { chat_id: number }) => {
    at.push({ method, chatId: chat_id, ms: performance.now() });
    return answers.shift() ?? { ok: true, result: true };
  };
  const send = (chatId: number, method: Method = 'sendMessage', signal?: AbortSignal) =>
    transformer(call as never, method, { chat_id: chatId, text: 'x' } as never, signal as never) as Promise<unknown>;
  return { at, send, hasRoom };
}

function mostWithin(at: readonly { ms: number }[], ms: number): number {
  return Math.max(...at.map((from) => at.filter((one) => one.ms >= from.ms && one.ms < from.ms + ms).length));
}

describe('the pace in a group', () => {
  it('is never more than 20 a minute of messages and edits together, wherever the minute begins', async () => {
    const { at, send } = open();
    const methods = ['sendMessage', 'editMessageText'] as const;
    for (let made = 0; made < 60; made += 1) void send(-100, methods[made % 2]);
    await vi.advanceTimersByTimeAsync(7 * MINUTE_MS);
    expect(at).toHaveLength(60);
    // A quiet hour, and then a burst again.
    await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
    for (let made = 0; made < 60; made += 1) void send(-100);
    await vi.advanceTimersByTimeAsync(7 * MINUTE_MS);
    expect(at).toHaveLength(120);
    expect(mostWithin(at, MINUTE_MS)).toBe(19);
    expect(at.slice(0, 4).map(({ method }) => method)).toEqual([...methods, ...methods]);
  });

  it('lets the first ten through at once, and has room for more while half of that is left', async () => {
    const { at, send, hasRoom } = open();
    for (let made = 0; made < 5; made += 1) void send(-100);
    await vi.advanceTimersByTimeAsync(0);
    expect(hasRoom(-100)).toBe(true);
    for (let made = 0; made < 15; made += 1) void send(-100);
    await vi.advanceTimersByTimeAsync(1000);
    expect(at).toHaveLength(10);
    expect([hasRoom(-100), hasRoom(-200)]).toEqual([false, true]);
  });

  it('is not disturbed by a clock on the wall that is set back', async () => {
    const { at, send } = open();
    for (let made = 0; made < 11; made += 1) void send(-100);
    vi.setSystemTime(Date.now() - 60 * MINUTE_MS);
    await vi.advanceTimersByTimeAsync(6000);
    expect(at).toHaveLength(11);
  });
});

describe('the pace in a private chat', () => {
  it('is a burst, then one a second', async () => {
    const { at, send } = open();
    for (let made = 0; made < 20; made += 1) void send(100);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(at).toHaveLength(20);
    expect(mostWithin(at, 10_000)).toBeLessThanOrEqual(15);
  });
});

describe('the pace over all chats', () => {
  it('is 30 at once, and as many each second', async () => {
    const { at, send } = open();
    for (let chatId = 1; chatId <= 100; chatId += 1) void send(chatId);
    await vi.advanceTimersByTimeAsync(0);
    expect(at).toHaveLength(30);
    await vi.advanceTimersByTimeAsync(1000);
    expect(at.length).toBeGreaterThan(55);
    expect(at.length).toBeLessThanOrEqual(60);
  });
});

describe('a pause that Telegram asks for', () => {
  const flood = (retry_after: number) => ({ ok: false, error_code: 429, description: '', parameters: { retry_after } });

  it('is kept in that chat alone, and what waited comes after, in its order', async () => {
    const { at, send } = open([flood(7)]);
    const first = send(-100);
    void send(-100, 'editMessageText');
    void send(-200);
    await vi.advanceTimersByTimeAsync(6999);
    expect(at.map(({ chatId }) => chatId)).toEqual([-100, -200]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toMatchObject({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(at.map(({ method }) => method).slice(2)).toEqual(['sendMessage', 'editMessageText']);
  });

  it('that is long is told to who asked, and kept all the same', async () => {
    const { at, send } = open([flood(600)]);
    expect(await send(-100)).toMatchObject({ error_code: 429 });
    void send(-100);
    await vi.advanceTimersByTimeAsync(599_000);
    expect(at).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(at).toHaveLength(2);
  });
});

describe('a call that is given up while it waits', () => {
  it('is not made, and keeps nobody behind it', async () => {
    const { at, send } = open();
    const { signal, abort } = ((end) => ({ signal: end.signal, abort: () => end.abort(new Error('enough')) }))(
      new AbortController(),
    );
    for (let made = 0; made < 10; made += 1) void send(-100);
    const given = [send(-100, 'sendMessage', signal), send(-100, 'sendMessage', signal)].map((one) =>
      one.catch((error: Error) => error.message),
    );
    const last = send(-100, 'editMessageText');
    await vi.advanceTimersByTimeAsync(0);
    abort();
    expect(await Promise.all(given)).toEqual(['enough', 'enough']);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(await last).toMatchObject({ ok: true });
    expect(at.map(({ method }) => method).slice(9)).toEqual(['sendMessage', 'editMessageText']);
  });
});
