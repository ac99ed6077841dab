import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toKnownForms } from '../../src/core/claim/known-forms.ts';
import { isRated, toTakenVerdict } from '../../src/core/reviews/adopt-review.ts';
import type { Check } from '../../src/core/types.ts';
import { toCheck } from '../contracts/samples.ts';
import { createImportFixture, toCounts, toLines, toReview, toReviews } from './import-fixture.ts';

let fixture: ReturnType<typeof createImportFixture>;
beforeEach(() => {
  fixture = createImportFixture();
});
afterEach(() => fixture.remove());

describe('npm run import', () => {
  it('puts an archive into the store, and a second run adds nothing', async () => {
    const path = fixture.write('lines.jsonl', toLines(2_500));
    const first = await fixture.run([path]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(toCounts(first.out)).toEqual({ added: 2_500, changed: 0, unchanged: 0, refused: 0 });
    expect(first.out).toMatch(/^Read 2,500 records from .*lines\.jsonl in \d+\.\d s \([\d,]+ records\/s\)\.$/m);
    expect(await fixture.store.reviewCount()).toBe(2_500);
    const second = await fixture.run([path]);
    expect(toCounts(second.out)).toEqual({ added: 0, changed: 0, unchanged: 2_500, refused: 0 });
    expect(await fixture.store.reviewCount()).toBe(2_500);
  });

  it('takes a correction over under the same id', async () => {
    await fixture.run([fixture.write('a.json', JSON.stringify([toReview(1), toReview(2)]))]);
    const corrected = toReview(1, { reviewRating: { alternateName: 'True' } });
    const { out } = await fixture.run([fixture.write('b.json', JSON.stringify([corrected, toReview(2)]))]);
    expect(toCounts(out)).toEqual({ added: 0, changed: 1, unchanged: 1, refused: 0 });
  });

  it('says what was refused, where and why, and writes it out', async () => {
    const bad = [
      toReview(1),
      { '@type': 'ClaimReview' },
      toReview(2, { reviewRating: {} }),
      {},
      { '@type': 'ClaimReview', a: 1 },
    ];
    const refused = join(fixture.folder, 'refused.jsonl');
    const { code, out } = await fixture.run([fixture.write('bad.json', JSON.stringify(bad)), '--refused', refused]);
    expect(code).toBe(0);
    expect(toCounts(out)).toEqual({ added: 1, changed: 0, unchanged: 0, refused: 4 });
    expect(out).toContain('    2 × it has no claim: record 2, record 5\n');
    expect(out).toContain('    1 × it has no rating in words: record 3\n');
    const lines = readFileSync(refused, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toEqual({ place: 'record 2', reason: 'it has no claim', record: '{"@type":"ClaimReview"}' });
  });

  it('says how many of the records decide nothing, and why', async () => {
    const rows = [
      'Ducks fly,False,https://facts.example/1',
      'Ducks swim,False,',
      'Ducks talk,Kinda so,https://facts.example/3',
    ];
    const path = fixture.write('rows.csv', ['claim,rating,url', ...rows].join('\n'));
    const { out } = await fixture.run([path, '--publisher', 'Facts']);
    expect(out).toContain(
      '  Records with a usable verdict: 1 of 3.\n' +
        '  Records with a rating outside our scale: 1. Cards quote the rating, but it gives no verdict.\n' +
        '  Records without a page (url) or sources: 1. They give no verdict: a card needs a source to link to.\n',
    );
  });

  it('keeps no archive of a file that is not there, and keeps one that was read before', async () => {
    const path = fixture.write('mine.json', JSON.stringify([toReview(1)]));
    await fixture.run([path, '--name', 'mine']);
    rmSync(path);
    for (const args of [[path, '--name', 'mine'], [join(fixture.folder, 'nosuch.csv')]])
      expect(await fixture.run(args)).toMatchObject({ code: 3, err: expect.stringContaining('There is no file') });
    expect((await fixture.run(['--list'])).out).toMatch(/^mine {2}1 review, read [^\n]+\n$/);
  });

  it('gives publisher and language to the records without', async () => {
    const path = fixture.write('rows.csv', 'claim,rating\nThe Moon is made of cheese,False');
    expect((await fixture.run([path])).out).toContain('--publisher NAME sets one');
    await fixture.run([path, '--publisher', 'My House', '--language', 'en-GB']);
    const scope = { platform: 't', chatId: 'c', personId: 'p', visibility: { kind: 'public' } } as const;
    const [found] = await fixture.store.priors.search(['moon', 'chees'], scope, 5);
    expect(await fixture.store.priors.review(found?.id ?? '')).toMatchObject({
      publisher: 'My House',
      language: 'en-GB',
    });
  });

  it('keeps what stands before the break of a broken file', async () => {
    const path = fixture.write('cut.json', JSON.stringify(toReviews(1_234)).slice(0, -20));
    const { code, out, err } = await fixture.run([path]);
    expect(code).toBe(3);
    expect(toCounts(out)).toMatchObject({ added: 1_233 });
    expect(err).toMatch(/^The file is cut off: .*\nWhat was read before that is kept/);
    expect(await fixture.store.reviewCount()).toBe(1_233);
  });

  it.each<[string, string[], number, RegExp]>([
    ['no argument', [], 2, /^Name one file or address to import\.\n\nUsage: /],
    ['two files', ['a', 'b'], 2, /^Name one file/],
    ['an unknown option', ['a', '--oops'], 2, /Unknown option '--oops'/],
    ['a wrong language', ['a', '--language', 'no language!'], 2, /is not a language tag/],
    ['a missing file', ['/nowhere/at/all.json'], 3, /^There is no file \/nowhere\/at\/all\.json/],
    ['a folder', [tmpdir()], 3, /is a folder/],
    ['another scheme', ['ftp://example.org/x'], 3, /^Only files and http\(s\) addresses/],
    ['a server that is not there', ['http://127.0.0.1:1/x'], 3, /^The connection to 127\.0\.0\.1:1 failed/],
  ])('answers %s with exit code and sentence', async (_, args, code, err) => {
    const result = await fixture.run(args);
    expect(result).toMatchObject({ code, err: expect.stringMatching(err) });
    expect(await fixture.store.reviewCount()).toBe(0);
  });

  it('explains itself, with its exit codes', async () => {
    const { code, out } = await fixture.run(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: npm run import -- FILE\|URL.*Exit codes: 0 .*2 .*3 .*4 .*130/s);
  });

  it('draws a bar on a terminal and clears it', async () => {
    const { err } = await fixture.run([fixture.write('a.jsonl', toLines(20))], { tty: true });
    expect(err.replaceAll('\u001b', 'ESC')).toMatch(
      /\rESC\[2K[█░]{24} \d+ % {2}\d+ records, \d+ kB of \d+ kB\rESC\[2K$/,
    );
  });
});

describe('npm run import, of an archive that it knows', () => {
  const scope = { platform: 't', chatId: 'c', personId: 'p', visibility: { kind: 'public' } } as const;
  const rated = (n: number, rating: string) => toReview(n, { reviewRating: { alternateName: rating } });
  const idOf = async (n: number) =>
    (await fixture.store.priors.identical(toKnownForms(`Claim number ${n} says something about ${n} things`), scope))[0]
      ?.id;

  /** The check that takes a review's verdict over, as the bot makes it. */
  async function adopt(n: number): Promise<Check> {
    const review = await fixture.store.priors.review((await idOf(n)) ?? '');
    if (!review || !isRated(review)) throw new Error(`no review ${n}`);
    return fixture.store.checks.save(
      toCheck(`CHECK${n}`, { verdict: toTakenVerdict(review), claimKey: `claim ${n}`, visibility: { kind: 'public' } }),
      scope,
    );
  }

  it('takes out what is no longer in it, and changes the checks that took a verdict over', async () => {
    const path = fixture.write('a.json', JSON.stringify([rated(1, 'False'), rated(2, 'False'), rated(3, 'False')]));
    await fixture.run([path]);
    const checks = [await adopt(1), await adopt(2), await adopt(3)];
    fixture.write('a.json', JSON.stringify([rated(1, 'True'), rated(3, 'False')]));
    const { code, out } = await fixture.run([path]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}removed +1$/m);
    expect(out).toMatch(/^ {2}checks changed +2$/m);
    expect(await idOf(2)).toBeUndefined();
    const [one, two, three] = await Promise.all(checks.map(({ id }) => fixture.store.checks.get(id, scope)));
    expect(one).toMatchObject({ verdict: { label: 'true' }, history: [{ label: 'false' }] });
    expect(two).toMatchObject({
      verdict: { label: 'unverified', reason: 'no-prior-check' },
      history: [{ label: 'false' }],
    });
    expect(two).not.toHaveProperty('verdict.takenFrom');
    expect(three?.verdict).toEqual(checks[2]?.verdict);
  });

  it('takes nothing out where the file breaks off', async () => {
    const whole = JSON.stringify([rated(1, 'False'), rated(2, 'False'), rated(3, 'False')]);
    const path = fixture.write('a.json', whole);
    await fixture.run([path]);
    fixture.write('a.json', whole.slice(0, whole.length / 2));
    expect((await fixture.run([path])).code).toBe(3);
    expect(await fixture.store.reviewCount()).toBe(3);
  });

  it.each([
    ['is not there', () => 'no-such.json'],
    ['has other columns', () => fixture.write('a.csv', 'text,verdict\nBats are blind,False\n')],
  ])('leaves no archive behind where the file %s', async (_how, toPath) => {
    expect((await fixture.run([toPath()])).code).toBe(3);
    expect((await fixture.run(['--list'])).out).toBe('No archives have been imported yet.\n');
  });

  it('lists the archives, and takes one out by its name', async () => {
    expect((await fixture.run(['--list'])).out).toBe('No archives have been imported yet.\n');
    const path = fixture.write('a.json', JSON.stringify([rated(1, 'False'), rated(2, 'False')]));
    await fixture.run([path, '--name', 'mine']);
    await fixture.run([
      fixture.write('b.json', JSON.stringify([rated(2, 'False'), rated(3, 'False')])),
      '--name',
      'theirs',
    ]);
    const check = await adopt(1);
    expect((await fixture.run(['--list'])).out).toMatch(
      /^mine {2}2 reviews, read \d{4}-\d\d-\d\d {2}\S+a\.json\ntheirs {2}2 reviews, read .*b\.json\n$/,
    );
    const { code, out } = await fixture.run(['--remove', 'mine']);
    expect({ code, out }).toEqual({ code: 0, out: 'Removed “mine”: 1 review, and the verdict of 1 check.\n' });
    // The other archive has the second one as well.
    expect([await idOf(1), await idOf(2), await idOf(3)]).toEqual([undefined, expect.any(String), expect.any(String)]);
    expect((await fixture.store.checks.get(check.id, scope))?.verdict.label).toBe('unverified');
    expect(await fixture.run(['--remove', 'mine'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no archive named “mine”. “npm run import -- --list” lists them.'),
    });
  });

  it('asks a server whether the file has changed, and reads it only then', async () => {
    let version = 1;
    const asked: (string | undefined)[] = [];
    const address = await fixture.serve((_, response) => {
      asked.push(response.req.headers['if-none-match']);
      const etag = `"v${version}"`;
      if (response.req.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(JSON.stringify([rated(version, 'False')]));
    });
    await fixture.run([`${address}/feed.json`]);
    expect((await fixture.run([`${address}/feed.json`])).out).toMatch(
      /feed\.json has not changed since it was last read\.\n$/,
    );
    version = 2;
    expect((await fixture.run([`${address}/feed.json`])).out).toMatch(/^ {2}removed +1$/m);
    expect(asked).toEqual([undefined, '"v1"', '"v1"']);
  });

  it('reads a file again that was not read to its end', async () => {
    const asked: (string | undefined)[] = [];
    const address = await fixture.serve((_, response) => {
      asked.push(response.req.headers['if-none-match']);
      response.writeHead(200, { etag: '"v1"' }).end(`${JSON.stringify([rated(1, 'False')]).slice(0, -1)},`);
    });
    expect((await fixture.run([`${address}/feed.json`])).code).toBe(3);
    expect((await fixture.run([`${address}/feed.json`])).code).toBe(3);
    expect(asked).toEqual([undefined, undefined]);
  });
});
