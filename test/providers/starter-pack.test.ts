import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStarterFiles, toStarterJson } from '../../src/cli/starter-files.ts';
import type { ClaimReview } from '../../src/core/types.ts';
import { loadStarterPack, readStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { createStoreFolder } from './store-folder.ts';

const FOLDER = join(import.meta.dirname, '../../starter');
const { reviews } = await readStarterPack(FOLDER);
const named = reviews.map((review): [string, ClaimReview] => [review.id.replace(/^.*:/, ''), review]);
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Words as a set, with punctuation and case folded away. */
const toWords = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .match(/[\p{L}\p{N}%]+/gu) ?? [];
const toSurfaces = ({ claimReviewed, forms }: ClaimReview): string[] => [claimReviewed, ...forms];

describe('the starter pack', () => {
  it('has at least 150 entries, a third of them true or partly true', () => {
    const isTrueish = ({ label }: ClaimReview) => /^(?:true|mostly-true|partially-true)$/.test(label ?? '');
    expect(reviews.length).toBeGreaterThanOrEqual(150);
    expect(reviews.filter(isTrueish).length).toBeGreaterThanOrEqual(reviews.length / 3);
  });

  it('covers all six topics', () => {
    const topics = new Set(reviews.map((review) => review.topic));
    expect([...topics].sort()).toEqual(['health', 'history', 'hoax', 'politics', 'science', 'technology']);
  });

  it.each(named)('%s is complete', (_, review) => {
    expect(review.id).toMatch(/^urn:claimcheck:starter:[a-z\d]+(?:-[a-z\d]+)*$/);
    expect(review.claimReviewed).toMatch(/^["“\p{Lu}\d].*[.!]["”]?$/u);
    expect(review.forms.length).toBeGreaterThanOrEqual(6);
    expect(review.label).toBeDefined();
    expect(review.textualRating.toLowerCase().replaceAll(' ', '-')).toBe(review.label);
    expect(review).toMatchObject({
      publisher: 'Claimcheck (built-in list)',
      language: 'en',
      reviewDate: expect.stringMatching(/^2026-11-2[39]$/),
    });
    expect(review).not.toHaveProperty('url');
    expect(review.known.length).toBeGreaterThan(80);
    expect(review.summary).not.toMatch(/…$/);
  });

  it.each(named)('%s is summed up in two sentences', (_, { summary }) => {
    // A name's initial or “St.” ends no sentence, whatever the segmenter says.
    const plain = summary.replace(/(?<!°)\b(?:[A-Z]|St|Dr|v|vs|No)\. ?(?=[A-Z\d])/g, '');
    expect(Array.from(SENTENCES.segment(plain))).toHaveLength(2);
  });

  it.each(named)('%s cites specific pages', (_, { citations }) => {
    expect(citations.length).toBeGreaterThanOrEqual(1);
    for (const { source, statement, quote, quoteVerified } of citations) {
      const url = new URL(source.url);
      expect(url.protocol).toMatch(/^https?:$/);
      expect(url.pathname.length).toBeGreaterThan(1);
      expect(source.url).not.toMatch(/Main_Page|Special:|Category:|Portal:|\/search|[?&](?:q|search)=/i);
      expect(source.title && source.publisher).toBeTruthy();
      expect(toWords(statement).length).toBeGreaterThanOrEqual(5);
      expect(quoteVerified).toBe(quote !== undefined);
    }
  });

  it('says nothing twice', () => {
    const owners = new Map<string, string[]>();
    for (const review of reviews) {
      for (const surface of toSurfaces(review)) {
        const key = toWords(surface).join(' ');
        owners.set(key, [...(owners.get(key) ?? []), review.id]);
      }
    }
    expect([...owners].filter(([, ids]) => ids.length > 1)).toEqual([]);
  });

  it('has no two entries that are nearly the same claim, but for one word that counts', () => {
    const sets = reviews.map((review) => ({
      id: review.id,
      words: toSurfaces(review).map((text) => new Set(toWords(text))),
    }));
    const jaccard = (one: Set<string>, other: Set<string>): number => {
      let shared = 0;
      for (const word of one) if (other.has(word)) shared += 1;
      return shared / (one.size + other.size - shared);
    };
    const near = sets.flatMap(({ id, words }, place) =>
      sets
        .slice(place + 1)
        .flatMap((other) =>
          words.some((one) => other.words.some((two) => jaccard(one, two) >= 0.8)) ? [`${id} and ${other.id}`] : [],
        ),
    );
    // One word tells these two apart, and the matching names it as another place.
    expect(near).toEqual(['urn:claimcheck:starter:great-wall-moon and urn:claimcheck:starter:great-wall-space']);
  });

  it('holds that Russia confirmed North Korean forces in Kursk, as true', () => {
    const kursk = reviews.find((review) => review.id === 'urn:claimcheck:starter:north-korea-troops-kursk');
    expect(kursk).toMatchObject({ label: 'true', claimDate: '2025-04-26' });
    expect(kursk?.claimReviewed).toMatch(/April 2025, Russia confirmed for the first time .*North Korea.*Kursk/);
    expect(`${kursk?.summary} ${kursk?.known}`).toMatch(/26 April 2025.*Gerasimov.*28 April 2025/s);
  });

  it('holds that the Great Wall cannot be seen from the Moon', () => {
    expect(reviews.find((review) => review.id.endsWith(':great-wall-moon'))).toMatchObject({ label: 'false' });
  });

  it('is formatted as starter:verify writes it', async () => {
    for (const { path, entries } of await readStarterFiles(FOLDER)) {
      expect(readFileSync(path, 'utf8')).toBe(toStarterJson(entries));
    }
  });
});

describe('loadStarterPack', () => {
  const storeFolder = createStoreFolder();
  let folder: string;
  let store: EmbeddedStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-starter-'));
    cpSync(FOLDER, folder, { recursive: true });
    store = openStore({ file: storeFolder.newFile() });
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => storeFolder.remove());

  const load = () => loadStarterPack({ folder, priors: store.priors, meta: store.meta });
  const change = (name: string, edit: (entries: Record<string, unknown>[]) => unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, 'utf8')))));
  };

  it('puts every entry into the store, once', async () => {
    expect(await load()).toBe(true);
    expect(await store.reviewCount()).toBe(reviews.length);
    const [first] = reviews;
    expect(await store.priors.review(first?.id ?? '')).toEqual(first);
    expect(await load()).toBe(false);
    expect(await store.reviewCount()).toBe(reviews.length);
  });

  it('waits for a process that loads it at the same time, and gives up where the store stays busy', async () => {
    const busy = new ClaimcheckError('store-busy', 'Another process writes.');
    let other = async () => void (await load());
    const addReviews = async () => {
      await other();
      throw busy;
    };
    const options = { folder, priors: { ...store.priors, addReviews }, meta: store.meta };
    expect(await loadStarterPack(options)).toBe(false);
    change('health.json', ([first]) => [{ ...first, abstract: 'New words.' }]);
    other = async () => undefined;
    await expect(loadStarterPack(options)).rejects.toBe(busy);
  });

  it('takes a changed entry over and removes one that left, and nothing else', async () => {
    await load();
    const other = { ...reviews[0], id: 'imported', url: 'https://example.org/1' } as ClaimReview;
    await store.priors.addReviews([other]);
    change('science.json', ([first, _second, ...rest]) => [{ ...first, abstract: 'New words.' }, ...rest]);
    expect(await load()).toBe(true);
    expect(await store.reviewCount()).toBe(reviews.length);
    const [changed, gone] = reviews.filter((review) => review.topic === 'science');
    expect(await store.priors.review(changed?.id ?? '')).toMatchObject({ summary: 'New words.' });
    expect(await store.priors.review(gone?.id ?? '')).toBeUndefined();
    expect(await store.priors.review('imported')).toEqual(other);
  });

  it('removes the entries of a file that left', async () => {
    await load();
    const [name = ''] = readdirSync(folder);
    rmSync(join(folder, name));
    await load();
    const { reviews: left } = await readStarterPack(folder);
    expect(await store.reviewCount()).toBe(left.length);
  });

  it.each<[string, string, RegExp]>([
    ['cut JSON', '[{"@type":', /health\.json is not complete JSON/],
    ['no list', '{}', /health\.json does not contain a list/],
    ['a broken entry', '[{"@type":"ClaimReview"}]', /health\.json has an invalid entry \(number 1: it has no claim\)/],
  ])('refuses a pack with %s and leaves the store as it was', async (_, text, message) => {
    writeFileSync(join(folder, 'health.json'), text);
    await expect(load()).rejects.toMatchObject({ code: 'import-failed', message: expect.stringMatching(message) });
    expect(await store.reviewCount()).toBe(0);
  });

  it('writes nothing where nothing changed', async () => {
    await load();
    const changes = () => store.db.prepare<{ n: number }>('SELECT total_changes() AS n').get()?.n;
    const before = changes();
    expect(await load()).toBe(false);
    expect(changes()).toBe(before);
  });
});
