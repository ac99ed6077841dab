import { describe, expect, it } from 'vitest';
import { createSingleFlight } from '../../src/checks/single-flight.ts';

const NEVER = new AbortController().signal;

describe('work that several ask for at once', () => {
  it('is done once, and tells and answers all', async () => {
    const flight = createSingleFlight<number, string>();
    const told: string[] = [];
    let runs = 0;
    const work = async (_signal: AbortSignal, tell: (event: string) => void) => {
      runs += 1;
      await new Promise(setImmediate);
      tell('half');
      return 7;
    };
    const both = [1, 2].map((n) => flight.run('key', work, NEVER, (event) => told.push(`${n} ${event}`)));
    expect(await Promise.all(both)).toEqual([7, 7]);
    expect([runs, told]).toEqual([1, ['1 half', '2 half']]);
    await flight.run('key', work, NEVER);
    expect(runs).toBe(2);
  });

  it('goes on for the others where one goes, and ends when all have gone', async () => {
    const flight = createSingleFlight<number, never>();
    let inner: AbortSignal = NEVER;
    const { promise, resolve } = Promise.withResolvers<number>();
    const work = (signal: AbortSignal) => {
      inner = signal;
      return promise;
    };
    const [one, two] = [new AbortController(), new AbortController()];
    const first = flight.run('key', work, one.signal);
    const second = flight.run('key', work, two.signal);
    one.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect(inner.aborted).toBe(false);
    two.abort(new Error('gone too'));
    await expect(second).rejects.toThrow('gone too');
    expect(inner.aborted).toBe(true);
    const third = flight.run('key', async () => 9, NEVER);
    expect(await third).toBe(9);
    resolve(1);
  });

  it('fails for all, and is begun anew afterwards', async () => {
    const flight = createSingleFlight<number, never>();
    const fail = () => Promise.reject(new Error('no'));
    const both = await Promise.allSettled([flight.run('key', fail, NEVER), flight.run('key', fail, NEVER)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flight.run('key', async () => 1, NEVER)).toBe(1);
  });
});
