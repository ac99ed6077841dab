import { describe, expect, it } from 'vitest';
import { type GatherOptions, gatherEvidence } from '../../../src/core/evidence/gather.ts';
import { OutOfReach } from '../../../src/core/out-of-reach.ts';
import type { PageReader, SearchHit, SearchProvider, SearchQuery } from '../../../src/core/ports.ts';
import type { Page } from '../../../src/core/types.ts';

const CLAIM = { text: 'The Arnstadt bridge closed in 2019', questions: ['Why did the bridge close?'], language: 'en' };
const NEVER = new AbortController().signal;

function toHit(url: string, more: Partial<SearchHit> = {}): SearchHit {
  return { url, title: `Title of ${url}`, ...more };
}

function createSearcher(
  name: string,
  answer: (query: SearchQuery, signal: AbortSignal) => Promise<SearchHit[]>,
): SearchProvider {
  return { name, search: answer };
}

/** A provider that heeds nothing. */
const hang = () => new Promise<never>(() => {});
const found = (...hits: SearchHit[]) => createSearcher('Found', async () => hits);

/** Reads pages of its own making, each with its own words, and remembers which. */
function createReader(answer: (url: string, signal: AbortSignal) => Promise<Partial<Page>> = async () => ({})) {
  const asked: string[] = [];
  const reader: PageReader = {
    async read(url, signal) {
      asked.push(url);
      const text = `On ${url.replace(/\W+/g, ' ')} they wrote that the Arnstadt bridge closed in 2019.`;
      return { url, title: '', publisher: '', text, ...(await answer(url, signal)) };
    },
  };
  return { reader, asked };
}

function gather(options: Partial<GatherOptions>, signal = NEVER, claim: Parameters<typeof gatherEvidence>[0] = CLAIM) {
  return gatherEvidence(
    claim,
    {
      searchers: [],
      toPublisherKey: (url) => new URL(url).hostname.split('.').slice(-2).join('.'),
      isOwn: () => false,
      ...options,
    },
    signal,
  );
}

describe('gatherEvidence', () => {
  it('asks every searcher the claim and its questions at once, shortened and redacted', async () => {
    const asked: string[] = [];
    let open = 0;
    let most = 0;
    const search = async ({ text }: SearchQuery) => {
      asked.push(text);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return [];
    };
    const questions = [
      'Did jane@example.org say so?',
      CLAIM.text.toUpperCase(),
      `Why ${'very '.repeat(100)}long?`,
      'Too many?',
    ];
    const { searches, reached, passages } = await gather(
      { searchers: [createSearcher('A', search), createSearcher('B', search)] },
      NEVER,
      { ...CLAIM, questions },
    );
    expect(most).toBe(6);
    expect(searches).toEqual({ A: 3, B: 3 });
    expect(new Set(asked)).toEqual(new Set([CLAIM.text, 'Did say so?', `Why ${'very '.repeat(59).trim()}`]));
    expect({ reached, passages }).toEqual({ reached: true, passages: [] });
  });

  it('names each searcher that fails once, and says that nothing was reached only if none answered', async () => {
    const refuse = createSearcher('Bad', async () => Promise.reject(new OutOfReach('rate-limited', 'slow down')));
    const broken = createSearcher('Broken', () => {
      throw new TypeError('no');
    });
    const failures = [
      { name: 'Bad', why: 'rate-limited' },
      { name: 'Broken', why: 'bad-answer' },
    ];
    expect(await gather({ searchers: [refuse, broken] })).toMatchObject({ reached: false, failures });
    const { reader } = createReader();
    const all = await gather({
      searchers: [refuse, found(toHit('https://a.org/1'), toHit('https://b.org/1')), broken],
      reader,
    });
    expect(all).toMatchObject({ reached: true, failures });
    expect(all.passages).toHaveLength(2);
  });

  it('does not name a searcher that answered the claim and not a question', async () => {
    const half = createSearcher('Half', async ({ text }) =>
      text === CLAIM.text ? [] : Promise.reject(new OutOfReach('rate-limited', 'slow down')),
    );
    expect((await gather({ searchers: [half] })).failures).toEqual([]);
  });

  it('goes on without a searcher and a page that never answer, and stops them', async () => {
    const stopped: string[] = [];
    const silent = createSearcher('Silent', (_, signal) => {
      signal.addEventListener('abort', () => stopped.push('search'));
      return hang();
    });
    const { reader } = createReader(async (url, signal) => {
      if (!url.includes('slow')) return {};
      signal.addEventListener('abort', () => stopped.push('page'));
      return hang();
    });
    const searchers = [silent, found(toHit('https://slow.org/1'), toHit('https://b.org/1'), toHit('https://c.org/1'))];
    const { passages, failures } = await gather({ searchers, reader, limits: { searchMs: 40, readMs: 40 } });
    expect(passages.map(({ publisherKey }) => publisherKey).sort()).toEqual(['b.org', 'c.org']);
    expect(failures).toEqual([{ name: 'Silent', why: 'time-limit' }]);
    expect(stopped).toEqual(['search', 'search', 'page']);
  });

  it('waits for the slow no longer than the grace once there is enough', async () => {
    const hits = [1, 2, 3, 4, 5, 6].map((at) => toHit(`https://p${at}.org/`));
    const { reader } = createReader(async (url) => (url.includes('p1.') ? hang() : {}));
    const limits = { searchMs: 600_000, readMs: 600_000, graceMs: 20 };
    const { failures, passages } = await gather({
      searchers: [createSearcher('Silent', hang), found(...hits)],
      reader,
      limits,
    });
    expect(failures).toEqual([{ name: 'Silent', why: 'time-limit' }]);
    expect(passages).toHaveLength(5);
  });

  it.each(['search', 'read'] as const)(
    'stops with the signal’s reason in the stage “%s”, whatever heeds it not',
    async (stage) => {
      const controller = new AbortController();
      const reason = new Error('enough');
      let over: boolean | undefined;
      const stopSoon = (signal: AbortSignal) => {
        signal.addEventListener('abort', () => (over = true));
        setImmediate(() => controller.abort(reason));
        return hang();
      };
      const searchers = [
        stage === 'search' ? createSearcher('A', (_, signal) => stopSoon(signal)) : found(toHit('https://a.org/1')),
      ];
      const { reader } = createReader(async (_, signal) => stopSoon(signal));
      await expect(gather({ searchers, reader }, controller.signal)).rejects.toBe(reason);
      expect(over).toBe(true);
      await expect(gather({ searchers, reader }, controller.signal)).rejects.toBe(reason);
    },
  );

  it('reads a page once for all its addresses, and the one that most searches found first', async () => {
    const { reader, asked } = createReader();
    const one = createSearcher('One', async () => [
      toHit('https://x.org/only'),
      toHit('https://www.a.org/story/?utm_source=x#top'),
    ]);
    const two = createSearcher('Two', async () => [toHit('http://m.a.org/story?fbclid=1'), toHit('https://y.org/')]);
    const three = createSearcher('Three', async () => [
      toHit('https://amp.a.org/story/amp/'),
      toHit('javascript:alert(1)'),
    ]);
    await gather({ searchers: [one, two, three], reader });
    expect(asked).toEqual(['https://www.a.org/story/?utm_source=x#top', 'https://x.org/only', 'https://y.org/']);
  });

  it('reads at most two pages of one publisher, and so many in all, and fills the place of one that fails', async () => {
    const hits = ['a', 'a', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => toHit(`https://${name}.org/${at}`));
    const { reader, asked } = createReader(async (url) =>
      url.includes('b.org') ? Promise.reject(new OutOfReach('robots', 'no')) : {},
    );
    const { passages, failures } = await gather({ searchers: [found(...hits)], reader, limits: { pages: 5 } });
    expect(new Set(passages.map(({ publisherKey }) => publisherKey))).toEqual(
      new Set(['a.org', 'c.org', 'd.org', 'e.org']),
    );
    expect(asked).toHaveLength(6);
    expect(failures).toEqual([]);
  });

  it('names three hosts at most, and only where fewer than two publishers were read', async () => {
    const hits = ['a', 'www.b', 'b', 'c', 'd', 'e'].map((name) => toHit(`https://${name}.org/`));
    const { reader } = createReader(async (url) =>
      url.includes('e.org') ? {} : Promise.reject(new OutOfReach('too-large', 'no')),
    );
    const { failures } = await gather({ searchers: [found(...hits)], reader });
    expect(failures).toEqual(['a.org', 'b.org', 'c.org'].map((name) => ({ name, why: 'too-large' })));
  });

  it('uses a page that a searcher brings without fetching it, and never a snippet', async () => {
    const text = 'Our file says that the Arnstadt bridge closed in 2019.';
    const page = { url: 'https://own.org/1', title: 'File', publisher: 'Us', text };
    const hits = [
      toHit('https://own.org/1', { page }),
      toHit('https://b.org/1', { snippet: CLAIM.text, publishedAt: '2020-01-01' }),
    ];
    const without = await gather({ searchers: [found(...hits)] });
    expect(without.passages.map((passage) => passage.text)).toEqual([text]);
    const { reader, asked } = createReader(async () => ({ text: 'The Arnstadt bridge is old.' }));
    const { passages } = await gather({ searchers: [found(...hits)], reader }, NEVER, {
      ...CLAIM,
      claimDate: '2019-06-01',
    });
    expect(asked).toEqual(['https://b.org/1']);
    const { text: read, later, page: source } = passages.find(({ publisherKey }) => publisherKey === 'b.org') ?? {};
    expect({ read, later }).toEqual({ read: 'The Arnstadt bridge is old.', later: true });
    expect(source).toMatchObject({ title: 'Title of https://b.org/1', publisher: 'b.org', publishedAt: '2020-01-01' });
  });

  it('leaves out what was published after “until”, or on no known day', async () => {
    const dates: Record<string, string | undefined> = { before: '2019-05-05', same: '2019-05-07', undated: undefined };
    const hits = [...Object.keys(dates), 'hidden'].map((name) =>
      toHit(`https://${name}.org/`, name === 'hidden' ? { publishedAt: '2022-01-01' } : {}),
    );
    const { reader, asked } = createReader(async (url) => {
      const publishedAt = dates[new URL(url).hostname.split('.')[0] ?? ''];
      return publishedAt === undefined ? {} : { publishedAt };
    });
    const { passages } = await gather({ searchers: [found(...hits)], reader, until: '2019-05-06' });
    expect(passages.map(({ publisherKey }) => publisherKey.replace('.org', ''))).toEqual(['before']);
    expect(asked).not.toContain('https://hidden.org/');
  });

  it('tries no more than twice the pages that it wants', async () => {
    const { reader, asked } = createReader(async () => {
      throw new OutOfReach('unreachable', 'gone');
    });
    const hits = Array.from({ length: 40 }, (_, at) => toHit(`https://p${at}.org/`));
    await gather({ searchers: [found(...hits)], reader });
    expect(asked).toHaveLength(16);
  });

  it('leaves out our own pages before they are read, and when an address leads to one', async () => {
    const { reader, asked } = createReader(async (url) =>
      url.includes('a.org') ? { url: 'https://ours.org/c/1' } : {},
    );
    const isOwn = ({ url }: { url: string }) => url.includes('ours.org');
    const hits = [toHit('https://ours.org/c/2'), toHit('https://a.org/'), toHit('https://b.org/')];
    const { passages } = await gather({ searchers: [found(...hits)], reader, isOwn });
    expect(asked).toEqual(['https://a.org/', 'https://b.org/']);
    expect(passages.map(({ publisherKey }) => publisherKey)).toEqual(['b.org']);
  });
});
