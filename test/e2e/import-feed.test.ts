import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanMessage } from '../../src/core/claim/clean.ts';
import { toClaimKind } from '../../src/core/claim/kinds.ts';
import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import { toStatements } from '../../src/core/language/sentences.ts';
import { createBenchChecker } from '../../tools/bench/core.ts';
import { makeEntries, writeMadeFeed } from '../../tools/bench/made-feed.ts';
import { makeQuestions } from '../../tools/bench/made-questions.ts';
import { BENCH_SCOPE } from '../../tools/bench/store.ts';
import { startCommand } from './command-process.ts';
import { createImportFixture, toCounts } from './import-fixture.ts';

const FEED = { reviews: 2_000, seed: 7 };
const NAMED = ['--name', 'made'];
const isKept = (place: number) => place % 2 === 0;
/** A killed import's lock stands for a minute. */
const later = () => new Date(Date.now() + 120_000);

const ENTRIES = Array.from(makeEntries(FEED));
const toUrls = (entries: typeof ENTRIES) =>
  entries.flatMap(({ reviews }) => reviews.map(({ url, claim }) => `${url} ${toPlain(claim)}`)).sort();
/** Every space is a plain one in the store. */
const toPlain = (claim: string) => claim.replaceAll('\u00a0', ' ');

type Fixture = ReturnType<typeof createImportFixture>;

/** All that a store has of the feed, but the moments of reading. */
function readAll({ file }: Fixture) {
  const db = new DatabaseSync(file, { readOnly: true });
  const all = (sql: string) => db.prepare(sql).all();
  const content = {
    reviews: all('SELECT id, json FROM reviews ORDER BY id'),
    surfaces: all(
      "SELECT owner_id, kind, claim, title, label FROM surfaces WHERE kind = 'review' ORDER BY owner_id, claim",
    ),
    forms: all(
      "SELECT s.owner_id, f.form FROM surface_forms AS f JOIN surfaces AS s ON s.id = f.surface_id WHERE s.kind = 'review' ORDER BY s.owner_id, f.form",
    ),
    held: all('SELECT archive, review_id FROM archive_reviews ORDER BY review_id'),
  };
  db.close();
  return content;
}

const readUrls = (fixture: Fixture) =>
  readAll(fixture)
    .reviews.map(({ json }) => JSON.parse(String(json)) as { url: string; claimReviewed: string })
    .map(({ url, claimReviewed }) => `${url} ${claimReviewed}`)
    .sort();

describe('a feed of thousands of reviews in twelve languages', () => {
  let fixture: Fixture;
  let whole: string;
  let first: Awaited<ReturnType<Fixture['run']>>;
  beforeAll(async () => {
    fixture = createImportFixture();
    whole = join(fixture.folder, 'feed.json');
    await writeMadeFeed(whole, FEED);
    first = await fixture.run([whole, ...NAMED]);
  });
  afterAll(() => fixture.remove());

  it('is taken in with each review that can be read, once', () => {
    expect(first.code).toBe(0);
    const { added, changed, refused } = toCounts(first.out);
    expect({ added, changed }).toEqual({ added: toUrls(ENTRIES).length, changed: 0 });
    expect(refused).toBeGreaterThan(40);
    expect(readUrls(fixture)).toEqual(toUrls(ENTRIES));
  });

  it('is found by each of its claims, asked word for word', async () => {
    const { priors } = fixture.store;
    const lost: string[] = [];
    for (const { reviews } of ENTRIES) {
      const urls = reviews.map(({ url }) => url);
      const found = await priors.identical(toForms(reviews[0].claim), BENCH_SCOPE);
      const pages = await Promise.all(found.map(async ({ id }) => (await priors.review(id))?.url ?? ''));
      if (!urls.every((url) => pages.includes(url))) lost.push(reviews[0].claim);
    }
    expect(lost).toEqual([]);
  });

  it('answers such a question with what its publisher says', async () => {
    const { checker } = createBenchChecker(fixture.store);
    for (const { text, right } of makeQuestions(FEED, 60).stored) {
      const answers = await checker.check(text, BENCH_SCOPE, new AbortController().signal);
      const urls = answers.flatMap(({ check }) => check.verdict.citations.map(({ source }) => source.url));
      expect(right?.urls, text).toContain(urls[0]);
    }
  });

  it('stays as it is when it is read again', async () => {
    const before = readAll(fixture);
    const { code, out } = await fixture.run([whole, ...NAMED]);
    expect(code).toBe(0);
    expect(toCounts(out)).toMatchObject({ added: 0, changed: 0 });
    expect(out).not.toContain('removed');
    expect(readAll(fixture)).toEqual(before);
  });

  it('is the same after an import that was killed in its middle', async () => {
    const killed = createImportFixture();
    try {
      const text = readFileSync(whole);
      const url = await killed.serve((_, response) => response.write(text.subarray(0, text.length * 0.6)));
      const process = startCommand(killed.folder, killed.file, ['import', url, ...NAMED]);
      // The rest never comes, so that it is killed in the middle however slow the machine is.
      await expect.poll(() => killed.store.reviewCount(), { timeout: 50_000, interval: 20 }).toBeGreaterThan(0);
      process.kill('SIGKILL');
      await process.ended;
      expect(await killed.store.reviewCount()).toBeLessThan(FEED.reviews);
      expect((await killed.run([whole, ...NAMED], { now: later })).code).toBe(0);
      expect(readAll(killed)).toEqual(readAll(fixture));
    } finally {
      await killed.remove();
    }
  });

  it('loses what is taken out of it, and nothing else', async () => {
    const half = join(fixture.folder, 'half.json');
    await writeMadeFeed(half, { ...FEED, keep: isKept });
    const { code, out } = await fixture.run([half, ...NAMED]);
    const left = toUrls(ENTRIES.filter((_, place) => isKept(place)));
    expect(code).toBe(0);
    expect(toCounts(out)).toMatchObject({ added: 0, changed: 0 });
    const gone = toUrls(ENTRIES).length - left.length;
    expect(out).toMatch(new RegExp(`^ {2}removed +${gone.toLocaleString('en-GB')}$`, 'm'));
    expect(readUrls(fixture)).toEqual(left);
  });
});

/** What a message is looked for by, as the checker does it. */
function toForms(message: string): string[] {
  const statements = toStatements(cleanMessage(message).text).flatMap((text) => {
    const kind = toClaimKind(text);
    return kind.kind === 'yes-no-question' && kind.statement ? [text, kind.statement] : [text];
  });
  return statements.flatMap((text) => toAskedForms(text));
}
