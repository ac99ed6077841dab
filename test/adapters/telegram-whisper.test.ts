import { describe, expect, it } from 'vitest';
import { NOON } from '../core/checker-fixture.ts';
import { useTelegram, WALL } from './telegram-fixture.ts';

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
