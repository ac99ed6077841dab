import { afterEach, describe, expect, it } from 'vitest';
import { createLocalRouter, type House, SAMPLE_CARD, startHouse } from './telegram-house.ts';

let house: House;

afterEach(() => house.close());

const BOT_MAY_PIN = { rights: { can_pin_messages: true } };

/** A group with a card in it; the bot may pin unless told otherwise. */
async function openWithCard(bot: typeof BOT_MAY_PIN | 'member' = BOT_MAY_PIN) {
  const { router } = createLocalRouter();
  house = await startHouse(router);
  const { peer } = house;
  const names = ['Creator', 'Pinner', 'Clerk', 'Member'];
  const [creator, pinner, clerk, member] = names.map((firstName) => peer.addUser({ firstName })) as [
    ReturnType<typeof peer.addUser>,
    ReturnType<typeof peer.addUser>,
    ReturnType<typeof peer.addUser>,
    ReturnType<typeof peer.addUser>,
  ];
  const admins = [
    { user: pinner, rights: { can_pin_messages: true } },
    { user: clerk, rights: { can_delete_messages: true } },
  ];
  const group = peer.addGroup({ creator, admins, members: [member], bot });
  const card = await peer.waitForAnswer(peer.say(member, group, '/check Bats are blind'));
  return { peer, group, card, people: { creator, pinner, clerk, member } };
}

describe('the Pin button', () => {
  it.each(['creator', 'pinner'] as const)('pins the card, without notification, for the %s', async (who) => {
    const { peer, group, card, people } = await openWithCard();
    expect(await peer.click(people[who], card, 'Pin')).toMatchObject({ text: 'Pinned.', showAlert: false });
    expect(peer.pins(group)).toEqual([{ messageId: card.message_id, silent: true }]);
  });

  it.each(['clerk', 'member'] as const)('pins nothing for the %s, and says so to nobody else', async (who) => {
    const { peer, group, card, people } = await openWithCard();
    const before = peer.messages(group).length;
    const answer = await peer.click(people[who], card, 'Pin');
    expect(answer).toMatchObject({ text: expect.stringContaining('Ask a moderator'), showAlert: true });
    expect(peer.pins(group)).toEqual([]);
    expect(peer.messages(group)).toHaveLength(before);
  });

  it('asks for the right at the moment of the click', async () => {
    const { peer, group, card, people } = await openWithCard();
    peer.setStanding(group, people.pinner, 'member');
    expect(await peer.click(people.pinner, card, 'Pin')).toMatchObject({ showAlert: true });
    peer.setStanding(group, people.member, { rights: { can_pin_messages: true } });
    expect(await peer.click(people.member, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
  });

  it('names the bot’s own missing right', async () => {
    const { peer, group, card, people } = await openWithCard('member');
    const answer = await peer.click(people.creator, card, 'Pin');
    expect(answer).toMatchObject({ text: expect.stringContaining('the bot needs the right to pin'), showAlert: true });
    expect(peer.pins(group)).toEqual([]);
  });

  it('says what to do when the card is gone', async () => {
    const { peer, card, people } = await openWithCard();
    const click = peer.click(people.creator, card, 'Pin');
    peer.remove(card);
    expect(await click).toMatchObject({ text: expect.stringContaining('Run /check again'), showAlert: true });
  });

  it.each(['pin:OTHER123', 'pin:', 'stop', '', 'pin:7K3M9Q2A\n', 'x'.repeat(64)])(
    'does nothing for forged data %j, and leaves no spinner',
    async (data) => {
      const { peer, group, card, people } = await openWithCard();
      expect(await peer.forge(people.creator, card, data)).toEqual({
        callbackId: expect.any(String),
        showAlert: false,
      });
      expect(peer.pins(group)).toEqual([]);
    },
  );

  it('does nothing on a message that has no such button', async () => {
    const { peer, group, card, people } = await openWithCard();
    const other = peer.say(people.member, group, 'hello');
    await peer.forge(people.creator, other, `pin:${SAMPLE_CARD.checkId}`);
    expect(peer.pins(group)).toEqual([]);
    expect(card.message_id).not.toBe(other.message_id);
  });

  it('does not wait for a check that runs in the same chat', async () => {
    const slow = Promise.withResolvers<void>();
    const { router } = createLocalRouter({
      before: ({ text }) => (text === 'slow' ? slow.promise : Promise.resolve()),
    });
    house = await startHouse(router);
    const { peer } = house;
    const ann = peer.addUser();
    const group = peer.addGroup({ creator: ann, bot: BOT_MAY_PIN });
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check Bats are blind'));
    const waiting = peer.say(ann, group, '/check slow');
    expect(await peer.click(ann, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
    slow.resolve();
    await peer.waitForAnswer(waiting);
  });
});

describe('an anonymous administrator', () => {
  it('is answered as the group, and is not taken for a person with rights', async () => {
    const { peer, group, people } = await openWithCard();
    const said = peer.say(people.creator, group, '/check Honey never spoils', { anonymous: true });
    expect((await peer.waitForAnswer(said)).text).toContain('Honey never spoils');
    expect(await house.adapter.can(String(group.id), 'pin', String(group.id))).toBe(false);
  });
});

describe('the right to pin', () => {
  it('is everybody’s in private, and nobody’s who is not known', async () => {
    const { peer, group, people } = await openWithCard();
    const chat = peer.addPrivateChat(people.member);
    expect(await house.adapter.can(String(people.member.id), 'pin', String(chat.id))).toBe(true);
    expect(await house.adapter.can('999999', 'pin', String(group.id))).toBe(false);
    peer.setStanding(group, peer.bot, 'kicked');
    expect(await house.adapter.can(String(people.creator.id), 'pin', String(group.id))).toBe(false);
  });
});
