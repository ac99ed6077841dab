import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toKnownForms } from '../../src/core/claim/known-forms.ts';
import { splitSentences } from '../../src/core/language/sentences.ts';
import type { ClaimReview } from '../../src/core/types.ts';
import { readStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { type MatchingFixture, openFixture, readData } from '../core/match/matching-fixture.ts';

const STARTER = fileURLToPath(new URL('../../starter/', import.meta.url));
const toId = (slug: string) => `urn:claimcheck:starter:${slug}`;
/** Written apart from the entries, and not used in training. */
const PARAPHRASES = readData<{ id: string; text: string }>('paraphrases.test.jsonl');

/** On the subject of an entry, and another claim: its correction, another matter, or with things exchanged. Written to be hard. */
interface Counterclaim {
  id: string;
  kind: 'truth' | 'other' | 'turned';
  text: string;
}
const COUNTERCLAIMS = readData<Counterclaim>('counterclaims.test.jsonl');

/** The gates of "Done when": what is measured stands above them. */
const LIKELY_FLOOR = 0.9;
const FALSELY_LIKELY_CEILING = 0.01;
/** No order of words tells all of them apart. */
const COUNTERCLAIM_CEILING = 0.09;
const CORRECTION_CEILING = 0.01;

describe('the starter pack and the shipped weights', { timeout: 180_000 }, () => {
  let fixture: MatchingFixture;
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  let reviews: ReadonlyMap<string, ClaimReview>;
  beforeAll(async () => {
    folder = await createCoreFolder();
    fixture = await openFixture([], folder.newFile());
    reviews = new Map((await readStarterPack(STARTER)).reviews.map((review) => [review.id, review]));
  });
  afterAll(() => {
    fixture.store.close();
    folder.remove();
  });

  it('there are at least 100 paraphrases, each of an entry', () => {
    expect(PARAPHRASES.length).toBeGreaterThanOrEqual(100);
    expect(PARAPHRASES.filter(({ id }) => !reviews.has(toId(id)))).toEqual([]);
  });

  it('no paraphrase was seen in training', () => {
    const seen = new Set(readData<{ text: string }>('paraphrases.train.jsonl').map(({ text }) => text.toLowerCase()));
    const written = new Set(Array.from(reviews.values()).flatMap((one) => [one.claimReviewed, ...one.forms]));
    expect(PARAPHRASES.filter(({ text }) => seen.has(text.toLowerCase()) || written.has(text))).toEqual([]);
  });

  it('a paraphrase is identical with its entry or likely the same, and never as another', async () => {
    const missed: string[] = [];
    const wrong: string[] = [];
    let identical = 0;
    for (const { id, text } of PARAPHRASES) {
      const { grade, ids } = await fixture.recognise(text);
      if (grade === 'identical') identical += 1;
      if (ids[0] !== toId(id)) missed.push(`${id}: ${text}`);
      if (ids.some((found) => found !== toId(id))) wrong.push(`${id} as ${ids.join()}: ${text}`);
    }
    const share = 1 - missed.length / PARAPHRASES.length;
    console.log(`paraphrases found: ${share.toFixed(3)} of ${PARAPHRASES.length}, ${identical} identical`, missed);
    expect(wrong).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(LIKELY_FLOOR);
  });

  it('with its entry taken out, a paraphrase is likely the same as nothing', async () => {
    const wrong: string[] = [];
    for (const { id, text } of PARAPHRASES) {
      const entry = reviews.get(toId(id));
      if (!entry) throw new Error(`no entry ${id}`);
      await fixture.store.priors.removeReviews([entry.id]);
      const { ids } = await fixture.recognise(text);
      await fixture.store.priors.addReviews([entry]);
      expect(ids).not.toContain(entry.id);
      if (ids.length > 0) wrong.push(`${id} as ${ids.join()}: ${text}`);
    }
    console.log(`paraphrases without their entry called likely: ${wrong.length} of ${PARAPHRASES.length}`, wrong);
    expect(wrong.length / PARAPHRASES.length).toBeLessThanOrEqual(FALSELY_LIKELY_CEILING);
  });

  it('no entry of a held-out counterclaim was seen with one in training', () => {
    const seen = new Set(readData<Counterclaim>('counterclaims.train.jsonl').map(({ id }) => id));
    expect(COUNTERCLAIMS.filter(({ id }) => seen.has(id) || !reviews.has(toId(id)))).toEqual([]);
  });

  it('few counterclaims, however alike, are taken for the claim', async () => {
    const wrong: Counterclaim[] = [];
    for (const counterclaim of COUNTERCLAIMS) {
      if ((await fixture.recognise(counterclaim.text)).ids.includes(toId(counterclaim.id))) wrong.push(counterclaim);
    }
    const byKind = Map.groupBy(COUNTERCLAIMS, ({ kind }) => kind);
    for (const [kind, all] of byKind)
      console.log(
        `counterclaims (${kind}) called likely: ${wrong.filter((one) => one.kind === kind).length} of ${all.length}`,
      );
    console.log(wrong.map(({ id, text }) => `${id}: ${text}`));
    expect(wrong.length / COUNTERCLAIMS.length).toBeLessThanOrEqual(COUNTERCLAIM_CEILING);
  });

  it('what an entry says against its claim is not taken for the claim', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { id, label, summary, known, citations } of reviews.values()) {
      if (label !== 'false' && label !== 'misleading') continue;
      for (const text of splitSentences([summary, known, ...citations.map(({ statement }) => statement)].join(' '))) {
        asked += 1;
        if ((await fixture.recognise(text)).ids.includes(id)) wrong.push(text);
      }
    }
    console.log(`sentences of corrections called likely: ${wrong.length} of ${asked}`, wrong);
    expect(wrong.length / asked).toBeLessThanOrEqual(CORRECTION_CEILING);
  });

  it('each claim and form of the pack that says by itself what it claims is identical with its own entry', async () => {
    const missed: string[] = [];
    let asked = 0;
    for (const { id, claimReviewed, forms } of reviews.values()) {
      for (const text of [claimReviewed, ...forms].filter((wording) => toKnownForms(wording).length > 0)) {
        asked += 1;
        const { grade, ids } = await fixture.recognise(text);
        if (grade !== 'identical' || ids[0] !== id) missed.push(`${id} is ${grade} with ${ids.join()}: ${text}`);
      }
    }
    console.log(`claims and forms not identical with their own entry: ${missed.length} of ${asked}`, missed);
    expect(missed).toEqual([]);
  });
});
