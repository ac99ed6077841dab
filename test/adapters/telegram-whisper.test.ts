import { describe, expect, it } from 'vitest';
import { NOON } from '../core/checker-fixture.ts';
import { setSetting, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();
/** Time stands still: whoever asks twice has to wait. */
const AT_ONCE = { now: () => NOON };
const ADMIN = { rights: { can_delete_messages: true } };

describe('a refusal in a group', () => {
  it('is seen by nobody else, where the bot is an administrator', async () => {
    const { peer, ann, finished } = await telegram.open({ chat: AT_ONCE, peer: { ephemeral: true } });
    const group = peer.addGroup({ members: [ann], bot: ADMIN });
    await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    peer.say(ann, group, '/check Bats are blind');
    expect(await peer.waitForWhisper(group, ann)).toMatch(/^Please wait a little\n/);
    await finished(2);
    expect(peer.answers(group)).toHaveLength(1);
  });

  it('of a right is too', async () => {
    const { peer, ann } = await telegram.open({ peer: { ephemeral: true } });
    const group = peer.addGroup({ members: [ann], bot: ADMIN });
    peer.say(ann, group, '/settings');
    expect(await peer.waitForWhisper(group, ann)).toMatch(/^Not allowed\n/);
    expect(peer.answers(group)).toEqual([]);
  });

  it('is said to all where the bot is a member like others, who is asked only once', async () => {
    const { peer, ann, bob } = await telegram.open({ peer: { ephemeral: true } });
    const group = peer.addGroup({ members: [ann, bob] });
    for (const person of [ann, bob]) {
      const answer = await peer.waitForAnswer(peer.say(person, group, '/settings'));
      expect(answer.text).toMatch(/^Not allowed\n/);
    }
    expect(peer.requests.filter(({ status }) => status === 400)).toHaveLength(1);
  });

  it('is seen by nobody else where its message was deleted meanwhile, nor are those that follow', async () => {
    const { peer, ann, bob } = await telegram.open({ peer: { ephemeral: true } });
    const group = peer.addGroup({ members: [ann, bob], bot: ADMIN });
    peer.remove(peer.say(ann, group, '/settings'));
    expect(await peer.waitForWhisper(group, ann)).toMatch(/^Not allowed\n/);
    peer.say(bob, group, '/settings');
    expect(await peer.waitForWhisper(group, bob)).toMatch(/^Not allowed\n/);
    expect(peer.answers(group)).toEqual([]);
  });

  it('is seen by nobody else from the moment on that the bot becomes an administrator', async () => {
    const { peer, ann, bob } = await telegram.open({ peer: { ephemeral: true } });
    const group = peer.addGroup({ creator: bob, members: [ann] });
    await peer.waitForAnswer(peer.say(ann, group, '/settings'));
    peer.setBot(group, ADMIN, bob);
    peer.say(ann, group, '/settings');
    expect(await peer.waitForWhisper(group, ann)).toMatch(/^Not allowed\n/);
  });

  it('is no whisper to whoever writes as a channel', async () => {
    const { peer, ann } = await telegram.open({ peer: { ephemeral: true } });
    const group = peer.addGroup({ members: [ann], bot: ADMIN });
    const channel = { chat: { id: -1009, type: 'channel', title: 'News' } as const };
    expect((await peer.waitForAnswer(peer.say(ann, group, '/settings', { channel }))).text).toMatch(/^Not allowed\n/);
  });
});

describe('an answer for the asker alone, who never began a chat with the bot', () => {
  async function ask(options: { ephemeral: boolean; bot: typeof ADMIN | 'member' }) {
    const fixture = await telegram.open({ peer: { ephemeral: options.ephemeral } });
    const { peer, ann, bob, finished } = fixture;
    const group = peer.addGroup({ creator: bob, members: [ann], bot: options.bot });
    await setSetting(peer, bob, group, ['Show answers only to the asker', 'On']);
    const before = peer.answers(group).length;
    for (const [at, claim] of [WALL, 'Bats are blind'].entries()) {
      peer.say(ann, group, `/check@claimcheck_bot ${claim}`);
      await finished(at + 1);
    }
    const shown = peer.answers(group).slice(before);
    return { ...fixture, group, shown: shown.map(({ text = '' }) => text) };
  }

  it('is whispered in the group where the bot is an administrator, and waits in private all the same', async () => {
    const { peer, ann, group, shown, faults } = await ask({ ephemeral: true, bot: ADMIN });
    expect([shown, faults]).toEqual([[], []]);
    // Once it is known that the server can whisper, nothing is said before the card.
    const heard = peer.whispers(group, ann).map((text) => /Your answer is ready|❌ False/.exec(text)?.[0]);
    expect(heard).toEqual(['Your answer is ready', '❌ False', '❌ False']);
    const chat = peer.addPrivateChat(ann);
    await peer.waitForAnswer(peer.say(ann, chat, '/start answer'));
    expect(peer.answers(chat).some(({ text }) => text?.includes('❌ False'))).toBe(true);
  });

  it.each([
    ['a server that does not know whispers', { ephemeral: false, bot: ADMIN }],
    ['a bot that may not whisper', { ephemeral: true, bot: 'member' }],
  ] as const)('is shown to nobody by %s', async (_what, options) => {
    const { peer, ann, group, shown } = await ask(options);
    expect(shown.map((text) => text.split('\n')[0])).toEqual(['Your answer is ready', 'Your answer is ready']);
    expect(peer.whispers(group, ann)).toEqual([]);
  });
});
