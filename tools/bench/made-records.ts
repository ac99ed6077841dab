import { drawOf, type MadeLanguage, materialOf } from './made-claims.ts';

/** A publisher's review, before it becomes a record. */
export interface MadeReview {
  /** From 0, in the order of the feed. */
  place: number;
  language: MadeLanguage;
  /** As it should finally be read: without entities and surrounding marks. */
  claim: string;
  url: string;
  publisher: string;
  rating: string;
}

type Shape<T> = (value: T, random: () => number) => unknown;

/** The day of a place, counted from 2014. */
const toDay = (place: number): string => new Date(Date.UTC(2014, 0, 1 + (place % 4_300))).toISOString().slice(0, 10);

/** How publishers write a day, common forms several times; not all of them can be parsed. */
const DATES: readonly Shape<string>[] = [
  ...[(day: string) => day, (day: string) => day, (day: string) => day],
  (day) => `${day}T08:30:00Z`,
  (day) => `${day}T08:30:00+05:30`,
  (day) => `${day} 08:30:00`,
  (day) => new Date(day).toUTCString(),
  (day) =>
    new Date(day).toLocaleDateString('en-US', { month: 'long', day: 'numeric', year: 'numeric', timeZone: 'UTC' }),
  (day) => day.replaceAll('-', '/'),
  (day) => day.split('-').toReversed().join('.'),
  (day) => [day],
  (day) => Date.parse(day),
  () => '',
  () => '0000-00-00',
  () => undefined,
];

/** The publisher: the `author` of a ClaimReview, and what some put beside it or in its place. */
const AUTHORS: readonly Shape<MadeReview>[] = [
  ...[toOrganization, toOrganization, toOrganization],
  (review) => [toOrganization(review)],
  ({ publisher }) => publisher,
  (review) => ({ ...toOrganization(review), '@type': ['Organization', 'NewsMediaOrganization'], image: null }),
  (review) => ({ ...toOrganization(review), name: '', sameAs: [] }),
];

function toOrganization({ publisher, url }: MadeReview) {
  return { '@type': 'Organization', name: publisher, url: new URL('/', url).href };
}

/** The stars and words of a rating; the numbers are unreliable, as in reality. */
const RATINGS: readonly Shape<string>[] = [
  ...[toFullRating, toFullRating, toFullRating],
  (words) => ({ '@type': 'Rating', alternateName: words }),
  (words) => [{ '@type': 'Rating', alternateName: words, ratingValue: null }],
  (words) => ({ '@type': 'Rating', alternateName: words, ratingValue: -1, bestRating: -1, worstRating: -1 }),
  (words) => ({ '@type': 'Rating', alternateName: words, ratingValue: 0, bestRating: '', worstRating: {} }),
  (words) => ({ '@type': 'Rating', alternateName: [words], name: '', ratingValue: '0', image: 'rating.png' }),
  (words) => ({ alternateName: `${words}.`, ratingExplanation: '<p>&nbsp;</p>' }),
];

function toFullRating(words: string, random: () => number) {
  const value = String(1 + Math.floor(5 * random()));
  return { '@type': 'Rating', alternateName: words, ratingValue: value, bestRating: '5', worstRating: '1' };
}

/** What was reviewed: who said it, and where it appeared. */
const REVIEWED: readonly Shape<MadeReview>[] = [
  ...[toReviewed, toReviewed],
  (review, random) => [toReviewed(review, random)],
  (review) => ({
    ...{ '@type': 'CreativeWork', author: 'Social media', datePublished: toDay(review.place) },
    firstAppearance: { '@type': 'CreativeWork', url: toAppearance(review) },
  }),
  () => ({ '@type': 'Claim', author: { '@type': 'Person', name: null }, appearance: [] }),
  () => 'Facebook',
  () => null,
  () => undefined,
];

function toReviewed(review: MadeReview, random: () => number) {
  const work = { '@type': 'CreativeWork', url: toAppearance(review) };
  return {
    '@type': 'Claim',
    author: { '@type': 'Person', name: 'Social media users', jobTitle: '', sameAs: ['https://social.example/'] },
    datePublished: drawOf(DATES, random)(toDay(review.place), random),
    firstAppearance: work,
    appearance: random() < 0.5 ? [work] : [work, { url: `${work.url}/2`, '@type': 'CreativeWork' }],
  };
}

const toAppearance = ({ place }: MadeReview): string => `https://social.example/posts/${place}`;

/** Markup of the claim; all forms read as the same text. */
const CLAIMS: readonly Shape<string>[] = [
  ...Array.from({ length: 8 }, () => (text: string) => text),
  (text) => toEntities(text),
  (text) => text.replace(' ', '&nbsp; '),
  (text) => `  ${text}\n`,
  (text) => `<p>${toEntities(text)}</p>`,
];

function toEntities(text: string): string {
  const named = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('’', '&rsquo;');
  return named.replace(/[à-ÿ]/g, (letter) => `&#${letter.codePointAt(0)};`);
}

/** A review as its publisher marks it up. */
export function toRecord(review: MadeReview, random: () => number): Record<string, unknown> {
  const { place, claim, language, url, rating } = review;
  const isTold = random() < 0.3;
  return {
    ...{ '@context': random() < 0.5 ? 'http://schema.org' : 'https://schema.org/', '@type': 'ClaimReview' },
    author: drawOf(AUTHORS, random)(review, random),
    claimReviewed: drawOf(CLAIMS, random)(claim, random),
    datePublished: drawOf(DATES, random)(toDay(place), random),
    itemReviewed: drawOf(REVIEWED, random)(review, random),
    reviewRating: drawOf(RATINGS, random)(rating, random),
    sdPublisher: { '@type': 'Organization', name: 'Example Fact Check Tools', url: 'https://tools.example/' },
    url,
    ...(isTold ? { inLanguage: language, headline: toHeadline(review, random) } : {}),
  };
}

function toHeadline({ language, claim }: MadeReview, random: () => number): string {
  const { asks } = materialOf(language);
  return drawOf(asks, random).replace('{c}', claim.slice(0, 60));
}

/** An element of the feed. @param items one or more reviews on the same page */
export function toElement(review: MadeReview, items: readonly unknown[], random: () => number): object {
  const item = items.length === 1 && random() < 0.1 ? items[0] : items;
  return {
    '@type': 'DataFeedItem',
    dateCreated: `${toDay(review.place)}T12:00:00.000000+00:00`,
    url: review.url,
    item,
  };
}

/** Forms of a broken record. None of them is a review. */
const BROKEN: readonly ((record: Record<string, unknown>) => unknown)[] = [
  (record) => ({ ...record, claimReviewed: '' }),
  (record) => ({ ...record, claimReviewed: 2024 }),
  (record) => ({ ...record, claimReviewed: undefined }),
  (record) => ({ ...record, claimReviewed: { text: 'a node' } }),
  (record) => ({ ...record, claimReviewed: `${record.claimReviewed} `.repeat(200) }),
  (record) => ({ ...record, reviewRating: {} }),
  (record) => ({ ...record, reviewRating: [[1], [2]] }),
  (record) => ({ ...record, reviewRating: { '@type': 'Rating', alternateName: '', ratingValue: '' } }),
  (record) => ({ ...record, author: [], publisher: 7, reviewRating: 'ok' }),
  (record) => ({ ...record, author: null }),
];

/** Elements without any content. */
const EMPTY: readonly unknown[] = [
  { '@type': 'DataFeedItem', item: null },
  { '@type': 'DataFeedItem', item: [] },
  { '@type': 'DataFeedItem', item: [null, 3, 'text', []] },
  { '@type': 'DataFeedItem' },
  ...[null, 17, 'DataFeedItem', []],
];

/** An element without a readable review. */
export function toBrokenElement(review: MadeReview, random: () => number): unknown {
  if (random() < 0.3) return drawOf(EMPTY, random);
  return toElement(review, [drawOf(BROKEN, random)(toRecord(review, random))], random);
}
