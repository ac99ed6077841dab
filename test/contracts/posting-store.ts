import { expect, it } from 'vitest';
import type { Posting } from '../../src/desk/job.ts';
import type { PostingStore } from '../../src/desk/ports.ts';

/** A posting, with everything that is not said made up. */
export function toPosting(rest: Partial<Posting> = {}): Posting {
  return {
    platform: 'discord',
    chatId: 'c1',
    messageId: 'm1',
    checkIds: ['ID000001'],
    locale: 'en',
    visible: 'chat',
    pinned: false,
    postedAt: '2026-11-23T12:00:00.000Z',
    ...rest,
  };
}

/** What every posting store holds. @param open gives a store over the same data each time within one test */
export function describePostingStore(open: () => PostingStore): void {
  it('gives back a posting as it was written, its checks in their order', async () => {
    const posting = toPosting({ checkIds: ['ID000003', 'ID000001', 'ID000002'], pinned: true, visible: 'asker' });
    await open().save(posting);
    expect(await open().at('discord', 'c1', 'm1')).toEqual(posting);
    expect(await open().at('telegram', 'c1', 'm1')).toBeUndefined();
  });

  it('has one posting a message: the last one saved', async () => {
    const postings = open();
    await postings.save(toPosting({ checkIds: ['ID000001', 'ID000002'] }));
    const changed = toPosting({ checkIds: ['ID000002'], pinned: true, postedAt: '2026-11-24T00:00:00.000Z' });
    await postings.save(changed);
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(changed);
    expect(await postings.of('ID000001')).toEqual([]);
  });

  it('finds where a check stands, newest first', async () => {
    const postings = open();
    await postings.save(toPosting({ messageId: 'old' }));
    await postings.save(
      toPosting({ messageId: 'new', postedAt: '2026-11-25T12:00:00.000Z', checkIds: ['X', 'ID000001'] }),
    );
    await postings.save(toPosting({ messageId: 'other', checkIds: ['X'] }));
    expect((await postings.of('ID000001')).map(({ messageId }) => messageId)).toEqual(['new', 'old']);
  });

  it('forgets a message that is gone', async () => {
    const postings = open();
    await postings.save(toPosting());
    await postings.remove('discord', 'c1', 'm1');
    expect(await postings.of('ID000001')).toEqual([]);
  });

  it('moves a chat’s postings to its new id, and nobody else’s', async () => {
    const postings = open();
    await postings.save(toPosting());
    await postings.save(toPosting({ platform: 'telegram' }));
    await postings.moveChat('telegram', 'c1', 'c9');
    expect(await postings.at('telegram', 'c9', 'm1')).toEqual(toPosting({ platform: 'telegram', chatId: 'c9' }));
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting());
  });
}
