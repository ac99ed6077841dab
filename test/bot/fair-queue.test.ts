import { describe, expect, it } from 'vitest';
import { createFairQueue } from '../../src/bot/fair-queue.ts';

/** A queue whose tasks end when they are told to; `begun` is the order in which they began. */
function createHandQueue(total: number, perOwner: number) {
  const queue = createFairQueue({ total, perOwner });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    queue,
    begun,
    push(owner: string, name: string): Promise<void> {
      return queue.run(owner, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      await new Promise(setImmediate);
    },
  };
}

describe('the queue', () => {
  it('runs no more at once than it may, nor of one owner', async () => {
    const { push, begun, end } = createHandQueue(3, 2);
    for (const name of ['a1', 'a2', 'a3']) void push('a', name);
    for (const name of ['b1', 'b2']) void push('b', name);
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
    await end('b1');
    expect(begun.at(-1)).toBe('b2');
  });

  it('lets a flood delay another owner by one task', async () => {
    const { push, begun, end } = createHandQueue(1, 1);
    for (let n = 0; n < 100; n += 1) void push('flood', `f${n}`);
    void push('quiet', 'q');
    await end('f0');
    expect(begun).toEqual(['f0', 'q']);
  });

  it('goes on after a task that failed, and settles as the task does', async () => {
    const queue = createFairQueue({ total: 1, perOwner: 1 });
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    const done = queue.run('a', async () => 7);
    await expect(failed).rejects.toThrow('no');
    expect(await done).toBe(7);
  });

  it('begins nothing once it is closed', async () => {
    const { queue, push, begun, end } = createHandQueue(1, 1);
    const first = push('a', 'a1');
    const second = push('a', 'a2');
    queue.close(new Error('closed'));
    await expect(second).rejects.toThrow('closed');
    await expect(push('b', 'b1')).rejects.toThrow('closed');
    await end('a1');
    await first;
    expect(begun).toEqual(['a1']);
  });
});
