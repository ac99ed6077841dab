import type { Message, MessageOrigin } from 'grammy/types';
import { afterEach, describe, expect, it } from 'vitest';
import { linksOf } from '../peers/telegram/index.ts';
import { createLocalRouter, type House, type LocalCheck, SAMPLE_CARD, startHouse } from './telegram-house.ts';

let house: House;

afterEach(() => house.close());

async function open(local: LocalCheck = {}, options: Parameters<typeof startHouse>[1] = {}) {
  const { router, asked } = createLocalRouter(local);
  house = await startHouse(router, options);
  const { peer } = house;
  const ann = peer.addUser({ firstName: 'Ann', languageCode: 'en-GB' });
  const bob = peer.addUser({ firstName: 'Bob' });
  return { ...house, asked, ann, bob };
}

describe('a check in a group', () => {
  it('answers /check with a card, as a reply, with no link but the sources', async () => {
    const { peer, ann, asked } = await open();
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check The Great Wall of China can be seen from the Moon');
    const answer = await peer.waitForAnswer(said);
    expect(answer.text).toMatch(/^❌ False\n/);
    expect(answer.text).toContain('Claim: The Great Wall of China can be seen from the Moon');
    expect(linksOf(answer)).toEqual([SAMPLE_CARD.sources[0]?.url, SAMPLE_CARD.related[0]?.url]);
    expect(answer.link_preview_options).toEqual({ is_disabled: true });
    expect(asked).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        platform: 'telegram',
        command: 'check',
        text: 'The Great Wall of China can be seen from the Moon',
        actorId: String(ann.id),
        chat: { id: String(group.id), kind: 'group' },
        locale: 'en-GB',
      },
    ]);
  });

  it.each([
    ['addressed to the bot', '/check@claimcheck_bot Honey never spoils'],
    ['addressed in other case', '/Check@ClaimCheck_Bot Honey never spoils'],
    ['with a line end', '/check\nHoney never spoils'],
  ])('understands a command %s', async (_how, text) => {
    const { peer, ann, asked } = await open();
    await peer.waitForAnswer(peer.say(ann, peer.addGroup({ members: [ann] }), text));
    expect(asked.map(({ text: claim }) => claim)).toEqual(['Honey never spoils']);
  });

  it('checks the message that a bare /check replies to, or the part of it that is marked', async () => {
    const { peer, ann, bob, asked } = await open();
    const group = peer.addGroup({ members: [ann, bob] });
    const rumour = peer.say(bob, group, 'Bats are blind. Honey never spoils.');
    const picture = peer.say(bob, group, 'Mount Everest is in Peru', { photo: true });
    for (const options of [{ replyTo: rumour }, { replyTo: rumour, quote: 'Bats are blind.' }, { replyTo: picture }]) {
      await peer.waitForAnswer(peer.say(ann, group, '/check', options));
    }
    const texts = asked.map(({ text }) => text);
    expect(texts).toEqual(['Bats are blind. Honey never spoils.', 'Bats are blind.', 'Mount Everest is in Peru']);
  });

  it('reads a command from a picture’s caption', async () => {
    const { peer, ann, asked } = await open();
    const said = peer.say(ann, peer.addGroup({ members: [ann] }), '/check Bats are blind', { photo: true });
    await peer.waitForAnswer(said);
    expect(asked[0]?.text).toBe('Bats are blind');
  });

  it('answers in the topic it was asked in', async () => {
    const { peer, ann } = await open();
    const forum = peer.addGroup({ members: [ann], forum: true });
    const threadId = peer.addTopic(forum);
    const answer = await peer.waitForAnswer(peer.say(ann, forum, '/check Bats are blind', { threadId }));
    expect(answer).toMatchObject({ message_thread_id: threadId, is_topic_message: true });
  });

  it('answers nobody who did not ask this bot', async () => {
    const { peer, ann, asked } = await open({}, { peer: { privacy: false } });
    const robot = peer.addUser({ firstName: 'Robot', isBot: true });
    const group = peer.addGroup({ members: [ann, robot] });
    peer.say(ann, group, 'The Great Wall of China can be seen from the Moon');
    peer.say(ann, group, '/check@other_bot Bats are blind');
    peer.say(ann, group, '/ban Bob');
    peer.say(robot, group, '/check Bats are blind');
    peer.say(ann, group, '/check Bats are blind', { viaBot: robot });
    peer.say(ann, group, '/check Bats are blind', {
      forwardOrigin: { type: 'hidden_user', sender_user_name: 'X', date: 1 },
    });
    peer.say(ann, group, 'see /check Bats are blind');
    await peer.waitForAnswer(peer.say(ann, group, '/check the last one'));
    expect(asked.map(({ text }) => text)).toEqual(['the last one']);
    expect(peer.answers(group)).toHaveLength(1);
  });

  it('does not answer an edited message again', async () => {
    const { peer, ann, asked } = await open();
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check Bats are blind');
    await peer.waitForAnswer(said);
    peer.edit(said, '/check Bats are deaf');
    await peer.waitForAnswer(peer.say(ann, group, '/check Honey never spoils'));
    expect(asked.map(({ text }) => text)).toEqual(['Bats are blind', 'Honey never spoils']);
  });

  it('answers although the question was deleted meanwhile', async () => {
    const { peer, ann } = await open({
      async before() {
        peer.remove(said);
      },
    });
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check Bats are blind');
    const answer = await peer.waitForMessage(({ from }) => from?.id === peer.bot.id);
    expect(answer.reply_to_message).toBeUndefined();
  });

  it('sends one message a card, and shows that it is typing while a check takes long', async () => {
    const { peer, ann } = await open({
      cards: ({ text }) => text.split(' ').map((claim) => ({ ...SAMPLE_CARD, claim })),
      before: () =>
        peer.waitForRequest(({ method, payload }) => method === 'sendChatAction' && payload.action === 'typing'),
    });
    const group = peer.addGroup({ members: [ann] });
    peer.say(ann, group, '/check one two three');
    await peer.waitForMessage(({ text }) => text?.includes('Claim: three') ?? false);
    expect(peer.answers(group).map(({ text }) => /Claim: (\w+)/.exec(text ?? '')?.[1])).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('keeps one chat’s answers in order and lets no chat wait for another', async () => {
    const slow = Promise.withResolvers<void>();
    const { peer, ann } = await open({ before: ({ text }) => (text === 'slow' ? slow.promise : Promise.resolve()) });
    const [here, there] = [peer.addGroup({ members: [ann] }), peer.addGroup({ members: [ann] })];
    peer.say(ann, here, '/check slow');
    const next = peer.say(ann, here, '/check next');
    await peer.waitForAnswer(peer.say(ann, there, '/check elsewhere'));
    expect(peer.answers(here)).toEqual([]);
    slow.resolve();
    await peer.waitForAnswer(next);
    expect(peer.answers(here).map(({ text }) => /Claim: (\w+)/.exec(text ?? '')?.[1])).toEqual(['slow', 'next']);
  });

  it('teaches the commands with the bot’s name, and they can be touched', async () => {
    const { peer, ann } = await open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addGroup({ members: [ann] }), '/help@claimcheck_bot'));
    expect(commandsIn(answer)).toEqual(['/check@claimcheck_bot', '/help@claimcheck_bot']);
    const asking = await peer.waitForAnswer(peer.say(ann, peer.addGroup({ members: [ann] }), '/check'));
    expect(asking.text).toContain('/check@claimcheck_bot The Great Wall');
  });
});

describe('a check in private', () => {
  const origins: MessageOrigin[] = [
    { type: 'user', date: 1, sender_user: { id: 5, is_bot: false, first_name: 'Eve' } },
    { type: 'hidden_user', date: 1, sender_user_name: 'Eve' },
    { type: 'chat', date: 1, sender_chat: { id: -5, type: 'supergroup', title: 'Rumours' } },
    { type: 'channel', date: 1, chat: { id: -6, type: 'channel', title: 'News' }, message_id: 3 },
  ];

  it.each(origins)('checks a message forwarded from a $type', async (forwardOrigin) => {
    const { peer, ann, asked } = await open();
    const answer = await peer.waitForAnswer(
      peer.say(ann, peer.addPrivateChat(ann), '/check this, said Eve', { forwardOrigin }),
    );
    expect(asked[0]).toMatchObject({ command: 'check', text: '/check this, said Eve', chat: { kind: 'private' } });
    expect(answer.reply_markup).toBeUndefined();
  });

  it('checks plain text and captions, and an album once', async () => {
    const { peer, ann, asked } = await open();
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, 'Bats are blind');
    peer.say(ann, chat, 'Honey never spoils', { photo: true, mediaGroupId: '1' });
    peer.say(ann, chat, '', { photo: true, mediaGroupId: '1' });
    await peer.waitForAnswer(peer.say(ann, chat, '', { photo: true }));
    expect(asked.map(({ text }) => text)).toEqual(['Bats are blind', 'Honey never spoils', '']);
  });

  it('shows help at /start', async () => {
    const { peer, ann } = await open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/start'));
    expect(answer.text).toMatch(/^Claimcheck checks claims\n\/check <claim>: /);
    expect(commandsIn(answer)).toEqual(['/check', '/help']);
  });

  it('says that a command is unknown', async () => {
    const { peer, ann } = await open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/frobnicate'));
    expect(answer.text).toMatch(/^Unknown command\n/);
  });
});

function commandsIn({ text = '', entities = [] }: Message): string[] {
  return entities
    .filter(({ type }) => type === 'bot_command')
    .map(({ offset, length }) => text.slice(offset, offset + length));
}
