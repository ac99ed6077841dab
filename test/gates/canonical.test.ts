import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { toKnownForms } from '../../src/core/claim/known-forms.ts';
import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import { readStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { toVariants, type Variant } from '../core/language/canonical-variants.ts';
import { isIdentical, toFormsAsked } from '../core/language/identical.ts';
import { type HardPair, readData } from '../core/match/matching-fixture.ts';

const STARTER = fileURLToPath(new URL('../../starter/', import.meta.url));
const COUNTERCLAIMS = ['train', 'test'].flatMap((half) =>
  readData<{ id: string; text: string }>(`counterclaims.${half}.jsonl`),
);
const PARAPHRASES = readData<{ id: string; text: string }>('paraphrases.test.jsonl');
/** Of variants that rules make, in each kind. */
const VARIANT_FLOOR = 0.97;
/** A wording of ten is taken beside every entry's claim. */
const EVERY = 10;
/** What the pack has too little of. */
const WITH_AMOUNTS = [
  'The bridge in Alba was opened on 26 April 2025',
  'Spain banned cars on 3 May 2024 and lifted the ban on 14 June 2024',
  'The first train left Rome on 31 December 1999',
  'The war ended on 7 November 1918',
  'The tower is 3 km tall and has 12 floors',
  'Athletes drink 4 litres of milk in 2 hours',
  'The trial took 3 weeks and cost $5 million',
  'The state gave 6 million people 50% of the money',
  'A stone of 40 kg fell 9 metres in 2 seconds',
  'The mayor paid 1,500 euros for 7 days of rent',
  'The village has 12,000,000 bees, and they do not sting',
  "Cats can't swim, and dogs don't fly",
  'There is no cure, and doctors will not say why',
];
const KINDS: readonly Variant['kind'][] = [
  'case',
  'contraction',
  'filler',
  'number',
  'unit',
  'date',
  'question',
  'marks',
  'around',
];

describe('what is identical with the starter pack', { timeout: 120_000 }, () => {
  /** Every entry's wordings by its name. */
  const entries = new Map<string, string[]>();
  beforeAll(async () => {
    for (const { id, claimReviewed, forms } of (await readStarterPack(STARTER)).reviews)
      entries.set(id.replace('urn:claimcheck:starter:', ''), [claimReviewed, ...forms]);
  });

  it('no counterclaim is a wording of its entry', () => {
    const found = COUNTERCLAIMS.flatMap(({ id, text }) => {
      const asked = toFormsAsked(text);
      const wordings = (entries.get(id) ?? []).filter((each) => toKnownForms(each).some((form) => asked.has(form)));
      return wordings.map((wording) => `${wording} | ${text}`);
    });
    expect(found).toEqual([]);
  });

  it('no two entries have a form in common', () => {
    const owners = new Map<string, string>();
    const shared: string[] = [];
    for (const [id, wordings] of entries) {
      for (const form of wordings.flatMap(toKnownForms)) {
        const owner = owners.get(form) ?? id;
        if (owner !== id) shared.push(`${form}: ${owner}, ${id}`);
        owners.set(form, owner);
      }
    }
    expect(shared).toEqual([]);
  });

  it('every wording that stands by itself is identical with itself, as typed and in a letter of three sentences', () => {
    const wordings = [...entries.values()].flat();
    const deictic = wordings.filter((wording) => toKnownForms(wording).length === 0);
    console.log(
      `${deictic.length} of ${wordings.length} wordings are never identical: their words alone do not say what they claim`,
    );
    expect(deictic.length).toBeLessThan(0.05 * wordings.length);
    expect(wordings.filter((wording) => !deictic.includes(wording) && !isIdentical(wording, wording))).toEqual([]);
  });

  it('nearly every variant that rules make of a wording is identical with it', () => {
    const wordings = [
      ...WITH_AMOUNTS,
      ...[...entries.values()].flatMap((each) => each.filter((_, at) => at % EVERY === 0)),
    ];
    const counts = new Map(KINDS.map((kind) => [kind, { found: 0, all: 0 }]));
    for (const wording of wordings) {
      const known = toKnownForms(wording);
      if (known.length === 0) continue;
      for (const { kind, text } of toVariants(wording)) {
        const count = counts.get(kind) ?? { found: 0, all: 0 };
        count.all += 1;
        const asked = toFormsAsked(text);
        if (known.some((form) => asked.has(form))) count.found += 1;
      }
    }
    for (const [kind, { found, all }] of counts) console.log(`${kind}: ${found} of ${all} variants are identical`);
    for (const [kind, { found, all }] of counts)
      expect({ kind, all, low: found < VARIANT_FLOOR * all }).toEqual({ kind, all: expect.any(Number), low: false });
  });

  it('the share of the paraphrases is printed', () => {
    const found = PARAPHRASES.filter(({ id, text }) => (entries.get(id) ?? []).some((each) => isIdentical(each, text)));
    console.log(`${found.length} of ${PARAPHRASES.length} paraphrases are identical with a wording`);
    expect(PARAPHRASES.length).toBe(190);
  });
});

describe('hard pairs', () => {
  const different = readData<HardPair>('hard-pairs.jsonl').filter(({ same }) => !same);

  it.each(different)('are never identical: $a | $b', ({ a, b }) => {
    expect(isIdentical(a, b)).toBe(false);
    expect(isIdentical(b, a)).toBe(false);
  });

  it('a wording is found under six forms at most', () => {
    for (const { a, b } of different) {
      for (const text of [a, b]) {
        expect(toKnownForms(text).length).toBeLessThanOrEqual(6);
        expect(toAskedForms(text).length).toBeLessThanOrEqual(6);
      }
    }
  });
});
