import { describe, expect, it } from 'vitest';
import { useTelegram, WALL } from './telegram-fixture.ts';

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

describe('a report that somebody asks for by typing in a group', () => {
  it('is not written there, nor is another group’s by its link', async () => {
    const { peer, ann } = await telegram.open();
    const [group, other] = [peer.addGroup({ members: [ann] }), peer.addGroup({ members: [ann] })];
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check My boss Zebulon stole 7300 ducats'));
    const id = /Check (\w{8})/.exec(card.text ?? '')?.[1];
    const buttons = card.reply_markup?.inline_keyboard.flat() ?? [];
    const link = buttons.find(({ text }) => text === 'Details');
    const token = link && 'url' in link ? link.url.split('start=')[1] : '';
    peer.say(ann, group, `/details@claimcheck_bot ${id}`);
    const refusal = await peer.waitForAnswer(peer.say(ann, other, `/open@claimcheck_bot ${token}`));
    expect(refusal.text).not.toContain('Zebulon');
    await peer.waitForAnswer(peer.say(ann, group, '/help'));
    expect(peer.answers(group)).toHaveLength(2);
  });
});
