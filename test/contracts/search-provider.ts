import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { SearchHit, SearchProvider } from '../../src/core/ports.ts';
import type { FoundPage } from '../peers/search/dialects.ts';
import { wikipedia } from '../peers/search/dialects.ts';
import { createSearchPeer, type Fault } from '../peers/search/index.ts';

/** A provider and what it searches in. */
export interface SearchUnderTest {
  provider: SearchProvider;
  /** What is to be found from now on, by any text, in this order. */
  serve(pages: readonly FoundPage[]): void | Promise<void>;
  close(): Promise<void>;
  /** Only where `overHttp` is promised. */
  http?: { fail(fault: Fault): void; nextCall(): Promise<unknown>; calls(): number };
}

/** What can be provoked and told apart. */
export interface SearchCapabilities {
  /** There is a server that can be faulty. */
  overHttp: boolean;
  /** What must be in no error: the key. */
  secret?: string;
  /** It gives back addresses as they were served, and drops those that are not http(s). */
  webAddresses: boolean;
}

const QUERY = { text: 'The Great Wall of China can be seen from the Moon', language: 'en', limit: 10 };

/** A page about the query, so that an engine that really searches finds it too. */
const toPage = (at: number, more: Partial<FoundPage> = {}): FoundPage => ({
  url: `https://site${at}.example.org/wall?id=${at}`,
  title: `The Great Wall of China seen from the Moon, part ${at}`,
  snippet: 'The Great Wall of China can be seen from the Moon, it is said.',
  ...more,
});

/** What every `SearchProvider` does. `makeProvider` gives an empty one each time. */
export function describeSearchProvider(
  name: string,
  makeProvider: () => Promise<SearchUnderTest>,
  { overHttp, secret, webAddresses }: SearchCapabilities,
): void {
  describe(`${name} as a SearchProvider`, () => {
    let under: SearchUnderTest;
    const signal = new AbortController().signal;
    beforeEach(async () => {
      under = await makeProvider();
    });
    afterEach(() => under.close());
    const search = (query: Partial<typeof QUERY> = {}, by = signal) =>
      under.provider.search({ ...QUERY, ...query }, by);
    const serve = async (...pages: FoundPage[]) => under.serve(pages);

    it('hits have an address, a title and nothing that is empty', async () => {
      await serve(toPage(1), toPage(2), toPage(3));
      const hits = await search();
      expect(hits).toHaveLength(3);
      for (const hit of hits) {
        expect(hit.page !== undefined || /^https?:\/\//.test(hit.url)).toBe(true);
        expect(Object.values(hit).filter((value) => value === '' || value === undefined)).toEqual([]);
        expect(hit.title).toMatch(/Great Wall of China seen from the Moon, part \d$/);
        expect(hit.publishedAt ?? '2026-11-23').toMatch(/^\d{4}-\d\d-\d\d/);
      }
      expect(new Set(hits.map(({ url }) => url)).size).toBe(3);
    });

    it.each([1, 2, 5, 40])('a limit of %d is kept', async (limit) => {
      await serve(...Array.from({ length: 30 }, (_, at) => toPage(at)));
      const hits = await search({ limit });
      expect(hits.length).toBeGreaterThan(0);
      expect(hits.length).toBeLessThanOrEqual(limit);
    });

    it('nothing found is an empty list', async () => {
      expect(await search()).toEqual([]);
    });

    it.each(['', '   ', '?!', '"" -- ()', '\u{1F680}'])(
      'the text %j, which has no words, finds nothing',
      async (text) => {
        await serve(toPage(1));
        expect(await search({ text })).toEqual([]);
        expect(under.http?.calls() ?? 0).toBe(0);
      },
    );

    it.each(['en', 'en-GB', 'de', 'pt-BR', 'pt', 'zh-Hant-TW', 'zh', 'ja', 'no', 'la', 'und', 'tlh', 'x', '../..', ''])(
      'a text in the language %j can be looked for',
      async (language) => {
        await serve(toPage(1));
        expect(await search({ language })).toHaveLength(1);
      },
    );

    it.each([
      ['5,000 letters of many words', 'Great Wall '.repeat(500)],
      ['5,000 letters of one word', 'a'.repeat(5000)],
      ['a lone surrogate', 'Great Wall \ud83d'],
      ['a null byte and line breaks', 'Great\0 Wall\r\nHost: evil.example'],
      ['operators', '!!wall site:evil.example -China "great" OR (moon) AND NOT ~x^2 insource:/a+/ \\'],
      ['a quotation mark of SQL', `wall'; DROP TABLE x;--`],
      ['percent signs', '100%25 %00 %s'],
    ])('%s can be looked for', async (_, text) => {
      await serve(toPage(1));
      await expect(search({ text })).resolves.toBeInstanceOf(Array);
    });

    it.each([
      'The <strong>Great Wall</strong> of China',
      'The &lt;b&gt;Great Wall&lt;/b&gt; of China',
      'The <span class="searchmatch">Great</span> Wall of China',
      '<img src=x onerror="alert(1)">The Great Wall of China<script>alert(1)</script>',
      'The Great Wall of China <<b>script>alert(1)',
      '<!-- The --> The Great\u202e Wall\u200b of China\0',
    ])('the title and text %j are plain text', async (text) => {
      await serve(toPage(1, { title: text, snippet: text }));
      const [hit] = await search();
      expect(hit?.title).toMatch(/Great/);
      for (const shown of [hit?.title, hit?.snippet ?? ''])
        expect(shown).not.toMatch(/<\/?[a-z!]|[\0\u202e\u200b]|&lt;/i);
    });

    it('a signal that is aborted already is its reason', async () => {
      await expect(search({}, AbortSignal.abort('enough'))).rejects.toBe('enough');
    });

    if (webAddresses) describeAddresses();
    if (overHttp) describeFaults();

    function describeAddresses(): void {
      it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example/', 'file:///etc/passwd', '//x', 'x', ''])(
        'a page at %j is left out',
        async (url) => {
          await serve(toPage(1, { url }), toPage(2));
          expect((await search()).map((hit) => hit.url)).toEqual([toPage(2).url]);
        },
      );

      it('hits come in the provider’s order, each page once', async () => {
        await serve(toPage(1), toPage(2), toPage(1), toPage(3));
        expect((await search()).map(({ url }) => url)).toEqual([1, 2, 3].map((at) => toPage(at).url));
      });

      it('user name and password are taken out of an address', async () => {
        await serve(toPage(1, { url: 'https://user:pass@a.example/' }));
        expect((await search())[0]?.url).toBe('https://a.example/');
      });
    }

    function describeFaults(): void {
      const status = (code: number, headers?: Record<string, string>): Fault => ({
        kind: 'status',
        status: code,
        ...(headers && { headers }),
      });
      const body = (text: string): Fault => ({ kind: 'body', body: text });

      it.each<[string, Fault, Partial<OutOfReach>]>([
        ['400', status(400), { why: 'refused' }],
        ['401', status(401), { why: secret ? 'key-refused' : 'refused' }],
        ['402', status(402), { why: 'quota-used' }],
        ['403', status(403), { why: secret ? 'key-refused' : 'refused' }],
        ['404', status(404), { why: 'not-there' }],
        ['408', status(408), { why: 'unreachable' }],
        ['429 with seconds', status(429, { 'retry-after': '2' }), { why: 'rate-limited', retryAfterMs: 2000 }],
        ['429 without advice', status(429), { why: 'rate-limited', retryAfterMs: undefined }],
        ['500', status(500), { why: 'unreachable' }],
        ['503 with seconds', status(503, { 'retry-after': '7' }), { why: 'unreachable', retryAfterMs: 7000 }],
        ['HTML instead of JSON', body('<!doctype html><title>Sign in</title>'), { why: 'bad-answer' }],
        ['an empty body', body(''), { why: 'bad-answer' }],
        ['half of an answer', body('{"type":"search","res'), { why: 'bad-answer' }],
        ['another schema', body('{"foo":1}'), { why: 'bad-answer' }],
        ['a list', body('[]'), { why: 'bad-answer' }],
        ['null', body('null'), { why: 'bad-answer' }],
        ['a cut connection', { kind: 'cut' }, { why: 'unreachable' }],
        ['a body without end', { kind: 'endless' }, { why: 'too-large' }],
      ])('%s is out of reach, and the message holds nothing secret', async (_, fault, expected) => {
        await serve(toPage(1));
        under.http?.fail(fault);
        const error = await toError(search());
        expect(error).toBeInstanceOf(OutOfReach);
        expect(error).toMatchObject(expected);
        expect((error as OutOfReach).message).not.toContain('refused: ');
        expect(inspect(error, { depth: 10 })).not.toContain('Great Wall');
        if (secret) expect(inspect(error, { depth: 10 })).not.toContain(secret);
      });

      it('503 with a date is out of reach until then', async () => {
        under.http?.fail(status(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
        const { retryAfterMs } = (await toError(search())) as OutOfReach;
        expect(retryAfterMs).toBeGreaterThan(40_000);
        expect(retryAfterMs).toBeLessThanOrEqual(60_000);
      });

      it('a server that is gone is out of reach', async () => {
        await under.close();
        await expect(search()).rejects.toMatchObject({ name: 'OutOfReach', why: 'unreachable' });
      });

      it('a redirect is not followed, so that the key goes nowhere else', async () => {
        const elsewhere = await createSearchPeer(wikipedia, '');
        under.http?.fail(status(307, { location: `${elsewhere.origin}/search` }));
        await expect(search()).rejects.toMatchObject({ name: 'OutOfReach', why: 'bad-answer' });
        expect(elsewhere.journal).toEqual([]);
        await elsewhere.close();
      });

      it('unknown fields, however deep, do no harm', async () => {
        await serve(toPage(1));
        under.http?.fail({ kind: 'nested' });
        expect(await search()).toHaveLength(1);
      });

      it.each<Fault['kind']>(['silent', 'drip', 'endless'])(
        'an abort stops a %s answer within 100 ms',
        async (kind) => {
          await serve(toPage(1));
          under.http?.fail({ kind } as Fault);
          const controller = new AbortController();
          const called = under.http?.nextCall();
          const outcome = toError(search({}, controller.signal));
          await called;
          const reason = new Error('enough');
          const start = performance.now();
          controller.abort(reason);
          expect(await outcome).toBe(reason);
          expect(performance.now() - start).toBeLessThan(100);
        },
      );
    }
  });
}

async function toError(call: Promise<SearchHit[]>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to fail, and did not.');
}
