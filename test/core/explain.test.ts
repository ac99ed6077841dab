import { describe, expect, it } from 'vitest';
import { explainMatching } from '../../src/core/explain.ts';
import { toChatScope, toCheck, toReview } from '../contracts/samples.ts';
import { openFixture } from './match/matching-fixture.ts';

describe('explainMatching', () => {
  it('shows what was matched, the grade, how sure it is and what differs, and nothing that only a machine reads', async () => {
    const { store, matcher } = await openFixture([
      toReview('moon', { claimReviewed: 'Twelve men walked on the Moon.' }),
      toReview('mars', { claimReviewed: 'Nobody walked on Mars.' }),
    ]);
    const lines = await explainMatching(matcher, 'BREAKING: 14 men walked on the Moon 😱');
    expect(lines[0]).toBe('matched as: 14 men walked on the Moon');
    expect(lines[1]).toMatch(/^similar \(\d{1,2} % sure that it is the same\): “Twelve men walked on the Moon\.”$/);
    expect(lines[2]).toBe('  differs: number: asked “14”, prior “twelve”');
    // What is far off is no match, and a feature's name says nothing to a person.
    expect(lines.join('\n')).not.toMatch(/none|[a-z]=\d/);
    store.close();
  });

  it('shows the wording that was measured', async () => {
    const { store, matcher } = await openFixture([
      toReview('honey', { claimReviewed: 'Honey never spoils.', forms: ['honey lasts forever'] }),
    ]);
    expect((await explainMatching(matcher, 'honey lasts for ever'))[1]).toMatch(/: “honey lasts forever”$/);
    store.close();
  });

  it('says so where nothing is near', async () => {
    const { store, matcher } = await openFixture([toReview('moon')]);
    expect(await explainMatching(matcher, 'bananas')).toEqual(['matched as: bananas', 'no prior check is near it']);
    store.close();
  });

  it('shows no check that is not public', async () => {
    const { store, matcher } = await openFixture();
    const there = toChatScope('secret');
    await store.checks.save(toCheck('SECRET01', { text: 'Bananas are blue.', visibility: there.visibility }), there);
    expect((await explainMatching(matcher, 'Bananas are blue.')).join('\n')).not.toContain('SECRET01');
    store.close();
  });

  it('shows at most three prior checks', async () => {
    const reviews = Array.from({ length: 9 }, (_, at) =>
      toReview(`r${at}`, { claimReviewed: `Bananas are blue in ${at}` }),
    );
    const { store, matcher } = await openFixture(reviews);
    const lines = await explainMatching(matcher, 'Bananas are blue');
    expect(lines.filter((line) => /^(?:probably the same|similar) \(/.test(line))).toHaveLength(3);
    store.close();
  });
});
