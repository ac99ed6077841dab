import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createRandom } from './corpus.ts';
import { drawOf, type MadeClaim, makeClaims, materialOf, sayClaim } from './made-claims.ts';
import { type MadeReview, toBrokenElement, toElement, toRecord } from './made-records.ts';

/** Which feed is made: equal options give the same feed. */
export interface MadeFeedOptions {
  /** The number of claims with a review. Some are published twice, and broken records are added. */
  reviews: number;
  seed: number;
  /** Whether the feed contains a place; by default it contains all. It does not change the content of the others. */
  keep?(place: number): boolean;
}

/** A claim with everything published about it. */
export interface MadeEntry {
  made: MadeClaim;
  /** Another claim of its family, which nobody has published. */
  spare: MadeClaim;
  /** The claim's own review first, then that of another publisher, if there is one. */
  reviews: readonly [MadeReview, ...MadeReview[]];
}

/** One claim in this many has two publishers, occurs twice, shares the page of the one before, or is followed by a broken record. */
const TWIN_EVERY = 50;
const AGAIN_EVERY = 60;
const SHARED_EVERY = 25;
const BROKEN_EVERY = 30;
/** How many elements later the repeated one comes. */
const AGAIN_AFTER = 400;
/** How many times a long claim repeats itself; a claim of more than 2,000 characters is refused. */
const MOST_TOLD = 7;

/** The form in which a claim is published: with a full stop, in quotes, as a question, at length. */
const DRESSES: readonly ((made: MadeClaim, random: () => number) => string)[] = [
  ...Array.from(
    { length: 50 },
    () =>
      ({ text }: MadeClaim) =>
        text,
  ),
  ...Array.from({ length: 25 }, () => (made: MadeClaim) => made.text + toStop(made)),
  ...Array.from(
    { length: 8 },
    () =>
      ({ text }: MadeClaim) =>
        `"${text}"`,
  ),
  ...Array.from(
    { length: 3 },
    () =>
      ({ text }: MadeClaim) =>
        `“${text}”`,
  ),
  ...Array.from({ length: 3 }, () => (made: MadeClaim) => asks(made)),
  ({ text }) => text.toUpperCase(),
  ({ text }) => `${text}!!!`,
  (made, random) => tellAtLength(made, random),
];

const toStop = ({ family }: MadeClaim): string => ({ zh: '。', hi: '।' })[family.language as string] ?? '.';

function asks({ family, text }: MadeClaim): string {
  return materialOf(family.language).asks[0]?.replace('{c}', text) ?? text;
}

/** A chain letter: the same claim in other words, repeated. */
function tellAtLength(made: MadeClaim, random: () => number): string {
  const stop = toStop(made);
  const told = Array.from({ length: 2 + Math.floor(random() * (MOST_TOLD - 1)) }, (_, at) =>
    sayClaim(made, { turned: at % 2 === 1, synonyms: at > 1, digits: at > 3 }),
  );
  return told.map((text) => text + stop).join(' ');
}

/** The claims of a feed with their reviews, in order. */
export function* makeEntries({ reviews, seed }: MadeFeedOptions): Generator<MadeEntry> {
  const claims = makeClaims(seed);
  let page = '';
  for (let place = 0; place < reviews; place += 1) {
    const { claim: made, spare } = claims.next().value;
    const random = toRandom(seed, place);
    const { language } = made.family;
    const { publishers, ratings } = materialOf(language);
    if (place % SHARED_EVERY !== 1) page = `https://${language}.facts.example/${2014 + (place % 12)}/${place}`;
    const publisher = drawOf(publishers, random);
    const claim = drawOf(DRESSES, random)(made, random);
    const review = { ...{ place, language, claim, publisher }, url: page, rating: drawOf(ratings, random) };
    const other = publishers.find((name) => name !== publisher) ?? publisher;
    const twin = { ...review, url: `https://checks.example/${language}/${place}`, publisher: other };
    const hasTwin = place % TWIN_EVERY === 3;
    yield { made, spare, reviews: hasTwin ? [review, twin] : [review] };
  }
}

/** The elements of the feed: each page with its reviews, some of them repeated, and broken ones in between. */
function* makeElements({ keep = () => true, ...options }: MadeFeedOptions): Generator<unknown> {
  const again: { at: number; element: object }[] = [];
  let page: { review: MadeReview; items: unknown[] } | undefined;
  for (const { reviews } of makeEntries(options)) {
    const [review, ...twins] = reviews;
    const { place } = review;
    if (!keep(place)) continue;
    const random = toRandom(options.seed + 1, place);
    const record = toRecord(review, random);
    if (page?.review.url === review.url) {
      page.items.push(record);
      continue;
    }
    if (page) yield toElement(page.review, page.items, random);
    page = { review, items: [record] };
    for (const twin of twins) yield toElement(twin, [toRecord(twin, random)], random);
    if (place % BROKEN_EVERY === 7) yield toBrokenElement(review, random);
    if (place % AGAIN_EVERY === 11)
      again.push({ at: place + AGAIN_AFTER, element: toElement(review, [record], random) });
    while (again[0] && again[0].at <= place) yield again.shift()?.element;
  }
  if (page) yield toElement(page.review, page.items, toRandom(options.seed, -1));
}

/** Writes the feed in Data Commons' form, element by element. */
export async function writeMadeFeed(path: string, options: MadeFeedOptions, signal?: AbortSignal): Promise<void> {
  const stream = createWriteStream(path);
  await pipeline(Readable.from(toText(options)), stream, signal === undefined ? {} : { signal });
}

function* toText(options: MadeFeedOptions): Generator<string> {
  let before = '{"@context":"https://schema.org","@type":"DataFeed","dateModified":"2026-11-01","dataFeedElement":[\n';
  for (const element of makeElements(options)) {
    yield `${before}${JSON.stringify(element)}`;
    before = ',\n';
  }
  yield `${before === ',\n' ? '' : before}\n]}\n`;
}

/** The random numbers of one place, independent of the places before it. */
function toRandom(seed: number, place: number): () => number {
  return createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b));
}
