import { describe, expect, it } from 'vitest';
import { useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();

describe('the message that a card hangs on', () => {
  it.each(['group', 'private'] as const)('is the one that is checked, in a chat that is %s', async (kind) => {
    const { peer, ann, bob } = await telegram.open();
    const chat = kind === 'group' ? peer.addGroup({ members: [ann, bob] }) : peer.addPrivateChat(ann);
    const rumour = peer.say(kind === 'group' ? bob : ann, chat, WALL);
    // In private it is a question by itself.
    if (kind === 'private') await peer.waitForAnswer(rumour);
    for (const text of ['/check', '/check is this true?']) {
      const said = peer.say(ann, chat, text, { replyTo: rumour });
      expect((await peer.waitForAnswer(said)).reply_to_message?.message_id).toBe(rumour.message_id);
    }
  });

  it('is the asker’s own where that says what is checked', async () => {
    const { peer, ann, bob } = await telegram.open();
    const group = peer.addGroup({ members: [ann, bob] });
    const rumour = peer.say(bob, group, WALL);
    const said = peer.say(ann, group, '/check Bats are blind', { replyTo: rumour });
    expect((await peer.waitForAnswer(said)).reply_to_message?.message_id).toBe(said.message_id);
  });

  it('has the placeholder first, which becomes the card', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann, bob } = await telegram.open({
      before: () => slow.promise,
      telegram: { times: { placeholderAfterMs: 1 } },
    });
    const group = peer.addGroup({ members: [ann, bob] });
    const rumour = peer.say(bob, group, WALL);
    const said = peer.say(ann, group, '/check', { replyTo: rumour });
    const placeholder = await peer.waitForAnswer(said);
    slow.resolve();
    const card = await peer.waitForMessage(({ text }) => /^❌/m.test(text ?? ''));
    expect([placeholder, card].map((message) => message.reply_to_message?.message_id)).toEqual(
      Array.from({ length: 2 }, () => rumour.message_id),
    );
    expect([card.message_id, peer.answers(group).length]).toEqual([placeholder.message_id, 1]);
  });

  it('is the one that asked where the other is gone meanwhile', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann, bob, faults } = await telegram.open({ before: () => slow.promise });
    const group = peer.addGroup({ members: [ann, bob] });
    const rumour = peer.say(bob, group, WALL);
    const said = peer.say(ann, group, '/check', { replyTo: rumour });
    peer.remove(rumour);
    slow.resolve();
    expect((await peer.waitForAnswer(said)).reply_to_message?.message_id).toBe(said.message_id);
    expect([peer.answers(group).length, faults]).toEqual([1, []]);
  });

  it('is a forward that a question came with', async () => {
    const { peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, 'Is this true?');
    const forward = peer.say(ann, chat, WALL, {
      forwardOrigin: { type: 'hidden_user', sender_user_name: 'X', date: 1 },
    });
    expect((await peer.waitForAnswer(forward)).reply_to_message?.message_id).toBe(forward.message_id);
    expect(peer.answers(chat)).toHaveLength(1);
  });
});
