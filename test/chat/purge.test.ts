import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPurge } from '../../src/chat/purge.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

it('clears a minute after the start and then once a day, tells of what fails, and ends', async () => {
  const faults: unknown[] = [];
  const moments: string[] = [];
  const purge = createPurge(
    {
      async purge({ before }) {
        moments.push(before);
        throw new Error('the store is locked');
      },
    },
    () => new Date('2026-11-23T12:00:00.000Z'),
    (error) => void faults.push(error),
  );
  purge.begin();
  purge.begin();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(moments).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000 + 2 * 24 * 60 * 60_000);
  expect(moments).toHaveLength(3);
  expect(faults).toEqual(moments.map(() => new Error('the store is locked')));
  purge.end();
  await vi.advanceTimersByTimeAsync(2 * 24 * 60 * 60_000);
  expect(moments).toHaveLength(3);
});
