import { describe, expect, it } from 'vitest';
import { toReview } from '../contracts/samples.ts';
import { NEVER, openCore, toChecks } from './checker-fixture.ts';
import { here } from './match/matching-fixture.ts';

/** What rules would call a question, too short or an opinion, with a review of what it says. */
const KNOWN: readonly [asked: string, review: string, ...forms: string[]][] = [
  ['Fledermäuse blind', 'Fledermäuse sind blind.', 'Fledermäuse blind'],
  ['the moon', 'The Moon landing was faked.', 'the moon'],
  ['Why do bats bump into walls', 'Bats are blind.', 'why do bats bump into walls'],
  ['Did the town of Oberwald ban plum dumplings?', 'The town of Oberwald banned plum dumplings.'],
  ['¿Los toros odian el rojo?', 'Los toros odian el rojo.'],
];

describe('without a model, what has a prior check is answered by it, before any rule says what it is', () => {
  it.each(KNOWN)('%s', async (asked, claimReviewed, ...forms) => {
    const core = openCore(':memory:');
    try {
      await core.store.priors.addReviews([toReview('r', { claimReviewed, forms, title: '', label: 'false' })]);
      const [check] = toChecks(await core.checker.check(asked, here, NEVER));
      expect(check?.verdict.label).toBe('false');
    } finally {
      core.close();
    }
  });
});
