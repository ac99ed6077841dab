import { afterEach, describe, expect, it, vi } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { SearchHit } from '../../src/core/ports.ts';
import type { FailureKind } from '../../src/core/types.ts';
import { type ResilienceOptions, toResilientLookup, toResilientSearch } from '../../src/providers/http/resilient.ts';
import { createBrave } from '../../src/providers/search/brave.ts';
import { brave } from '../peers/search/dialects.ts';
import { createSearchPeer } from '../peers/search/index.ts';

const query = { text: 'x', language: 'en', limit: 3 };
const hits: SearchHit[] = [{ url: 'https://a.example/', title: 'A' }];
const never = new AbortController().signal;
type Step = OutOfReach | 'hits' | 'silence' | 'deaf';

const fail = (why: FailureKind, retryAfterMs?: number) => new OutOfReach(why, `It was ${why}.`, { retryAfterMs });

/** A search that goes by a script, whose last step is repeated. */
function createScripted(script: Step[], options: ResilienceOptions = {}) {
  const calls: AbortSignal[] = [];
  const provider = {
    name: 'Scripted',
    search: async (_: unknown, signal: AbortSignal): Promise<SearchHit[]> => {
      calls.push(signal);
      const step = script[Math.min(calls.length, script.length) - 1];
      if (step instanceof OutOfReach) throw step;
      if (step === 'hits') return hits;
      return new Promise((_resolve, reject) => {
        if (step === 'silence') signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
  };
  const quick = { firstDelayMs: 2, maxDelayMs: 4, random: () => 0.5, timeLimitMs: 2000 };
  const search = toResilientSearch(provider, { ...quick, ...options });
  return { calls, ask: (signal = never) => search.search(query, signal), name: search.name };
}

const toWhy = (call: Promise<unknown>) =>
  call.then(
    () => 'hits',
    (error: OutOfReach) => error.why,
  );

afterEach(() => vi.useRealTimers());

describe('a resilient provider', () => {
  it.each<[string, Step[], string, number]>([
    ['an answer', ['hits'], 'hits', 1],
    ['unreachable once', [fail('unreachable'), 'hits'], 'hits', 2],
    ['rate-limited twice', [fail('rate-limited', 1), fail('rate-limited'), 'hits'], 'hits', 3],
    ['unreachable for ever', [fail('unreachable')], 'unreachable', 3],
    ['refused', [fail('refused'), 'hits'], 'refused', 1],
    ['a bad answer', [fail('bad-answer'), 'hits'], 'bad-answer', 1],
    ['too large', [fail('too-large'), 'hits'], 'too-large', 1],
    ['advice beyond the time limit', [fail('rate-limited', 60_000), 'hits'], 'rate-limited', 1],
    ['unreachable, then refused', [fail('unreachable'), fail('refused')], 'refused', 2],
  ])('%s: %j', async (_, script, outcome, calls) => {
    const scripted = createScripted(script);
    expect(await toWhy(scripted.ask())).toBe(outcome);
    expect(scripted.calls).toHaveLength(calls);
  });

  it('waits as long as it was told', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const scripted = createScripted([fail('rate-limited', 80), 'hits'], { firstDelayMs: 1 });
    const asking = scripted.ask();
    await vi.advanceTimersByTimeAsync(79);
    expect(scripted.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asking).toEqual(hits);
  });

  it.each(['silence', 'deaf'] as const)('%s ends with the time limit', async (step) => {
    const scripted = createScripted([step], { timeLimitMs: 20 });
    await expect(scripted.ask()).rejects.toMatchObject({
      ...{ name: 'OutOfReach', why: 'time-limit' },
      message: 'Scripted did not answer within 20 ms.',
    });
    expect(scripted.calls[0]?.aborted).toBe(true);
  });

  it('the time limit is for all attempts together', async () => {
    const scripted = createScripted([fail('unreachable'), fail('unreachable'), 'silence'], { timeLimitMs: 40 });
    expect(await toWhy(scripted.ask())).toBe('time-limit');
    expect(scripted.calls).toHaveLength(3);
  });

  it.each<[string, Step]>([
    ['an attempt', 'silence'],
    ['an attempt that does not listen', 'deaf'],
    ['the wait for a retry', fail('rate-limited', 1500)],
  ])('an abort in %s is the signal’s reason at once, and nothing is tried after it', async (_, step) => {
    const scripted = createScripted([step]);
    const controller = new AbortController();
    const outcome = scripted.ask(controller.signal).catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(scripted.calls).toHaveLength(1);
  });

  it('a retry whose call was aborted in its wait is not made', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const scripted = createScripted([fail('rate-limited', 500), 'hits']);
    const controller = new AbortController();
    const outcome = toWhy(scripted.ask(controller.signal));
    await vi.advanceTimersByTimeAsync(100);
    controller.abort(fail('refused'));
    expect(await outcome).toBe('refused');
    await vi.advanceTimersByTimeAsync(5000);
    expect(scripted.calls).toHaveLength(1);
  });

  it('an aborted signal asks nobody', async () => {
    const scripted = createScripted(['hits']);
    await expect(scripted.ask(AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(scripted.calls).toEqual([]);
  });

  it('who advised to wait longer than the time limit is not asked before', async () => {
    let now = 0;
    const scripted = createScripted([fail('rate-limited', 60_000), 'hits'], { nowMs: () => now });
    expect(await toWhy(scripted.ask())).toBe('rate-limited');
    now = 20_000;
    await expect(scripted.ask()).rejects.toMatchObject({ why: 'rate-limited', retryAfterMs: 40_000 });
    expect(scripted.calls).toHaveLength(1);
    now = 60_000;
    expect(await scripted.ask()).toEqual(hits);
  });
});

describe('after failures in a row', () => {
  const startMs = Date.parse('2026-11-23T08:00:00Z');
  const later = (ms: number) => vi.setSystemTime(startMs + ms);
  const options = { retries: 0, failuresBeforeRest: 3, restMs: 1000 };
  function createResting(script: Step[]) {
    vi.useFakeTimers({ toFake: ['Date'], now: startMs });
    return createScripted(script, options);
  }
  async function askTimes(scripted: ReturnType<typeof createScripted>, times: number) {
    const outcomes: string[] = [];
    for (let at = 0; at < times; at += 1) outcomes.push(await toWhy(scripted.ask()));
    return outcomes;
  }

  it('it rests, is tried again once, and is well if that succeeds', async () => {
    const scripted = createResting([fail('unreachable'), fail('refused'), fail('bad-answer'), 'hits']);
    expect(await askTimes(scripted, 5)).toEqual(['unreachable', 'refused', 'bad-answer', 'resting', 'resting']);
    expect(scripted.calls).toHaveLength(3);
    later(1000);
    expect(await askTimes(scripted, 2)).toEqual(['hits', 'hits']);
  });

  it('it keeps a reason that does not pass by itself, and what was said', async () => {
    const words = { status: 401, serverWords: 'No such key.' };
    const scripted = createResting([new OutOfReach('key-refused', 'It was refused.', words)]);
    expect(await askTimes(scripted, 4)).toEqual(Array(4).fill('key-refused'));
    expect(scripted.calls).toHaveLength(3);
    await expect(scripted.ask()).rejects.toMatchObject({ why: 'key-refused', ...words });
  });

  it('a failed trial makes it rest again', async () => {
    const scripted = createResting([fail('unreachable')]);
    await askTimes(scripted, 3);
    later(1000);
    expect(await askTimes(scripted, 2)).toEqual(['unreachable', 'resting']);
    later(1999);
    expect(await askTimes(scripted, 1)).toEqual(['resting']);
  });

  it('an answer in between begins the count anew', async () => {
    const bad = fail('unreachable');
    const scripted = createResting([bad, bad, 'hits', bad, bad, 'hits']);
    expect(await askTimes(scripted, 6)).not.toContain('resting');
  });

  it('aborts do not count', async () => {
    const scripted = createResting([fail('unreachable'), fail('unreachable'), 'silence', 'silence', 'hits']);
    await askTimes(scripted, 2);
    for (let at = 0; at < 2; at += 1) {
      const controller = new AbortController();
      const outcome = scripted.ask(controller.signal);
      controller.abort('enough');
      await expect(outcome).rejects.toBe('enough');
    }
    expect(await askTimes(scripted, 1)).toEqual(['hits']);
  });

  it('an aborted trial proves nothing: the next call is a trial too', async () => {
    const bad = fail('unreachable');
    const scripted = createResting([bad, bad, bad, 'silence', bad]);
    await askTimes(scripted, 3);
    later(1000);
    const controller = new AbortController();
    const trial = scripted.ask(controller.signal);
    expect(await askTimes(scripted, 1)).toEqual(['resting']);
    controller.abort('enough');
    await expect(trial).rejects.toBe('enough');
    expect(await askTimes(scripted, 2)).toEqual(['unreachable', 'resting']);
  });

  it('the time limit counts', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: startMs });
    const scripted = createScripted(['deaf'], { ...options, timeLimitMs: 5 });
    expect(await askTimes(scripted, 4)).toEqual(['time-limit', 'time-limit', 'time-limit', 'resting']);
  });
});

it('a look-up of reviews is guarded the same way, under its own name', async () => {
  const outcomes = [fail('unreachable'), fail('rate-limited')];
  const lookUp = async () => {
    const next = outcomes.shift();
    if (next) throw next;
    return [];
  };
  const lookup = toResilientLookup({ name: 'Fact Check Tools', lookUp }, { firstDelayMs: 1 });
  expect(lookup.name).toBe('Fact Check Tools');
  expect(await lookup.lookUp({ text: 'x', language: 'en' }, never)).toEqual([]);
});

it('over HTTP, a provider that is overloaded for a moment answers all the same', async () => {
  const peer = await createSearchPeer(brave, 'key');
  peer.serve([{ url: 'https://a.example/', title: 'A', snippet: '' }]);
  peer.fail({ kind: 'status', status: 429, headers: { 'retry-after': '0' } }, 2);
  const provider = createBrave({ apiKey: 'key', baseUrl: `${peer.origin}/res/v1`, fetch: globalThis.fetch });
  expect(await toResilientSearch(provider).search(query, never)).toMatchObject(hits);
  expect(peer.journal).toHaveLength(3);
  await peer.close();
});
