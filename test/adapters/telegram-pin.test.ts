import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../peers/telegram/world.ts';
import { openSettings, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();

const BOT_MAY_PIN = { rights: { can_pin_messages: true } };

/** A group with a card in it; the bot may pin unless told otherwise. */
async function openWithCard(bot: Standing = BOT_MAY_PIN) {
  const fixture = await telegram.open();
  const { peer, ann: member, bob: creator } = fixture;
  const pinner = peer.addUser({ firstName: 'Pinner' });
  const clerk = peer.addUser({ firstName: 'Clerk' });
  const admins = [
    { user: pinner, rights: { can_pin_messages: true } },
    { user: clerk, rights: { can_delete_messages: true } },
  ];
  const group = peer.addGroup({ creator, admins, members: [member], bot });
  const said = peer.say(creator, group, `/check ${WALL}`);
  const card = await peer.waitForAnswer(said);
  await fixture.finished(1);
  return { ...fixture, group, card, people: { creator, pinner, clerk, member } };
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

  it('names the bot’s own missing right with the exact switch', async () => {
    const { peer, group, card, people } = await openWithCard('member');
    const answer = await peer.click(people.creator, card, 'Pin');
    expect(answer).toMatchObject({ text: expect.stringContaining('switch on “Pin Messages”'), showAlert: true });
    expect(peer.pins(group)).toEqual([]);
  });

  it('says that it went wrong where Telegram refuses in words nobody knows', async () => {
    const { peer, card, people, faults } = await openWithCard();
    peer.fail('pinChatMessage', { kind: 'refuse', code: 400, description: 'Bad Request: PINS_ARE_RESTING' });
    const answer = await peer.click(people.creator, card, 'Pin');
    expect(answer).toMatchObject({ text: expect.stringContaining('It is not your fault'), showAlert: true });
    expect(String(faults[0]?.error)).toContain('PINS_ARE_RESTING');
  });

  it('says what to do when the card is gone', async () => {
    const { peer, card, people } = await openWithCard();
    const click = peer.click(people.creator, card, 'Pin');
    peer.remove(card);
    expect(await click).toMatchObject({ text: expect.stringContaining('Run /check again'), showAlert: true });
  });

  it.each(['pin:OTHER123', 'pin:', 'stop', '', 'settings:pause=0', 'pin:ID000001@5', 'x'.repeat(64)])(
    'does nothing for forged data %j, and leaves no spinner',
    async (data) => {
      const { peer, group, card, people } = await openWithCard();
      const silence = { callbackId: expect.any(String), showAlert: false };
      expect(await peer.forge(people.creator, card, data)).toEqual(silence);
      expect(peer.pins(group)).toEqual([]);
    },
  );

  it('is done where the card is pinned already, by hand or a moment ago', async () => {
    const { peer, card, group, people } = await openWithCard();
    await peer.click(people.creator, card, 'Pin');
    expect(await peer.click(people.pinner, card, 'Pin')).toMatchObject({ text: 'Pinned.', showAlert: false });
    await peer.waitForReaction(peer.say(people.pinner, group, '/unpin', { replyTo: card }));
    expect(peer.pins(group)).toEqual([]);
  });

  it('leaves no notice of Telegram’s behind where the bot may delete messages, and pins all the same where not', async () => {
    const rights = { can_pin_messages: true, can_delete_messages: true };
    for (const [bot, left] of [
      [{ rights }, 0],
      [BOT_MAY_PIN, 1],
    ] as const) {
      const { peer, card, group, people, faults } = await openWithCard(bot);
      await peer.click(people.creator, card, 'Pin');
      await peer.waitForRequest(({ method }) => method === 'deleteMessage');
      await peer.waitForAnswer(peer.say(people.member, group, '/help'));
      expect(peer.messages(group).filter(({ pinned_message }) => pinned_message)).toHaveLength(left);
      expect([peer.pins(group).length, faults]).toEqual([1, []]);
    }
  });

  it('does nothing on a message that has no such button', async () => {
    const { peer, group, people } = await openWithCard();
    const other = peer.say(people.member, group, 'hello');
    await peer.forge(people.creator, other, 'pin:ID000001');
    expect(peer.pins(group)).toEqual([]);
  });

  it('works once where Telegram brings the click twice', async () => {
    const { peer, card, people } = await openWithCard();
    await peer.click(people.creator, card, 'Pin');
    peer.repeatLast();
    await peer.waitForAnswer(peer.say(people.member, peer.addPrivateChat(people.member), '/start'));
    expect(peer.requests.filter(({ method }) => method === 'pinChatMessage')).toHaveLength(1);
  });

  it('does not wait for a check that runs in the same chat', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann } = await telegram.open({
      before: (text) => (text === 'slow one' ? slow.promise : Promise.resolve()),
    });
    const group = peer.addGroup({ creator: ann, bot: BOT_MAY_PIN });
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check Bats are blind'));
    const waiting = peer.say(ann, group, '/check slow one');
    expect(await peer.click(ann, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
    slow.resolve();
    await peer.waitForAnswer(waiting);
  });
});

describe('/history', () => {
  it('leads from each check to its card there', async () => {
    const { peer, group, card, people } = await openWithCard();
    const { text, entities = [] } = await peer.waitForAnswer(peer.say(people.member, group, '/history'));
    const url = `https://t.me/c/${String(group.id).replace('-100', '')}/${card.message_id}`;
    expect(entities.filter((one) => 'url' in one).map((one) => 'url' in one && one.url)).toEqual([url]);
    expect(text).toMatch(/· card$/);
  });
});

describe('the button', () => {
  it('stands on a card whose asker may pin, and on each once somebody pinned one there', async () => {
    const { peer, group, card, people, finished } = await openWithCard();
    const ask = async (who: keyof typeof people) =>
      JSON.stringify((await peer.waitForAnswer(peer.say(people[who], group, `/check ${WALL}`))).reply_markup);
    expect(await ask('member')).not.toContain('"Pin"');
    expect(await ask('clerk')).not.toContain('"Pin"');
    expect(await ask('pinner')).toContain('"Pin"');
    await finished(4);
    await peer.click(people.creator, card, 'Pin');
    expect(await ask('member')).toContain('"Pin"');
  });

  it('does not make a card wait for a Telegram that does not say who may pin', async () => {
    const { peer, ann } = await telegram.open();
    const group = peer.addGroup({ creator: ann, bot: BOT_MAY_PIN });
    peer.fail('getChatAdministrators', { kind: 'refuse', code: 500, description: 'Internal Server Error' });
    const card = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    expect(JSON.stringify(card.reply_markup)).not.toContain('"Pin"');
  });
});

describe('the button of a card that is pinned', () => {
  const buttonsOf = ({ reply_markup: markup }: Message) => markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
  type Opened = Awaited<ReturnType<typeof openWithCard>>;
  /** Until the card has one of the two buttons; it is the same card. */
  const waitForButton = async ({ peer, card }: Opened, label: 'Pin' | 'Unpin', of = card) => {
    const isSo = (message: Message) => message.message_id === of.message_id && buttonsOf(message).includes(label);
    const found = await peer.waitForMessage((message) => isSo(message) && message.edit_date !== undefined);
    expect(buttonsOf(found)).toEqual(buttonsOf(of).map((one) => (one === 'Pin' || one === 'Unpin' ? label : one)));
    expect(found.text).toBe(of.text);
    return found;
  };

  it('unpins, and is Pin again', async () => {
    const opened = await openWithCard();
    const { peer, group, card, people, faults } = opened;
    await peer.click(people.pinner, card, 'Pin');
    const pinned = await waitForButton(opened, 'Unpin');
    expect(await peer.click(people.member, pinned, 'Unpin')).toMatchObject({ showAlert: true });
    expect(peer.pins(group)).toHaveLength(1);
    expect(await peer.click(people.creator, pinned, 'Unpin')).toMatchObject({ text: 'Unpinned.', showAlert: false });
    expect(peer.pins(group)).toEqual([]);
    const again = await waitForButton(opened, 'Pin');
    expect(await peer.click(people.creator, again, 'Pin')).toMatchObject({ text: 'Pinned.' });
    expect(faults).toEqual([]);
  });

  it('follows /pin and /unpin, and the card that makes room for a newer one', async () => {
    const opened = await openWithCard();
    const { peer, group, card, people, finished } = opened;
    peer.say(people.pinner, group, '/pin', { replyTo: card });
    await waitForButton(opened, 'Unpin');
    peer.say(people.pinner, group, '/unpin', { replyTo: card });
    await waitForButton(opened, 'Pin');
    const newer = await peer.waitForAnswer(peer.say(people.member, group, `/check ${WALL}`));
    await finished(2);
    const older = peer.say(people.pinner, group, '/pin', { replyTo: card });
    await peer.waitForReaction(older);
    await peer.waitForReaction(peer.say(people.pinner, group, '/pin', { replyTo: newer }));
    await waitForButton(opened, 'Unpin', newer);
    await waitForButton(opened, 'Pin');
  });

  it('stays after a re-check, which leaves the card pinned', async () => {
    const opened = await openWithCard();
    const { peer, group, card, people, finished } = opened;
    await peer.click(people.pinner, card, 'Pin');
    const pinned = await waitForButton(opened, 'Unpin');
    await peer.click(people.pinner, pinned, 'Re-check');
    await finished(2);
    const [now] = peer.answers(group).filter(({ message_id: id }) => id === card.message_id);
    expect(now && buttonsOf(now)).toContain('Unpin');
    expect(await peer.click(people.pinner, now ?? card, 'Unpin')).toMatchObject({ text: 'Unpinned.' });
  });

  it('is on a card that was posted to be pinned, in place of one that was deleted', async () => {
    const { peer, group, card, people } = await openWithCard();
    const id = /Check (\w{8})$/.exec(card.text ?? '')?.[1] ?? '';
    peer.remove(card);
    await peer.waitForReaction(peer.say(people.pinner, group, `/pin ${id}`));
    const posted = await peer.waitForMessage(
      (message) => message.message_id > card.message_id && buttonsOf(message).includes('Unpin'),
    );
    expect(peer.pins(group).map(({ messageId }) => messageId)).toEqual([posted.message_id]);
  });
});

describe('/pin and /unpin', () => {
  it('pin the card they reply to, and let an older one of the claim go', async () => {
    const { peer, group, card, people, finished } = await openWithCard();
    const pin = peer.say(people.pinner, group, '/pin', { replyTo: card });
    await peer.waitForReaction(pin);
    expect(peer.pins(group).map(({ messageId }) => messageId)).toEqual([card.message_id]);
    const newer = await peer.waitForAnswer(peer.say(people.member, group, `/check ${WALL}`));
    await finished(2);
    await peer.waitForReaction(peer.say(people.pinner, group, '/pin', { replyTo: newer }));
    expect(peer.pins(group)).toEqual([{ messageId: newer.message_id, silent: true }]);
    await peer.waitForReaction(peer.say(people.pinner, group, '/unpin', { replyTo: newer }));
    expect(peer.pins(group)).toEqual([]);
  });

  it('take a check’s id, in any case of letters', async () => {
    const { peer, group, card, people } = await openWithCard();
    const id = /Check (\w{8})$/.exec(card.text ?? '')?.[1] ?? '';
    await peer.waitForReaction(peer.say(people.pinner, group, `/pin ${id.toLowerCase()}`));
    expect(peer.pins(group)).toEqual([{ messageId: card.message_id, silent: true }]);
  });

  it('are refused to who may not, and say what is missing', async () => {
    const { peer, group, card, people } = await openWithCard();
    const refused = await peer.waitForAnswer(peer.say(people.member, group, '/pin', { replyTo: card }));
    expect(refused.text).toContain('Ask a moderator');
    const which = await peer.waitForAnswer(peer.say(people.pinner, group, '/pin'));
    expect(which.text).toContain('On Telegram you can also reply to the card with it');
  });
});

describe('an anonymous administrator', () => {
  it('is answered as the group, and is not taken for a person with rights', async () => {
    const { peer, group, people, adapter } = await openWithCard();
    const said = peer.say(people.creator, group, '/check Honey never spoils', { anonymous: true });
    expect((await peer.waitForAnswer(said)).text).toContain('Honey never spoils');
    expect(await adapter.can(String(group.id), 'pin', String(group.id))).toBe(false);
  });

  it.each([
    ['replies to a card', '/pin', true],
    ['names it', '/pin ID000001', false],
  ])('who %s with /pin gets a button, whose click carries the person', async (_how, text, isReply) => {
    const { peer, group, card, people } = await openWithCard();
    const options = { anonymous: true, ...(isReply ? { replyTo: card } : {}) };
    const ask = await peer.waitForAnswer(peer.say(people.creator, group, text, options));
    expect(ask.text).toContain('You write as the group');
    expect(await peer.click(people.member, ask, 'Pin')).toMatchObject({ showAlert: true });
    expect(peer.pins(group)).toEqual([]);
    expect(await peer.click(people.creator, ask, 'Pin')).toMatchObject({ text: 'Pinned.' });
    expect(peer.pins(group)).toEqual([{ messageId: card.message_id, silent: true }]);
  });
});

describe('/settings', () => {
  it('are for who manages the group, are changed by buttons, and hold at once', async () => {
    const { peer, group, people } = await openWithCard();
    expect((await peer.waitForAnswer(peer.say(people.member, group, '/settings'))).text).toContain('Ask a moderator');
    const panel = await openSettings(peer, people.clerk, group);
    const topic = peer.waitForMessage(({ text }) => text === 'Checks in this channel or topic');
    await peer.click(people.clerk, panel, 'Checks in this channel or topic');
    const buttons = (await topic).reply_markup?.inline_keyboard.flat().map(({ text }) => text);
    expect(buttons).toEqual(['✓ On', 'Off', 'Back']);
    const changed = peer.waitForMessage(({ text }) => text?.includes('Checks in this channel or topic: Off') ?? false);
    await peer.click(people.clerk, await topic, 'Off');
    expect((await changed).message_id).toBe(panel.message_id);
    // The right is asked for at each click, and the group has heard nothing of the clicks.
    peer.setStanding(group, people.clerk, 'member');
    expect(await peer.click(people.clerk, await changed, 'Who may check')).toMatchObject({ showAlert: true });
    expect(peer.answers(group)).toHaveLength(3);
    const refused = await peer.waitForAnswer(peer.say(people.member, group, '/check Honey never spoils'));
    expect(refused.text).toContain('Checks are switched off here');
  });
});

describe('a link to a group’s settings', () => {
  it('opens nothing for who may not change them, whatever stands in it', async () => {
    const { peer, group, people } = await openWithCard();
    const chat = peer.addPrivateChat(people.member);
    for (const payload of [`settings${group.id}`, 'settings-1', 'settings', `settings${group.id}_x`]) {
      const answer = await peer.waitForAnswer(peer.say(people.member, chat, `/start ${payload}`));
      expect(answer.reply_markup).toBeUndefined();
    }
  });

  it('opens a panel that answers fifteen clicks in a row', async () => {
    const { peer, group, people } = await openWithCard();
    const panel = await openSettings(peer, people.creator, group);
    for (let at = 0; at < 15; at += 1) {
      await peer.click(people.creator, panel, 'Who may check');
    }
    const edits = peer.requests.filter(({ method }) => method === 'editMessageText');
    expect(edits.every(({ payload, status }) => payload.chat_id === people.creator.id && status !== 429)).toBe(true);
  });
});

describe('the right to pin', () => {
  it('is every member’s where the group lets its members, and asked for at that moment', async () => {
    const { peer, group, people, adapter } = await openWithCard();
    const may = (who: keyof typeof people) => adapter.can(String(people[who].id), 'pin', String(group.id));
    expect([await may('member'), await may('clerk')]).toEqual([false, false]);
    group.permissions = { can_pin_messages: true };
    expect([await may('member'), await may('clerk'), await adapter.can('999999', 'pin', String(group.id))]).toEqual([
      ...[true, true],
      false,
    ]);
    peer.setStanding(group, people.member, 'left');
    expect(await may('member')).toBe(false);
  });

  it.each(['manage', 'pin'] as const)(
    'and to manage is known where members are hidden and the bot is none of the administrators: %s',
    async (right) => {
      const { group, people, adapter } = await openWithCard('member');
      group.hidden = true;
      const may = (who: keyof typeof people) => adapter.can(String(people[who].id), right, String(group.id));
      expect([await may('creator'), await may('pinner'), await may('member')]).toEqual([true, true, false]);
    },
  );

  it('is everybody’s in private, and nobody’s who is not known', async () => {
    const { peer, group, people, adapter } = await openWithCard();
    const chat = peer.addPrivateChat(people.member);
    expect(await adapter.can(String(people.member.id), 'pin', String(chat.id))).toBe(true);
    expect(await adapter.can('999999', 'pin', String(group.id))).toBe(false);
    peer.setStanding(group, peer.bot, 'kicked');
    expect(await adapter.can(String(people.creator.id), 'pin', String(group.id))).toBe(false);
  });
});
