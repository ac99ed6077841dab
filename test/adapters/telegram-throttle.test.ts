import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSteadyThrottle } from '../../adapters/telegram/steady-throttle.ts';

const NOON = Date.parse('2026-11-23T12:00:00.000Z');
const HOUR_MS = 60 * 60_000;
/** One at once, and no second one for a quarter of a second. */
const PRIVATE = { maxConcurrent: 1, reservoir: 1, reservoirIncreaseAmount: 1, reservoirIncreaseInterval: 250 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const sent: unknown[] = [];
  const throttle = createSteadyThrottle({ out: { ...PRIVATE, reservoirIncreaseMaximum: 1 } });
  const call = async (_method: string, payload: { text?: string }) => {
    sent.push(payload.text);
    if (payload.text === 'refused') throw new Error('no');
    return { ok: true, result: payload.text };
  };
  const send = (text: string) =>
    throttle.transformer(call as never, 'sendMessage', { chat_id: 7, text } as never, undefined) as Promise<unknown>;
  return { sent, send, renew: throttle.renew };
}

describe('the pace of sending', () => {
  it('lets what waits through once the clock is set back, each once and in its order', async () => {
    const { sent, send, renew } = open();
    expect(await send('first')).toEqual({ ok: true, result: 'first' });
    const second = send('second');
    vi.setSystemTime(NOON - HOUR_MS);
    renew();
    expect(await second).toEqual({ ok: true, result: 'second' });
    const third = send('third');
    vi.setSystemTime(NOON - 2 * HOUR_MS);
    renew();
    expect(await third).toEqual({ ok: true, result: 'third' });
    // The old ones' turns come after all, and are nobody's.
    vi.setSystemTime(NOON + HOUR_MS);
    await expect(send('fourth')).resolves.toMatchObject({ ok: true });
    expect(sent).toEqual(['first', 'second', 'third', 'fourth']);
  }, 20_000);

  it('passes on what goes wrong', async () => {
    await expect(open().send('refused')).rejects.toThrow('no');
  });
});
