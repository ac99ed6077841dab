import { describe, expect, it } from 'vitest';
import { NOON } from '../core/checker-fixture.ts';
import { setSetting, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();
/** Time stands still: whoever asks twice has to wait. */
const AT_ONCE = { now: () => NOON };

describe('a message that is changed too soon', () => {
  it('is told to wait, once, and its answer stays', async () => {
    const { peer, ann, finished } = await telegram.open({ chat: AT_ONCE });
    const group = peer.addGroup({ members: [ann] });
    const said = peer.say(ann, group, '/check Honey never spoils');
    const answer = await peer.waitForAnswer(said);
    await finished(1);
    peer.edit(said, `/check ${WALL}`);
    await peer.waitForMessage(({ text }) => text?.includes('You asked a moment ago') ?? false);
    peer.edit(said, '/check Bats are blind');
    await finished(3);
    expect(peer.answers(group).map(({ text }) => text?.slice(0, 8))).toEqual([answer.text?.slice(0, 8), 'Please w']);
  });
});

describe('somebody who writes as a channel, or as the group', () => {
  it.each(['anonymous', 'channel'] as const)(
    'is asked to do so as a person where answers are private: %s',
    async (how) => {
      const { peer, ann, bob, finished } = await telegram.open();
      const group = peer.addGroup({ creator: bob, members: [ann] });
      await setSetting(peer, bob, group, ['Show answers only to the asker', 'On']);
      const channel = { id: -1009, type: 'channel', title: 'News' } as const;
      const said = peer.say(
        bob,
        group,
        '/check Bats are blind',
        how === 'channel' ? { channel: { chat: channel } } : { anonymous: true },
      );
      expect((await peer.waitForAnswer(said)).text).toMatch(/^Ask as yourself\nIn this group only the asker/);
      await finished(1);
      expect(
        peer
          .answers(group)
          .map(({ text }) => text)
          .join(),
      ).not.toContain('Bats');
    },
  );
});

describe('moderators alone may check', () => {
  it('and a flood of somebody else is refused once, and Telegram asked only now and then', async () => {
    const { peer, ann, bob, finished } = await telegram.open();
    const group = peer.addGroup({ creator: bob, members: [ann] });
    await setSetting(peer, bob, group, ['Who may check', 'Moderators']);
    const asked = () =>
      peer.requests.filter(({ method, payload }) => method === 'getChatAdministrators' && payload.chat_id === group.id);
    for (let at = 0; at < 40; at += 1) peer.say(ann, group, `/check flood number ${at} is here`);
    await finished(40);
    expect(asked().length).toBeLessThan(10);
    // One refusal for all of them, besides the settings.
    expect(peer.answers(group).map(({ text }) => text?.split('\n')[0])).toEqual([
      'Settings of this group',
      'Not allowed',
    ]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a voice message', { voice: { file_id: 'v', file_unique_id: 'v', duration: 3 } }],
    ['a sticker', { sticker: { file_id: 's', file_unique_id: 's', type: 'regular', width: 1, height: 1 } }],
    ['a place', { location: { latitude: 1, longitude: 2 } }],
    ['a die', { dice: { emoji: '🎲', value: 3 } }],
    ['a message of blocks without words', { rich_message: { blocks: [{ type: 'divider' }] } }],
  ])('is answered kindly in private, and not at all in a group: %s', async (_what, content) => {
    const { peer, ann, accepted } = await telegram.open({ peer: { privacy: false } });
    peer.say(ann, peer.addGroup({ members: [ann] }), '', { content });
    const chat = peer.addPrivateChat(ann);
    const answer = await peer.waitForAnswer(peer.say(ann, chat, '', { content }));
    expect(answer.text).toMatch(/^This cannot be read here\nSend the claim as a sentence, or as a picture/);
    expect(accepted).toEqual([]);
  });

  it('is explained a few times, not for every one of twenty', async () => {
    const { peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const content = { sticker: { file_id: 's' } };
    for (let at = 0; at < 20; at += 1) peer.say(ann, chat, '', { content });
    await peer.waitForAnswer(peer.say(ann, chat, '/help'));
    expect(peer.answers(chat).filter(({ text }) => text?.startsWith('This cannot be read'))).toHaveLength(3);
  });

  it('is not what Telegram says itself: nobody answers that', async () => {
    const { peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, '', { content: { message_auto_delete_timer_changed: { message_auto_delete_time: 60 } } });
    await peer.waitForAnswer(peer.say(ann, chat, '/help'));
    expect(peer.answers(chat)).toHaveLength(1);
  });

  it('is not a message of blocks, whose words are checked', async () => {
    const { peer, ann, checked } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const blocks = [
      { type: 'heading', size: 1, text: 'News' },
      { type: 'paragraph', text: [{ type: 'bold', text: 'Bats' }, ' are blind.'] },
      { type: 'list', items: [{ label: '•', blocks: [{ type: 'paragraph', text: 'Honey never spoils.' }] }] },
      { type: 'photo', photo: [], caption: { text: 'Mount Everest is in Peru.' } },
      { type: 'buttons', buttons: [{ text: 'Buy now', url: 'https://shop.example' }] },
    ];
    await peer.waitForAnswer(peer.say(ann, chat, '', { content: { rich_message: { blocks } } }));
    expect(checked).toEqual(['News\nBats are blind.\nHoney never spoils.\nMount Everest is in Peru.']);
  });
});

describe('an album', () => {
  it('that is brought in pieces is one question, with all its pictures and what stands below them', async () => {
    const { peer, ann, accepted } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    await peer.waitForRequest(({ method }) => method === 'getUpdates');
    const album = { photo: true, mediaGroupId: '7' };
    peer.say(ann, chat, '', album);
    await new Promise(setImmediate);
    peer.say(ann, chat, 'Honey never spoils', album);
    await new Promise(setImmediate);
    peer.say(ann, chat, 'Bats are blind', album);
    await peer.waitForMessage(({ from }) => from?.id === peer.bot.id);
    await peer.waitForAnswer(peer.say(ann, chat, '/help'));
    expect(accepted.map(({ request }) => [request.text, request.pictures?.length])).toEqual([
      ['Honey never spoils\nBats are blind', 3],
    ]);
  });

  it('in a group is asked about by the picture that has the command', async () => {
    const { peer, ann, accepted, finished } = await telegram.open({ peer: { privacy: false } });
    const group = peer.addGroup({ members: [ann] });
    peer.say(ann, group, 'look', { photo: true, mediaGroupId: '8' });
    peer.say(ann, group, '/check Bats are blind', { photo: true, mediaGroupId: '8' });
    peer.say(ann, group, 'no question', { photo: true, mediaGroupId: '9' });
    await finished(1);
    expect(accepted.map(({ request }) => [request.text, request.pictures?.length])).toEqual([
      ['Bats are blind\nlook', 2],
    ]);
  });

  it('right after somebody else’s message is whole, and so is one that stopping comes between', async () => {
    const { peer, ann, bob, accepted, finished, stop } = await telegram.open({
      telegram: { times: { albumPauseMs: 200 } },
    });
    const [chat, other] = [peer.addPrivateChat(ann), peer.addPrivateChat(bob)];
    const send = (id: string) => {
      for (let at = 0; at < 4; at += 1) peer.say(ann, chat, '', { photo: true, mediaGroupId: id });
    };
    await peer.waitForAnswer(peer.say(bob, other, '/help'));
    send('10');
    await finished(1);
    send('11');
    await expect.poll(() => peer.pending().updates).toBe(0);
    await stop();
    expect(accepted.map(({ request }) => request.pictures?.length)).toEqual([4, 4]);
  });
});
