import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { SAMPLE_CARD, setSetting, useTelegram, WALL } from '../adapters/telegram-fixture.ts';
import { linksOf } from '../peers/telegram/index.ts';

const telegram = useTelegram();
const OTHER = 'Cats kill more than a billion birds a year in the United States';

describe('cards with links that Telegram refuses', () => {
  it('come without them, thirty times among a hundred, and with who says so', async () => {
    const { peer, ann, pauses, faults, finished } = await telegram.open();
    const people = Array.from({ length: 25 }, () => peer.addUser());
    const sample = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), WALL));
    const hosts = linksOf(sample).map((link) => new URL(link).host);
    const names = (sample.entities ?? []).flatMap(({ type, offset, length }) =>
      type === 'text_link' ? [sample.text?.slice(offset, offset + length) ?? ''] : [],
    );
    expect(names.length).toBeGreaterThan(0);
    for (const host of hosts) peer.harm(host);
    const asked = Array.from({ length: 100 }, (_, at) => {
      const person = people[at % people.length] ?? ann;
      return peer.say(person, peer.addGroup({ members: [person] }), `/check ${at % 10 < 3 ? WALL : OTHER}`);
    });
    const cards = await Promise.all(asked.map((one) => peer.waitForAnswer(one)));
    await finished(101);
    const walls = cards.filter((_, at) => at % 10 < 3);
    expect(walls.map((card) => [linksOf(card), names.every((name) => card.text?.includes(name))])).toEqual(
      walls.map(() => [[], true]),
    );
    expect(cards.filter((card) => linksOf(card).length > 0)).toHaveLength(70);
    expect(peer.requests.filter(({ status }) => status === 400)).toHaveLength(30);
    expect([pauses, faults]).toEqual([[], []]);
  });
});

describe('a person who blocked the bot', () => {
  it('while it was checking is given up at once, and heard again once they come back', async () => {
    const { peer, ann, faults, pauses, finished, core } = await telegram.open({
      before: async (text) => {
        if (text === WALL) peer.setBot(chat, 'kicked', ann);
      },
    });
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, WALL);
    await finished(1);
    expect(faults.splice(0).map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'platform-gone' })]);
    expect([pauses, peer.answers(chat)]).toEqual([[], []]);
    expect(inspect(await createSqliteJobs(core.store.db).dead(5))).toContain('platform-gone');
    peer.setBot(chat, 'member', ann);
    await peer.waitForAnswer(peer.say(ann, chat, OTHER));
    expect(faults).toEqual([]);
  });

  it('has an answer for them alone kept, and is given it once they come back', async () => {
    const { peer, ann, bob, faults, finished } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.setBot(chat, 'kicked', ann);
    const group = peer.addGroup({ creator: bob, members: [ann] });
    await setSetting(peer, bob, group, ['Show answers only to the asker', 'On']);
    const told = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    expect(told.text).toMatch(/^Your answer is ready/);
    await finished(1);
    peer.setBot(chat, 'member', ann);
    await peer.waitForAnswer(peer.say(ann, chat, '/start answer'));
    expect(peer.answers(chat).some(({ text }) => /^❌ False$/m.test(text ?? ''))).toBe(true);
    expect([faults, peer.answers(group).filter(({ text }) => text?.includes('❌'))]).toEqual([[], []]);
  });

  it('leaves a card that is not kept up any more', async () => {
    const { peer, ann, adapter, finished } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const card = await peer.waitForAnswer(peer.say(ann, chat, WALL));
    await finished(1);
    peer.setBot(chat, 'kicked', ann);
    const place = { platform: 'telegram', chatId: String(chat.id), messageId: String(card.message_id) };
    const rest = { checkIds: ['1'], locale: 'en', visible: 'asker', pinned: false, postedAt: '2026-11-24T00:00:00Z' };
    const posting = { ...place, ...rest, visible: 'asker' } as const;
    const update = adapter.update?.(posting, { kind: 'cards', cards: [SAMPLE_CARD] }, AbortSignal.timeout(3_000));
    expect(await update).toBe('gone');
  });
});
