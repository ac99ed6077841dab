import { afterEach, describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { createGoogleFactCheck } from '../../src/providers/claim-reviews/google-fact-check.ts';
import { readClaimReviews } from '../../src/providers/claim-reviews/read-claim-reviews.ts';
import { type ApiClaim, type FactCheckFault, type FactCheckPeer, startFactCheck } from '../peers/fact-check/index.ts';

const KEY = 'AIza-loopback-secret-key';

const toClaim = (n: number, rating = 'False', languageCode = 'en'): ApiClaim => ({
  text: `Claim number ${n} says something`,
  claimant: 'Somebody',
  claimDate: '2024-05-01T00:00:00Z',
  claimReview: [
    {
      publisher: { name: 'Checkers', site: 'checkers.example' },
      url: `https://checkers.example/${n}?utm_source=google`,
      title: `No, number ${n} is wrong`,
      reviewDate: '2024-05-02T10:00:00Z',
      textualRating: rating,
      languageCode,
    },
  ],
});

let peer: FactCheckPeer;
afterEach(() => peer.close());

const start = async (claims: ApiClaim[], options: { mostOnPage?: number; endless?: boolean } = {}) => {
  peer = await startFactCheck({ apiKey: KEY, claims, ...options });
};
const lookUp = (options: { apiKey?: string; signal?: AbortSignal; language?: string } = {}) =>
  createGoogleFactCheck({ apiKey: options.apiKey ?? KEY, baseUrl: peer.baseUrl, fetch }).lookUp(
    { text: 'something & more?', language: options.language ?? 'en' },
    options.signal ?? new AbortController().signal,
  );
const failureOf = async (looking: Promise<unknown>): Promise<OutOfReach> => {
  const error: unknown = await looking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutOfReach)) throw new Error(`not out of reach: ${String(error)}`);
  return error;
};

describe('createGoogleFactCheck', () => {
  it('reads every review of every claim on every page, each once', async () => {
    const several: ApiClaim = {
      ...toClaim(1),
      claimReview: [
        ...(toClaim(1).claimReview ?? []),
        { publisher: { site: 'other.example' }, url: 'https://other.example/1', textualRating: 'Mostly true' },
      ],
    };
    await start([several, toClaim(2), toClaim(3), toClaim(2), {}, { text: 'No review' }], { mostOnPage: 2 });
    const found = await lookUp({ language: 'und' });
    expect(found.map(({ url, label, publisher }) => [url, label, publisher])).toEqual([
      ['https://checkers.example/1?utm_source=google', 'false', 'Checkers'],
      ['https://other.example/1', 'mostly-true', 'other.example'],
      ['https://checkers.example/2?utm_source=google', 'false', 'Checkers'],
      ['https://checkers.example/3?utm_source=google', 'false', 'Checkers'],
    ]);
    expect(peer.requests).toHaveLength(3);
    expect(peer.requests[0]).toEqual({ query: 'something & more?', pageSize: '50' });
    expect(peer.requests[2]).toEqual({ query: 'something & more?', pageSize: '50', pageToken: 'from-4' });
  });

  it('gives a review the id, dates, claimant and words it would have if it were imported', async () => {
    const claims = [toClaim(1, 'Four Pinocchios'), toClaim(2, 'Es ist falsch')];
    await start(claims);
    const bytes = async function* () {
      yield new TextEncoder().encode(JSON.stringify({ claims }));
    };
    const imported = [];
    for await (const read of readClaimReviews({ bytes: bytes(), name: 'answer.json' })) {
      if ('review' in read) imported.push(read.review);
    }
    const found = await lookUp();
    expect(found).toEqual(imported);
    expect(found[0]).toMatchObject({ textualRating: 'Four Pinocchios', claimant: 'Somebody' });
  });

  it('asks in the language of the claim, where that is known', async () => {
    await start([toClaim(1), toClaim(2, 'Falsch', 'de')]);
    expect(await lookUp({ language: 'de-AT' })).toMatchObject([{ label: 'false', language: 'de' }]);
    expect(await lookUp({ language: 'fr' })).toEqual([]);
    expect(peer.requests.map(({ languageCode }) => languageCode)).toEqual(['de-AT', 'fr']);
  });

  it('stops after five pages, whatever tokens come', async () => {
    await start(
      Array.from({ length: 9 }, (_, n) => toClaim(n)),
      { mostOnPage: 1, endless: true },
    );
    expect(await lookUp()).toHaveLength(5);
    expect(peer.requests).toHaveLength(5);
  });

  it.each<[string, FactCheckFault, object]>([
    ['401', { kind: 'status', status: 401 }, { why: 'key-refused' }],
    ['403', { kind: 'status', status: 403 }, { why: 'key-refused' }],
    ['429', { kind: 'status', status: 429, retryAfter: '7' }, { why: 'rate-limited', retryAfterMs: 7_000 }],
    ['500', { kind: 'status', status: 500 }, { why: 'unreachable' }],
    ['503', { kind: 'status', status: 503, retryAfter: '2' }, { why: 'unreachable', retryAfterMs: 2_000 }],
    ['a cut connection', { kind: 'drop' }, { why: 'unreachable' }],
    ['no JSON', { kind: 'body', body: '<html>' }, { why: 'bad-answer' }],
    ['another shape', { kind: 'body', body: '{"claims": "none"}' }, { why: 'bad-answer' }],
    ['a redirect', { kind: 'redirect', to: '/elsewhere' }, { why: 'bad-answer' }],
  ])('says why at %s', async (_, fault, expected) => {
    await start([toClaim(1)]);
    peer.fail(fault);
    expect(await failureOf(lookUp())).toMatchObject(expected);
    expect(peer.requests).toHaveLength(1);
  });

  it.each([
    ['a wrong key', 'AIza-wrong-secret'],
    ['no key', ''],
    ['a key that no header takes', 'secret\nkey'],
  ])('is refused with %s, and never shows it', async (_, apiKey) => {
    await start([toClaim(1)]);
    const error = await failureOf(lookUp({ apiKey }));
    expect(error.why).toBe('key-refused');
    expect(`${error.message} ${String(error.cause)} ${peer.urls.join(' ')}`).not.toMatch(/secret/);
  });

  it('keeps what the first pages gave when a later one fails', async () => {
    await start([toClaim(1), toClaim(2), toClaim(3)], { mostOnPage: 1 });
    peer.fail({ kind: 'status', status: 500 }, 2);
    expect(await lookUp()).toHaveLength(2);
  });

  it.each<[string, number]>([
    ['the first page', 0],
    ['a later page', 1],
  ])('stops at once with the signal’s reason while %s is read', async (_, at) => {
    await start([toClaim(1), toClaim(2), toClaim(3)], { mostOnPage: 1 });
    peer.fail({ kind: 'stall' }, at);
    const stop = new AbortController();
    const looking = lookUp({ signal: stop.signal });
    await peer.waitForRequests(at + 1);
    stop.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
  });

  it('takes hostile reviews for what they are', async () => {
    const hostile: ApiClaim[] = [
      {
        text: '<b>Bold</b>\u202eclaim',
        claimReview: [{ publisher: { name: 'X' }, url: 'javascript:alert(1)', textualRating: 'false' }],
      },
      { text: 'x'.repeat(5_000), claimReview: [{ publisher: { name: 'X' }, textualRating: 'false' }] },
      { text: 'No rating', claimReview: [{ publisher: { name: 'X' }, url: 'https://x.example' }] },
    ];
    await start(hostile);
    const found = await lookUp({ language: 'und' });
    expect(found).toMatchObject([{ claimReviewed: 'Bold claim' }]);
    expect(found[0]).not.toHaveProperty('url');
  });
});
