import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { SearchProvider } from '../../src/core/ports.ts';
import type { Research } from '../../src/core/run.ts';
import { toFault } from '../peers/model/index.ts';
import type { Handler } from '../peers/pages/index.ts';
import { WORLD_PAGES } from '../peers/world/pages.ts';
import { toStandInAnswer } from '../peers/world/stand-in.ts';
import { BRIDGE, createBotService, findForeignQuotes } from './research-faults-fixture.ts';

const openFixture = createBotService();
/** Issue 3: "The abort signal stops every stage within 100 ms". */
const ABORT_MS = 100;

const withSearcher =
  (searcher: SearchProvider, limits: Research['limits'] = {}) =>
  () => ({
    change: (research: Research) => ({
      ...research,
      searchers: [searcher, ...research.searchers],
      limits: { ...research.limits, ...limits },
    }),
  });

describe('a provider', () => {
  it.each([
    ['that is down', () => Promise.reject(new OutOfReach('unreachable', 'down')), 'unreachable'],
    ['that breaks its contract', () => Promise.reject(new TypeError('oops')), 'bad-answer'],
    [
      'that throws before it begins',
      () => {
        throw new Error('oops');
      },
      'bad-answer',
    ],
  ])('%s is named, and takes nothing from the others', async (_how, search, why) => {
    const { one } = await openFixture({}, withSearcher({ name: 'Lame', search }));
    const { check } = await one(BRIDGE);
    expect(check.verdict.label).toBe('true');
    expect(check.failures).toEqual([{ name: 'Lame', why }]);
    expect(findForeignQuotes(check)).toEqual([]);
  });

  it('that never answers is asked at the same time as the others, named, and not waited for', async () => {
    const events: string[] = [];
    let stopped: AbortSignal | undefined;
    const silent: SearchProvider = {
      name: 'Silent',
      search(_query, signal) {
        events.push('silent asked');
        stopped = signal;
        // It does not even heed its signal.
        return new Promise(() => {});
      },
    };
    const { one, world } = await openFixture(
      {
        answer: (request) => {
          events.push(request.name);
          return toStandInAnswer(request);
        },
      },
      withSearcher(silent, { searchMs: 6_000 }),
    );
    const called = world.search.nextCall().then(() => events.push('Brave asked'));
    const { check } = await one(BRIDGE);
    await called;
    expect(events).toEqual(['claims', 'silent asked', 'Brave asked', 'verdict', 'examination']);
    expect(check.verdict.label).toBe('true');
    expect(check.failures).toEqual([{ name: 'Silent', why: 'time-limit' }]);
    expect(stopped?.aborted).toBe(true);
  });

  it('of published reviews that is down does not keep the pages from being judged', async () => {
    const lookUp = () => Promise.reject(new OutOfReach('rate-limited', 'later'));
    const { one } = await openFixture({}, () => ({
      change: (research) => ({ ...research, lookups: [{ name: 'Reviews', lookUp }] }),
    }));
    const { check } = await one(BRIDGE);
    expect(check.verdict.label).toBe('true');
    expect(check.failures).toEqual([{ name: 'Reviews', why: 'rate-limited' }]);
  });
});

/** A hit that is served in an ugly way, found before all others. */
const UGLY = { host: 'ugly.example', path: '/ugly', title: 'Oberwald bridge', date: '2024-05-13', paragraphs: ['x'] };
const LIE = '<p>The Oberwald bridge never opened to traffic in May 2024.</p>';
const huge: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': 50_000_000 });
  response.write(LIE);
};
const toInside: Handler = (_request, response) => {
  response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(LIE);
};
const round: Handler = (_request, response) => {
  response.writeHead(302, { location: UGLY.path }).end(LIE);
};
const html: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end(LIE);
};
const notFound: Handler = (_request, response) => {
  response.writeHead(404, { 'content-type': 'text/html' }).end(LIE);
};

describe('a page', () => {
  it.each<[string, Handler, string[][]]>([
    ['of 50 MB', huge, []],
    ['that leads to this machine', toInside, []],
    ['that leads to itself for ever', round, []],
    ['that is not there', notFound, []],
    ['whose name leads to a private address', html, [['10.0.0.1']]],
    ['whose name leads to a private address too', html, [['127.0.0.1', '169.254.169.254']]],
    ['whose name leads to a private address after robots.txt was read', html, [['127.0.0.1'], ['192.168.1.1']]],
  ])('%s is passed over, and the others are judged', async (_what, handler, answers) => {
    const { one, world } = await openFixture({ pages: [UGLY, ...WORLD_PAGES] });
    world.pages.serve(UGLY.path, handler);
    if (answers.length > 0) world.pages.resolve(UGLY.host, ...answers);
    const { check } = await one(BRIDGE);
    expect(check.verdict.label).toBe('true');
    expect(check.verdict.citations.filter(({ source }) => source.url.includes(UGLY.host))).toEqual([]);
    expect(world.model.requests.some(({ user }) => user.includes('never opened'))).toBe(false);
    // Two publishers were read: one that failed has cost nothing, and the check counts.
    expect(check.failures).toBeUndefined();
  });
});

describe('an abort', () => {
  type Fixture = Awaited<ReturnType<typeof openFixture>>;
  const never = () => new Promise<never>(() => {});
  const stages: [string, () => Promise<{ fixture: Fixture; reached: () => Promise<unknown> }>][] = [
    [
      'the claims are taken out',
      async () => {
        const fixture = await openFixture({ answer: () => toFault({ kind: 'silence' }) });
        return { fixture, reached: () => fixture.world.model.waitForRequests(1) };
      },
    ],
    [
      'searches run',
      async () => {
        const fixture = await openFixture();
        fixture.world.search.fail({ kind: 'silent' });
        return { fixture, reached: () => fixture.world.search.nextCall() };
      },
    ],
    [
      'a search does not heed it',
      async () => {
        const reached = Promise.withResolvers<void>();
        const search = () => {
          reached.resolve();
          return never();
        };
        return {
          fixture: await openFixture({}, withSearcher({ name: 'Deaf', search })),
          reached: () => reached.promise,
        };
      },
    ],
    [
      'published reviews are looked up',
      async () => {
        const reached = Promise.withResolvers<void>();
        const lookUp = (_query: unknown, signal: AbortSignal) => {
          reached.resolve();
          return new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          });
        };
        const fixture = await openFixture({}, () => ({
          change: (research) => ({ ...research, lookups: [{ name: 'Reviews', lookUp }] }),
        }));
        return { fixture, reached: () => reached.promise };
      },
    ],
    [
      'a page is fetched',
      async () => {
        const fixture = await openFixture();
        const reached = Promise.withResolvers<void>();
        fixture.world.pages.serve('/bridge-opens', () => reached.resolve());
        return { fixture, reached: () => reached.promise };
      },
    ],
    [
      'a page drips in',
      async () => {
        const fixture = await openFixture();
        const reached = Promise.withResolvers<void>();
        fixture.world.pages.serve('/bridge-opens', (_request, response) => {
          response.writeHead(200, { 'content-type': 'text/html' }).write('<p>The', () => reached.resolve());
        });
        return { fixture, reached: () => reached.promise };
      },
    ],
    [
      'the judge is asked',
      async () => {
        const fixture = await openFixture({
          answer: (request) => (request.name === 'verdict' ? toFault({ kind: 'silence' }) : toStandInAnswer(request)),
        });
        return { fixture, reached: () => fixture.world.model.waitForRequests(2) };
      },
    ],
  ];

  it.each(stages)('while %s ends the check with its reason, within 100 ms', async (_stage, prepare) => {
    const { fixture, reached } = await prepare();
    const stop = new AbortController();
    const reason = new Error('enough');
    const there = reached();
    const ended = fixture.one(BRIDGE, { signal: stop.signal }).then(
      () => ({ error: 'none', at: performance.now() }),
      (error: unknown) => ({ error, at: performance.now() }),
    );
    await there;
    await turn();
    const from = performance.now();
    stop.abort(reason);
    const { error, at } = await ended;
    expect(error).toBe(reason);
    expect(at - from).toBeLessThan(ABORT_MS);
    expect(
      await fixture.store.checks.recent(
        { platform: 'test', chatId: 'c1', personId: '', visibility: { kind: 'public' } },
        5,
      ),
    ).toEqual([]);
  });

  it('before the check begins asks nobody', async () => {
    const { one, world } = await openFixture();
    const reason = new Error('enough');
    await expect(one(BRIDGE, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect([world.model.requests.length, world.search.journal.length]).toEqual([0, 0]);
  });
});
