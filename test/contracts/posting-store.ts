import { expect, it } from 'vitest';
import type { PostingStore, RetentionStore } from '../../src/chat/ports.ts';
import type { Posting } from '../../src/chat/posting.ts';

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

interface PostingsUnderTest {
  postings: PostingStore;
  retention: Pick<RetentionStore, 'moveChat'>;
}

/** What every posting store holds. @param openBoth gives stores over the same data each time within one test */
export function describePostingStore(openBoth: () => PostingsUnderTest): void {
  const open = () => openBoth().postings;

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

  it('knows of a chat whether somebody pinned a card there, also after it was unpinned', async () => {
    const postings = open();
    await postings.save(toPosting());
    expect(await postings.hasPinned('discord', 'c1')).toBe(false);
    await postings.save(toPosting({ pinned: true }));
    await postings.save(toPosting());
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting());
    expect(await postings.hasPinned('discord', 'c1')).toBe(true);
    expect(await postings.hasPinned('discord', 'c2')).toBe(false);
  });

  it('forgets a message that is gone', async () => {
    const postings = open();
    await postings.save(toPosting());
    await postings.remove('discord', 'c1', 'm1');
    expect(await postings.of('ID000001')).toEqual([]);
  });

  it('moves a chat’s postings to its new id, and nobody else’s', async () => {
    const { postings, retention } = openBoth();
    await postings.save(toPosting());
    await postings.save(toPosting({ platform: 'telegram' }));
    await retention.moveChat('telegram', 'c1', 'c9');
    expect(await postings.at('telegram', 'c9', 'm1')).toEqual(toPosting({ platform: 'telegram', chatId: 'c9' }));
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting());
  });

  it('gives back what was said of each check, and never by whom', async () => {
    const said = {
      A: { asked: 'Ünï "q" \0 \u{1F680}', word: 'same' as const },
      B: { word: 'different' as const },
      D: { asked: '' },
    };
    const posting = toPosting({ checkIds: ['D', 'A', 'C', 'B'], said });
    await open().save({ ...posting, saidBy: 'p1' });
    expect(await open().at('discord', 'c1', 'm1')).toEqual(posting);
    expect(await open().of('C')).toEqual([posting]);
  });

  it('has nothing said of checks that stand there no more, nor where nothing was', async () => {
    const postings = open();
    await postings.save(toPosting({ said: { ID000001: {}, GONE0001: { asked: 'x' } } }));
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting());
    await postings.save(toPosting({ said: { ID000001: { asked: 'x' } } }));
    await postings.save(toPosting());
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting());
  });

  it('finds where a person’s word stands, newest first, and nobody else’s', async () => {
    const postings = open();
    const said = { ID000001: { asked: 'x', word: 'same' as const } };
    await postings.save(toPosting({ messageId: 'old', said, saidBy: 'p1' }));
    await postings.save(toPosting({ messageId: 'new', said, saidBy: 'p1', postedAt: '2026-11-25T12:00:00.000Z' }));
    await postings.save(toPosting({ messageId: 'asked', said: { ID000001: { asked: 'x' } }, saidBy: 'p1' }));
    await postings.save(toPosting({ messageId: 'other', said, saidBy: 'p2' }));
    await postings.save(toPosting({ messageId: 'nobody', said }));
    await postings.save(toPosting({ messageId: 'platform', said, saidBy: 'p1', platform: 'telegram' }));
    const found = await postings.saidBy('discord', 'p1');
    expect(found.map(({ messageId }) => messageId)).toEqual(['new', 'old']);
    expect(found[1]).toEqual(toPosting({ messageId: 'old', said }));
    expect(await postings.saidBy('discord', 'p3')).toEqual([]);
  });

  it.each<[string, Partial<Posting>, string[]]>([
    ['nobody says anything', {}, ['p1']],
    ['somebody else says it once more', { saidBy: 'p2' }, ['p1']],
    ['nobody is named for another word', { said: { ID000001: { word: 'different' } } }, ['p1']],
    ['somebody else says another word', { said: { ID000001: { word: 'different' } }, saidBy: 'p2' }, ['p2']],
    ['somebody else asks in other words', { said: { ID000001: { asked: 'x', word: 'same' } }, saidBy: 'p2' }, ['p2']],
    ['it is said of another check', { checkIds: ['X'], said: { X: { word: 'same' } } }, []],
    ['it is taken back', { said: { ID000001: { asked: 'x' } } }, []],
  ])('when %s, the word is whose it should be', async (_when, change, owners) => {
    const postings = open();
    const before = toPosting({ said: { ID000001: { word: 'same' } } });
    await postings.save({ ...before, saidBy: 'p1' });
    await postings.save({ ...before, ...change });
    const found: string[] = [];
    for (const person of ['p1', 'p2']) if ((await postings.saidBy('discord', person)).length > 0) found.push(person);
    expect(found).toEqual(owners);
  });

  it('keeps each person’s words in one message apart', async () => {
    const postings = open();
    const [one, other] = [{ asked: 'x', word: 'same' as const }, { word: 'different' as const }];
    const posting = toPosting({ checkIds: ['A', 'B'] });
    await postings.save({ ...posting, said: { A: one }, saidBy: 'p1' });
    await postings.save({ ...posting, said: { A: one, B: other }, saidBy: 'p2' });
    for (const person of ['p1', 'p2']) expect(await postings.saidBy('discord', person)).toHaveLength(1);
  });
}
