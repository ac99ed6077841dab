import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSendingPace } from '../../adapters/telegram/sending-pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE_MS = 60_000;

/** When calls that were all made at once, and some later, come to Telegram, in ms. */
function send(method: 'sendMessage' | 'editMessageText', chatId: number, count: number) {
  const [gate, pace] = createSendingPace().patient;
  const at: number[] = [];
  const call = async () => {
    at.push(Date.now());
    return { ok: true, result: true } as never;
  };
  const one = () =>
    void gate?.((next, payload, signal) => pace?.(call, next, payload, signal) as never, method, {
      chat_id: chatId,
      text: 'x',
    } as never);
  for (let made = 0; made < count; made += 1) one();
  return { at, one };
}

function mostWithin(at: readonly number[], ms: number): number {
  return Math.max(...at.map((from) => at.filter((moment) => moment >= from && moment < from + ms).length));
}

describe('the pace in a group', () => {
  it.each(['sendMessage', 'editMessageText'] as const)(
    'is never more than 20 a minute, wherever the minute begins: %s',
    async (method) => {
      const { at, one } = send(method, -100, 60);
      await vi.advanceTimersByTimeAsync(7 * MINUTE_MS);
      expect(at).toHaveLength(60);
      // A quiet hour, and then a burst again.
      await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
      for (let made = 0; made < 60; made += 1) one();
      await vi.advanceTimersByTimeAsync(7 * MINUTE_MS);
      expect(at).toHaveLength(120);
      expect(mostWithin(at, MINUTE_MS)).toBeLessThanOrEqual(20);
    },
  );

  it('lets the first ten through at once', async () => {
    const { at } = send('sendMessage', -100, 20);
    await vi.advanceTimersByTimeAsync(1000);
    expect(at).toHaveLength(10);
  });
});

describe('the pace in a private chat', () => {
  it('is a burst, then one a second', async () => {
    const { at } = send('sendMessage', 100, 20);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(at).toHaveLength(20);
    expect(mostWithin(at, 10_000)).toBeLessThanOrEqual(15);
  });
});
