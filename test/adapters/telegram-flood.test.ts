import { describe, expect, it } from 'vitest';
import { useTelegram, WALL } from './telegram-house.ts';

const telegram = useTelegram();

describe('a group that somebody floods with commands', () => {
  it('is not flooded with answers, and its other members and moderators get theirs', async () => {
    const { peer, ann, bob } = await telegram.open();
    const mod = peer.addUser({ firstName: 'Mod' });
    const group = peer.addGroup({ creator: mod, members: [ann, bob] });
    for (let n = 0; n < 20; n += 1) peer.say(ann, group, n % 2 === 0 ? '/help' : '/settings');
    const help = await peer.waitForAnswer(peer.say(bob, group, '/help'));
    expect(help.text).toContain('/check');
    const panel = await peer.waitForAnswer(peer.say(mod, group, '/settings'));
    expect(panel.reply_markup).toBeDefined();
    const card = await peer.waitForAnswer(peer.say(bob, group, `/check ${WALL}`));
    expect(card.text).toContain('False');
    expect(peer.answers(group)).toHaveLength(5 + 3);
  });
});
