import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimReview } from '../../src/core/types.ts';
import { findReviews } from '../../src/providers/claim-reviews/find-reviews.ts';
import {
  parseClaimReview,
  REVIEW_LIMITS,
  type ReviewDefaults,
} from '../../src/providers/claim-reviews/parse-claim-review.ts';

/** A review as Google's guide for publishers shows it. */
const REVIEW = {
  '@context': 'https://schema.org',
  '@type': 'ClaimReview',
  url: 'https://example.org/news/flat-earth.html',
  claimReviewed: 'The world is flat',
  author: { '@type': 'Organization', name: 'Example.org science watch' },
  datePublished: '2014-07-15',
  reviewRating: { '@type': 'Rating', ratingValue: 1, bestRating: 5, worstRating: 1, alternateName: 'False' },
  itemReviewed: {
    '@type': 'Claim',
    author: { '@type': 'Organization', name: 'Square World Society', sameAs: 'https://example.flatworlders.org/' },
    datePublished: '2016-06-20',
  },
};

function parse(changes: object, defaults?: ReviewDefaults): ClaimReview {
  const review = parseClaimReview({ ...REVIEW, ...changes }, defaults);
  if ('refused' in review) throw new Error(`refused: ${review.refused}`);
  return review;
}

describe('parseClaimReview', () => {
  it('reads what publishers are told to write', () => {
    expect(parse({})).toEqual({
      id: expect.stringMatching(/^[\w-]{16}$/),
      claimReviewed: 'The world is flat',
      forms: [],
      title: '',
      textualRating: 'False',
      label: 'false',
      publisher: 'Example.org science watch',
      url: 'https://example.org/news/flat-earth.html',
      reviewDate: '2014-07-15',
      claimDate: '2016-06-20',
      claimant: 'Square World Society',
      language: 'und',
      summary: '',
      known: '',
      citations: [],
    });
  });

  it.each<[string, object, object]>([
    [
      'lists where single values belong',
      {
        claimReviewed: ['The world is flat'],
        reviewRating: [REVIEW.reviewRating],
        itemReviewed: [REVIEW.itemReviewed],
        author: [REVIEW.author],
        url: [REVIEW.url],
      },
      {},
    ],
    ['a list of types', { '@type': ['ClaimReview', 'Review'] }, {}],
    ['a type with a prefix', { '@type': 'schema:ClaimReview' }, {}],
    ['JSON-LD values', { claimReviewed: { '@value': 'The world is flat', '@language': 'en' } }, {}],
    [
      'numbers as texts',
      { reviewRating: { ...REVIEW.reviewRating, ratingValue: '1', bestRating: '5', worstRating: '1' } },
      {},
    ],
    ['a claimed work instead of a claim', { itemReviewed: { ...REVIEW.itemReviewed, '@type': 'CreativeWork' } }, {}],
    ['an author as text', { author: 'Example.org science watch' }, {}],
    [
      'a journalist as author and the house as publisher',
      { author: { '@type': 'Person', name: 'A. Writer' }, publisher: REVIEW.author },
      {},
    ],
    [
      'an author without a name but with an address',
      { author: { '@type': 'Organization', url: 'https://www.factcheck.example/' } },
      { publisher: 'factcheck.example' },
    ],
    [
      'a language node',
      { inLanguage: { '@type': 'Language', name: 'Spanish', alternateName: 'es' } },
      { language: 'es' },
    ],
    ['a language tag', { inLanguage: 'pt_br' }, { language: 'pt-BR' }],
    ['a headline', { headline: 'No, the Earth &amp;#8217;is&amp;#8217; round' }, { title: 'No, the Earth ’is’ round' }],
    ['tags and entities', { claimReviewed: '<p>The&nbsp;world <b>is</b> flat</p><script>alert("1 < 2")</script>' }, {}],
    ['a date that is none', { datePublished: '2014-02-30' }, { reviewDate: undefined }],
    ['another scheme than http', { url: 'javascript:alert(1)' }, { url: undefined }],
    ['a user name in the address', { url: 'https://me:secret@example.org/a' }, { url: 'https://example.org/a' }],
    [
      'a rating that nobody can map',
      { reviewRating: { alternateName: 'Three teapots' } },
      { label: undefined, textualRating: 'Three teapots' },
    ],
    [
      'the rating in ratingValue',
      { reviewRating: { ratingValue: 'Mostly true' } },
      { label: 'mostly-true', textualRating: 'Mostly true' },
    ],
    [
      'an abstract of many sentences',
      { abstract: 'One is this. Two is that. Three is too much.' },
      { summary: 'One is this. Two is that.' },
    ],
    ['null everywhere else', { headline: null, inLanguage: null, citation: null, about: null, abstract: null }, {}],
  ])('takes %s', (_, changes, expected) => {
    const { id: _id, ...plain } = parse({});
    const wanted: Record<string, unknown> = { ...plain, ...expected };
    for (const key of Object.keys(wanted)) if (wanted[key] === undefined) delete wanted[key];
    expect(parse(changes)).toMatchObject(wanted);
    for (const [key, value] of Object.entries(expected)) {
      if (value === undefined) expect(parse(changes)).not.toHaveProperty(key);
    }
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'it is not a ClaimReview'],
    ['a text', 'The world is flat', 'it is not a ClaimReview'],
    ['no claim', { ...REVIEW, claimReviewed: undefined }, 'it has no claim'],
    ['a claim without letters', { ...REVIEW, claimReviewed: '<b>…</b> 12' }, 'it has no claim'],
    ['a claim that is an object', { ...REVIEW, claimReviewed: { a: 1 } }, 'it has no claim'],
    ['too long a claim', { ...REVIEW, claimReviewed: 'flat '.repeat(500) }, 'its claim is longer than 2000 characters'],
    ['no rating', { ...REVIEW, reviewRating: undefined }, 'it has no rating in words'],
    [
      'only a number',
      { ...REVIEW, reviewRating: { ratingValue: 1, bestRating: 5, worstRating: 1 } },
      'it has no rating in words',
    ],
    [
      'no publisher',
      { ...REVIEW, author: undefined },
      'it has no publisher (--publisher NAME sets one for all records without one)',
    ],
    [
      'an id of the starter pack',
      { ...REVIEW, '@id': 'URN:claimcheck:starter:great-wall-moon' },
      'it uses an id of the starter pack',
    ],
  ])('refuses %s', (_, raw, refused) => {
    expect(parseClaimReview(raw)).toEqual({ refused });
  });

  it('takes publisher and language from the defaults only where the record has none', () => {
    const defaults = { publisher: 'Given', language: 'fr' };
    expect(parse({ author: undefined }, defaults)).toMatchObject({ publisher: 'Given', language: 'fr' });
    expect(parse({ inLanguage: 'de' }, defaults)).toMatchObject({ publisher: REVIEW.author.name, language: 'de' });
  });

  it.each([
    ['another rating', { reviewRating: { alternateName: 'True' } }, true],
    [
      'www, a slash and tracking in the address',
      { url: 'http://www.example.org/news/flat-earth.html/?utm_source=x&fbclid=1#top' },
      true,
    ],
    ['another claim', { claimReviewed: 'The world is a disc' }, false],
    ['another page', { url: 'https://example.org/news/flat-earth-2.html' }, false],
    ['another query', { url: 'https://example.org/news/flat-earth.html?id=2' }, false],
  ])('keeps the id over %s: %s', (_, changes, isSame) => {
    expect(parse(changes).id === parse({}).id).toBe(isSame);
  });

  it('gives pages that share one @id ids of their own', () => {
    const one = parse({ '@id': 'https://example.org/#claimreview', url: 'https://example.org/1' });
    const other = parse({ '@id': 'https://example.org/#claimreview', url: 'https://example.org/2' });
    expect(one.id).not.toBe(other.id);
  });

  it('believes no quote of a file from outside', () => {
    const citation = [
      { url: 'https://example.org/p', abstract: 'It says so.', quote: 'Made up sentence.', quoteVerified: true },
    ];
    const [outside] = parse({ citation }).citations;
    expect(outside).toMatchObject({ statement: 'It says so.', quoteVerified: false });
    expect(outside).not.toHaveProperty('quote');
    expect(parse({ citation }, { ownPack: true }).citations[0]).toMatchObject({
      quote: 'Made up sentence.',
      quoteVerified: true,
    });
  });

  it('keeps every text within its limit', () => {
    const long = 'word '.repeat(5_000);
    const review = parse({
      headline: long,
      author: { name: long },
      reviewBody: long,
      abstract: long,
      about: { name: long },
      reviewRating: { alternateName: long },
      itemReviewed: {
        '@type': 'Claim',
        author: { name: long },
        alternateName: Array.from({ length: 90 }, (_, n) => `form ${n}`),
      },
    });
    expect(review.title.length).toBeLessThanOrEqual(REVIEW_LIMITS.title);
    expect(review.publisher.length).toBeLessThanOrEqual(REVIEW_LIMITS.name);
    expect(review.claimant?.length).toBeLessThanOrEqual(REVIEW_LIMITS.name);
    expect(review.known.length).toBeLessThanOrEqual(REVIEW_LIMITS.known);
    expect(review.summary.length).toBeLessThanOrEqual(REVIEW_LIMITS.summary);
    expect(review.topic?.length).toBeLessThanOrEqual(REVIEW_LIMITS.topic);
    expect(review.textualRating.length).toBeLessThanOrEqual(REVIEW_LIMITS.rating);
    expect(review.forms).toHaveLength(REVIEW_LIMITS.forms);
    expect(review).not.toHaveProperty('label');
  });

  it('never throws and never lets a prototype in, whatever JSON comes', () => {
    const shapes = fc.letrec((tie) => ({
      node: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom(...Object.keys(REVIEW), '@id', '__proto__', 'name', '@value'), tie('node')),
      ),
    }));
    fc.assert(
      fc.property(shapes.node, (raw) => {
        for (const review of [raw, ...findReviews(raw)].map((item) => parseClaimReview(item))) {
          if (!('refused' in review)) expect(review.claimReviewed).toMatch(/\p{L}/u);
        }
      }),
    );
  });
});
