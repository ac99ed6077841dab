import { describe, expect, it } from 'vitest';
import { retakeChecks } from '../../src/core/reviews/retake.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { toPlumReview } from '../core/checker-fixture.ts';
import { useCore } from '../core/use-core.ts';
import { createTestAdapter, openChat } from './chat-fixture.ts';

const core = useCore();

describe('what another process changes', () => {
  it('is followed by the cards that a running bot has posted', async () => {
    await core.store.priors.addReviews([toPlumReview()]);
    const headings: (string | undefined)[] = [];
    const followed = Promise.withResolvers<void>();
    const platform = createTestAdapter({
      async update(_posting, reply) {
        headings.push(reply.cards[0]?.heading);
        followed.resolve();
        return 'done';
      },
    });
    const { chat } = openChat(core);
    await chat.start(platform.adapter);
    await chat.followChanges();
    await platform.take(toRequest('check', toPlumReview().claimReviewed, { id: 'w1' }));
    await platform.delivered(1);

    // An import by hand, in a process of its own.
    const other = openStore({ file: core.store.db.file });
    const { changedIds } = await other.priors.addReviews([toPlumReview({ label: 'true', textualRating: 'True' })]);
    const now = () => new Date('2026-11-23T12:00:01.000Z');
    const changed = await retakeChecks(await other.archives.checksFrom(changedIds), { ...other, now });
    other.close();
    expect(changed).toHaveLength(1);

    await chat.followChanges();
    await followed.promise;
    await chat.stop();
    // The end of its own answer may have seen the change as well.
    expect(new Set(headings)).toEqual(new Set(['True']));
  });
});
