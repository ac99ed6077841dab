import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimReview } from '../../src/core/types.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { toReview } from '../contracts/samples.ts';
import type { Platform } from '../demo/page/views.ts';
import { openPlace, type Place } from '../situations/both-platforms.ts';
import { ASKED, PLUM_REVIEW } from '../situations/reviews.ts';

const SIZE = 30_000;
const TOWNS = ['Oberwald', 'Unterwald', 'Brun', 'Alba', 'Harlow', 'Norden', 'Lindau', 'Rosk', 'Tarn', 'Velden'];
const WHO = ['council', 'mayor', 'hospital', 'school', 'museum', 'brewery', 'airport', 'library', 'court', 'police'];
const DID = ['closed', 'opened', 'sold', 'bought', 'banned', 'rebuilt', 'painted', 'lost', 'found', 'moved'];
const WHAT = [
  'bridges',
  'lampposts',
  'benches',
  'dumplings',
  'trams',
  'fountains',
  'statues',
  'ovens',
  'boats',
  'bells',
];

/** Four words of ten each and a number, so that no two are the same claim. */
function toMade(at: number): ClaimReview {
  const pick = (words: readonly string[], place: number) => words[Math.floor(at / 10 ** place) % 10] ?? '';
  const what = `${pick(DID, 2)} ${1000 + at} ${pick(WHAT, 3)} in May ${2014 + Math.floor(at / 10_000)}`;
  const claimReviewed = `The ${pick(WHO, 1)} of ${pick(TOWNS, 0)} ${what}`;
  return toReview(`made-${at}`, { claimReviewed, title: '', url: `https://facts.example/${at}` });
}

describe(`an archive of ${SIZE} reviews`, { timeout: 300_000 }, () => {
  let folder: string;
  let archive: string;
  let place: Place;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-archive-'));
    archive = join(folder, 'archive.sqlite');
    const store = openStore({ file: archive });
    for (let at = 0; at < SIZE; at += 5_000)
      await store.priors.addReviews(Array.from({ length: 5_000 }, (_, more) => toMade(at + more)));
    store.close();
  }, 300_000);
  afterEach(() => place.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<Platform>(['discord', 'telegram'])(
    'answers the words of a review with its verdict, others with the closest: %s',
    async (platform) => {
      place = await openPlace(platform, { reviews: [PLUM_REVIEW], archive });
      const { claimReviewed } = toMade(24_321);
      const card = await place.check('ana', `they say ${claimReviewed.toUpperCase()}`, 'Example Facts');
      expect(card).toContain(claimReviewed);
      expect(card).toContain('False');
      expect(await place.check('ben', ASKED, 'Closest checked claim')).toContain(PLUM_REVIEW.claimReviewed);
    },
  );
});
