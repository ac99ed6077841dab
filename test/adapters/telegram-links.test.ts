import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();
const SECRET = 'My boss Zebulon Quartermain stole 7300 ducats';

/** The payload behind a card's button. */
function payloadOf(card: Message, label = 'Details'): string {
  const button = card.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
  return /\?start=([\w-]{1,64})$/.exec(button && 'url' in button ? button.url : '')?.[1] ?? '';
}

/** A card that only its group may see, and one that stands on a published review. */
async function openWithCards() {
  const fixture = await telegram.open();
  const { peer, ann, bob, finished } = fixture;
  const group = peer.addGroup({ members: [ann] });
  const own = await peer.waitForAnswer(peer.say(ann, group, `/check ${SECRET}`));
  const published = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
  await finished(2);
  return { ...fixture, group, own, published, chats: { ann: peer.addPrivateChat(ann), bob: peer.addPrivateChat(bob) } };
}

describe('a link out of a group', () => {
  it('opens what is the group’s own to its members alone, asked at that moment', async () => {
    const { peer, ann, bob, group, own, chats } = await openWithCards();
    const open = async (who: 'ann' | 'bob') =>
      (await peer.waitForAnswer(peer.say(who === 'ann' ? ann : bob, chats[who], `/start ${payloadOf(own)}`))).text;
    expect(await open('ann')).toContain('How this was made');
    expect(await open('bob')).toBe('Not allowed\nOnly members of that group can open this.');
    peer.setStanding(group, bob, 'member');
    expect(await open('bob')).toContain('How this was made');
    peer.setStanding(group, ann, 'left');
    expect(await open('ann')).toMatch(/^Not allowed\n/);
    peer.setStanding(group, peer.bot, 'kicked');
    expect(await open('bob')).toMatch(/^Not allowed\n/);
  });

  it('opens what was published anyway to everybody', async () => {
    const { peer, bob, published, chats } = await openWithCards();
    const answer = await peer.waitForAnswer(peer.say(bob, chats.bob, `/start ${payloadOf(published)}`));
    expect(answer.text).toContain('1. Great Wall of China');
  });

  it('opens it to everybody where the group has a public name, or hides who is in it', async () => {
    const { peer, bob, group, own, chats } = await openWithCards();
    peer.fail('getChatMember', { kind: 'refuse', code: 400, description: 'Bad Request: CHAT_ADMIN_REQUIRED' });
    const hidden = await peer.waitForAnswer(peer.say(bob, chats.bob, `/start ${payloadOf(own)}`));
    expect(hidden.text).toContain('How this was made');
    Object.assign(group.chat, { username: 'friends' });
    const named = await peer.waitForAnswer(peer.say(bob, chats.bob, `/start ${payloadOf(own)}`));
    expect(named.text).toContain('How this was made');
  });

  it('leads to the supergroup that the group has become', async () => {
    const { peer, ann, group, own, chats } = await openWithCards();
    peer.migrate(group, peer.addGroup({ members: [ann] }));
    await peer.waitForAnswer(peer.say(ann, chats.ann, '/help'));
    const answer = await peer.waitForAnswer(peer.say(ann, chats.ann, `/start ${payloadOf(own)}`));
    expect(answer.text).toContain('Zebulon');
  });
});
