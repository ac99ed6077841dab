import { createClient } from '@redis/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedis, type RedisCaches } from '../../src/providers/cache/open-redis.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { openShared } from '../../src/wiring/shared-caches.ts';
import { describeAtomically } from '../contracts/atomically.ts';
import { describeCountingProcesses } from '../contracts/counting-processes.ts';
import { describeKeyv } from '../contracts/keyv.ts';
import { type RedisPeer, startRedis, WHY_NO_REDIS } from '../peers/redis/start-redis.ts';

describe.skipIf(WHY_NO_REDIS !== undefined)(`in Redis (${WHY_NO_REDIS ?? 'on a real server'})`, () => {
  let server: RedisPeer;
  let raw: ReturnType<typeof createClient>;
  const opened: RedisCaches[] = [];
  const faults: unknown[] = [];
  const open = async () => {
    const caches = await openRedis(server.url(), (error) => faults.push(error));
    opened.push(caches);
    return caches;
  };
  let caches: RedisCaches[];
  beforeAll(async () => {
    server = await startRedis();
    raw = createClient({ url: server.url() });
    raw.on('error', () => undefined);
    await raw.connect();
  });
  beforeEach(async () => {
    await raw.flushDb();
    caches = [await open(), await open()];
  });
  afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));
  afterAll(async () => {
    raw.destroy();
    await server.close();
  });
  /** As if they had been written so much earlier. */
  async function later(ms: number): Promise<void> {
    for (const key of await raw.keys('*')) {
      const left = await raw.pTTL(key);
      if (left > 0) await raw.pExpire(key, left - ms);
    }
  }
  let turn = 0;
  const next = () => {
    turn += 1;
    const one = caches[turn % 2];
    if (!one) throw new Error('There are two.');
    return one;
  };

  describeKeyv('the cache, over two connections', async () => ({
    open: (namespace) => next().keyv(namespace),
    later,
    close: async () => expect(faults.splice(0)).toEqual([]),
  }));

  describe('a change of the cache in one step', () => {
    describeAtomically(() => ({
      atomically: (namespace) => (keys, work) => next().atomically(namespace)(keys, work),
      keyv: (namespace) => next().keyv(namespace),
      later,
    }));

    describeCountingProcesses(() => server.url(), next);

    it('gives the server’s moment', async () => {
      const at = await next().atomically('n')(['k'], (entries) => entries.at);
      expect(Math.abs(Number(at) - Date.now())).toBeLessThan(5_000);
    });

    it('leaves no key to be read where keys are coded', async () => {
      const toKey = (key: string) => `code of ${key.length}`;
      await next().atomically('n', toKey)(['secret'], (entries) => entries.set('secret', 1));
      expect(await next().keyv('n', toKey).get('secret')).toBe(1);
      expect(await raw.keys('*')).toEqual(['claimcheck:n::code of 6']);
    });
  });

  it('beside a store counts limits and the budget, under codes, and keeps pages; all else stays in the store', async () => {
    const kept = openStore({ file: ':memory:' });
    const shared = await openShared(server.url(), kept, (error) => faults.push(error));
    const { keyv, atomically } = shared.store;
    for (const namespace of ['pages', 'settings', 'links', 'kept']) await keyv(namespace).set('k', 1);
    for (const namespace of ['manners', 'budget'])
      await atomically(namespace, { coded: true })(['secret'], (entries) => entries.set('secret', 1));
    const inRedis = (await raw.keys('*')).map((key) => key.replace(/[\w-]{43}$/, 'code'));
    expect(inRedis.sort()).toEqual(['claimcheck:budget::code', 'claimcheck:manners::code', 'claimcheck:pages::k']);
    expect(await keyv('settings').get('k')).toBe(1);
    await shared.close();
    await kept.close();
    expect(faults.splice(0)).toEqual([]);
  });

  it('a Redis that is killed is told of in a sentence, and found again by itself', async () => {
    const [one] = caches;
    await one?.atomically('n')(['k'], (entries) => entries.set('k', 1));
    await server.kill();
    const asked = async () => one?.atomically('n')(['k'], (entries) => entries.get('k'));
    await expect(asked()).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/cannot be reached/),
    });
    expect(await one?.keyv('n').get('k')).toBeUndefined();
    await server.start();
    await expect.poll(asked, { timeout: 20_000 }).toBe(1);
    expect(faults.splice(0).length).toBeGreaterThan(0);
  });

  it('one that is full is told of by its code', async () => {
    await raw.configSet('maxmemory', '1');
    const full = next().atomically('n')(['k'], (entries) => entries.set('k', 1));
    await expect(full).rejects.toMatchObject({
      message: expect.stringContaining('reports an error (OOM): check its settings'),
    });
    await raw.configSet('maxmemory', '0');
    expect(await next().atomically('n')(['k'], (entries) => entries.get('k'))).toBeUndefined();
  });

  it.each([
    [
      'asks for another password',
      ':wrong@',
      '/0',
      /^Redis at [\d.:]+ rejects this user: correct the user name or password/,
    ],
    ['asks for a password', '', '/0', /rejects this user/],
    [
      'has no such database',
      ':right@',
      '/99',
      /^Redis at [\d.:]+ reports an error \(ERR\): check its settings and REDIS_URL\.$/,
    ],
  ])('one that %s is told of in a sentence, and the password is not', async (_, who, path, sentence) => {
    await raw.configSet('requirepass', 'right');
    const { host } = new URL(server.url());
    const error = await openRedis(`redis://${who}${host}${path}`, () => undefined).catch((thrown: unknown) => thrown);
    await raw.configSet('requirepass', '');
    expect(error).toMatchObject({ code: 'store-unavailable', message: expect.stringMatching(sentence) });
    expect(String(error)).not.toMatch(/wrong|right/);
  });

  it('one that is not there is told of at the start', async () => {
    await expect(openRedis('redis://127.0.0.1:1', () => undefined)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'Redis at 127.0.0.1:1 cannot be reached: start it, or correct REDIS_URL.',
    });
  });
});
