import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { linksOf } from '../peers/telegram/index.ts';
import { useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();

describe('a check in a group', () => {
  it('answers /check with a card, as a reply, with no link but the sources', async () => {
    const { peer, ann, accepted } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const answer = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    expect(answer.text).toMatch(/^❌ False$/m);
    expect(answer.text?.startsWith(WALL)).toBe(true);
    for (const link of linksOf(answer)) expect(link).toMatch(/^https:\/\//);
    expect(answer.link_preview_options).toEqual({ is_disabled: true });
    expect(accepted.map(({ request }) => request)).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        platform: 'telegram',
        command: 'check',
        text: WALL,
        actorId: String(ann.id),
        chat: { id: String(group.id), kind: 'group' },
        locale: 'en-GB',
        private: false,
        saidAt: expect.stringMatching(/^\d{4}-/),
      },
    ]);
  });

  it.each([
    ['addressed to the bot', '/check@claimcheck_bot Honey never spoils'],
    ['addressed in other case', '/Check@ClaimCheck_Bot Honey never spoils'],
    ['with a line end', '/check\nHoney never spoils'],
  ])('understands a command %s', async (_how, text) => {
    const { peer, ann, checked } = await telegram.open();
    await peer.waitForAnswer(peer.say(ann, peer.addGroup({ members: [ann] }), text));
    expect(checked).toEqual(['Honey never spoils']);
  });

  it('checks the message that a bare /check replies to, or the part of it that is marked', async () => {
    const { peer, ann, bob, checked } = await telegram.open();
    const group = peer.addGroup({ members: [ann, bob] });
    const rumour = peer.say(bob, group, 'Bats are blind. Honey never spoils.');
    const picture = peer.say(bob, group, 'Mount Everest is in Peru', { photo: true });
    for (const options of [{ replyTo: rumour }, { replyTo: rumour, quote: 'Bats are blind.' }, { replyTo: picture }]) {
      await peer.waitForAnswer(peer.say(ann, group, '/check', options));
    }
    expect(checked).toEqual(['Bats are blind. Honey never spoils.', 'Bats are blind.', 'Mount Everest is in Peru']);
  });

  it('reads a command from a picture’s caption, and the words below it', async () => {
    const { peer, ann, accepted } = await telegram.open();
    const said = peer.say(ann, peer.addGroup({ members: [ann] }), '/check Bats are blind', { photo: true });
    await peer.waitForAnswer(said);
    expect(accepted[0]?.request).toMatchObject({ text: 'Bats are blind', pictures: [{ mediaType: 'image/jpeg' }] });
  });

  it('puts all cards of a message into one', async () => {
    const { peer, ann } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const answer = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}. Bats are blind.`));
    expect(answer.text?.match(/^(?:\d\. |❌ )/gmu)).toEqual(['1. ', '❌ ', '2. ', '❌ ']);
    expect(peer.answers(group)).toHaveLength(1);
  });

  it('answers in the topic it was asked in', async () => {
    const { peer, ann, accepted } = await telegram.open();
    const forum = peer.addGroup({ members: [ann], forum: true });
    const threadId = peer.addTopic(forum);
    const answer = await peer.waitForAnswer(peer.say(ann, forum, '/check Bats are blind', { threadId }));
    expect(answer).toMatchObject({ message_thread_id: threadId, is_topic_message: true });
    expect(accepted[0]?.request.chat.topicId).toBe(String(threadId));
  });

  it('answers nobody who did not ask this bot', async () => {
    const { peer, ann, checked } = await telegram.open({ peer: { privacy: false } });
    const robot = peer.addUser({ firstName: 'Robot', isBot: true });
    const group = peer.addGroup({ members: [ann, robot] });
    const channel = { id: -1009, type: 'channel', title: 'News' } as const;
    peer.say(ann, group, 'The Great Wall of China can be seen from the Moon');
    peer.say(ann, group, '@claimcheck_bot Bats are blind');
    peer.say(ann, group, '/check@other_bot Bats are blind');
    peer.say(ann, group, '/ban Bob');
    peer.say(robot, group, '/check Bats are blind');
    peer.say(ann, group, '/check Bats are blind', { viaBot: robot });
    peer.say(ann, group, '/check Bats are blind', { channel: { chat: channel, automatic: true } });
    peer.say(ann, group, '/check Bats are blind', {
      forwardOrigin: { type: 'hidden_user', sender_user_name: 'X', date: 1 },
    });
    peer.say(ann, group, 'see /check Bats are blind');
    await peer.waitForAnswer(peer.say(ann, group, '/check Honey never spoils'));
    expect(checked).toEqual(['Honey never spoils']);
    expect(peer.answers(group)).toHaveLength(1);
  });

  it('answers a mention where that is switched on, and checks what a linked channel posted', async () => {
    const { peer, ann, checked, line } = await telegram.open({
      peer: { privacy: false },
      telegram: { mentions: true },
    });
    const group = peer.addGroup({ members: [ann] });
    const channel = { id: -1009, type: 'channel', title: 'News' } as const;
    const post = peer.say(ann, group, 'Bats are blind', { channel: { chat: channel, automatic: true } });
    await peer.waitForAnswer(peer.say(ann, group, '@claimcheck_bot', { replyTo: post }));
    await peer.waitForAnswer(peer.say(ann, group, 'Is it so, @claimcheck_bot?', { replyTo: post }));
    expect(checked).toEqual(['Bats are blind', 'Bats are blind']);
    expect(line).not.toContain('/setprivacy');
  });

  it('changes its answer with the message, and asks for nothing twice', async () => {
    const { peer, ann, checked } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check Honey never spoils');
    const answer = await peer.waitForAnswer(said);
    peer.edit(said, '/check Honey never spoils');
    const changed = peer.waitForMessage(({ text }) => text?.includes(WALL) ?? false);
    peer.edit(said, `/check ${WALL}`);
    expect((await changed).message_id).toBe(answer.message_id);
    await peer.waitForAnswer(peer.say(ann, group, '/check Bats are blind'));
    expect(checked).toEqual(['Honey never spoils', WALL, 'Bats are blind']);
    expect(peer.answers(group)).toHaveLength(2);
  });

  it('answers only the last question of a message that is changed while it is looked into', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann } = await telegram.open({
      before: (text) => (text === 'Honey never spoils' ? slow.promise : Promise.resolve()),
    });
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check Honey never spoils');
    peer.edit(said, `/check ${WALL}`);
    const answer = await peer.waitForAnswer(said);
    slow.resolve();
    await peer.waitForAnswer(peer.say(ann, group, '/check Bats are blind'));
    expect(answer.text).toContain(WALL);
    expect(peer.answers(group)).toHaveLength(2);
  });

  it('answers although the question was deleted meanwhile', async () => {
    const { peer, ann } = await telegram.open({ before: async () => peer.remove(said) });
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check Bats are blind');
    const answer = await peer.waitForMessage(({ from }) => from?.id === peer.bot.id);
    expect(answer.reply_to_message).toBeUndefined();
  });

  it('lets nobody wait for another’s check, in the same chat or elsewhere', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann, bob } = await telegram.open({
      before: (text) => (text === 'slow one' ? slow.promise : Promise.resolve()),
    });
    const [here, there] = [peer.addGroup({ members: [ann, bob] }), peer.addGroup({ members: [ann] })];
    const waiting = peer.say(ann, here, '/check slow one');
    await peer.waitForAnswer(peer.say(ann, there, '/check elsewhere it is'));
    await peer.waitForAnswer(peer.say(bob, here, '/check here it is'));
    slow.resolve();
    await peer.waitForAnswer(waiting);
    expect(peer.answers(here)).toHaveLength(2);
  });

  it('teaches the commands with the bot’s name, and they can be touched', async () => {
    const { peer, ann } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const answer = await peer.waitForAnswer(peer.say(ann, group, '/help@claimcheck_bot'));
    expect(commandsIn(answer)).toContain('/check@claimcheck_bot');
    expect(commandsIn(answer).filter((command) => !command.endsWith('@claimcheck_bot'))).toEqual([]);
  });
});

describe('a check that takes long', () => {
  it('shows that it is typing, then a placeholder with how far it is, and puts the answer in its place', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann } = await telegram.open({
      before: () => slow.promise,
      stages: ['judging'],
      telegram: { times: { placeholderAfterMs: 40 } },
    });
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, `/check ${WALL}`);
    await peer.waitForRequest(({ method, payload }) => method === 'sendChatAction' && payload.action === 'typing');
    const placeholder = await peer.waitForAnswer(said);
    expect(placeholder.text).toMatch(/^Checking…/);
    await peer.waitForMessage(({ text }) => /^Checking…\n\S/.test(text ?? ''));
    const answered = peer.waitForMessage(({ text }) => /^❌/m.test(text ?? ''));
    slow.resolve();
    expect((await answered).message_id).toBe(placeholder.message_id);
    expect(peer.answers(group)).toHaveLength(1);
  });

  it('shows that it is typing at once to those who have to wait for many others', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann } = await telegram.open({
      before: () => slow.promise,
      telegram: { times: { typingAfterMs: 60_000 } },
    });
    const groups = Array.from({ length: 6 }, () => peer.addGroup({ members: [ann] }));
    const last = groups.at(-1)?.id;
    const shown = peer.waitForRequest(
      ({ method, payload }) => method === 'sendChatAction' && Number(payload.chat_id) === last,
    );
    for (const group of groups) peer.say(ann, group, `/check ${WALL}`);
    await shown;
    slow.resolve();
  });

  it('has its answer as a message of its own where the placeholder was deleted', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann } = await telegram.open({
      before: () => slow.promise,
      telegram: { times: { placeholderAfterMs: 20 } },
    });
    const group = peer.addGroup({ members: [ann] });
    peer.remove(await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`)));
    slow.resolve();
    await peer.waitForMessage(({ text }) => /^❌/m.test(text ?? ''));
    expect(peer.answers(group)).toHaveLength(1);
  });
});

describe('privacy mode', () => {
  it('leaves every main path: commands with the bot’s name, and replies to its cards', async () => {
    const { peer, ann, bob, checked } = await telegram.open();
    const robot = peer.addUser({ firstName: 'Robot', isBot: true });
    const group = peer.addGroup({ members: [ann, bob, robot] });
    const rumour = peer.say(bob, group, 'Bats are blind');
    peer.say(robot, group, 'hello');
    peer.say(ann, group, '/check this is not heard');
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check@claimcheck_bot', { replyTo: rumour }));
    await peer.waitForAnswer(peer.say(bob, group, '/check Honey never spoils', { replyTo: card }));
    await peer.waitForAnswer(peer.say(bob, group, '/check is this true?', { replyTo: card }));
    expect(checked).toEqual(['Bats are blind', 'Honey never spoils', 'Bats are blind and cannot see anything.']);
  });

  it('that keeps mentions away is named with its switch', async () => {
    const { line } = await telegram.open({ telegram: { mentions: true } });
    expect(line).toContain(
      'the bot does not receive mentions yet: send /setprivacy to @BotFather, choose the bot, then Disable',
    );
  });
});

function commandsIn({ text = '', entities = [] }: Message): string[] {
  return entities
    .filter(({ type }) => type === 'bot_command')
    .map(({ offset, length }) => text.slice(offset, offset + length));
}
