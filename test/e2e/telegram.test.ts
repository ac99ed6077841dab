import type { MessageOrigin } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KURSK, useTelegram, WALL } from '../adapters/telegram-fixture.ts';
import { linksOf } from '../peers/telegram/index.ts';

const telegram = useTelegram();
let fixture: Awaited<ReturnType<typeof telegram.open>>;
beforeEach(async () => {
  fixture = await telegram.open();
});
afterEach(() => expect(fixture.faults).toEqual([]));

const BOT_MAY_PIN = { rights: { can_pin_messages: true } };

describe('Claimcheck on Telegram', () => {
  it('in a group says that the Kursk claim is true and the Great Wall claim false, with sources', async () => {
    const { peer, ann } = fixture;
    const group = peer.addGroup({ members: [ann] });
    const kursk = await peer.waitForAnswer(peer.say(ann, group, `/check ${KURSK}`));
    expect(kursk.text).toMatch(/^✅ True\nRated “True” by /m);
    expect(kursk.text).toContain('page not opened for this card');
    expect(kursk.text).toMatch(/As of \d{1,2} \w+ 20\d\d · Confidence: \w+ \(.+\) · Check ID000001$/);
    expect(linksOf(kursk)[0]).toMatch(/^https:\/\/en\.wikipedia\.org\/wiki\/\w+/);
    const wall = await peer.waitForAnswer(peer.say(ann, group, `/check@claimcheck_bot ${WALL}`));
    expect(wall.text).toMatch(/^❌ False$/m);
  });

  it('checks the message that /check answers, and gives the same check for the same claim', async () => {
    const { peer, ann, bob } = fixture;
    const group = peer.addGroup({ members: [ann, bob] });
    const rumour = peer.say(bob, group, `BREAKING!!! ${WALL.toUpperCase()} 😱 https://example.org/x`);
    const answer = await peer.waitForAnswer(peer.say(ann, group, '/check', { replyTo: rumour }));
    expect(answer.text).toMatch(/^❌ False$/m);
    const again = await peer.waitForAnswer(peer.say(bob, group, `/check ${WALL}`));
    const idOf = (text = '') => /Check (\w{8})$/.exec(text)?.[1];
    expect(idOf(again.text)).toBe(idOf(answer.text));
  });

  it('checks a message forwarded in private, and keeps what nobody has checked to that person', async () => {
    const { peer, ann, bob } = fixture;
    const forwardOrigin: MessageOrigin = { type: 'hidden_user', date: 1, sender_user_name: 'Eve' };
    const chat = peer.addPrivateChat(ann);
    const wall = await peer.waitForAnswer(peer.say(ann, chat, WALL, { forwardOrigin }));
    expect(wall.text).toMatch(/^❌ False$/m);
    const secret = 'My boss Zebulon Quartermain stole 7300 ducats';
    const mine = await peer.waitForAnswer(peer.say(ann, chat, secret, { forwardOrigin }));
    expect(mine.text).toMatch(/^❓ Unverified$/m);
    const group = peer.addGroup({ members: [ann, bob] });
    const history = await peer.waitForAnswer(peer.say(bob, group, '/history'));
    expect(history.text).toContain('Nothing has been checked here yet');
    const theirs = await peer.waitForAnswer(
      peer.say(bob, peer.addPrivateChat(bob), 'Zebulon Quartermain stole 9 ducats'),
    );
    expect(theirs.text).not.toContain('7300');
  });

  it('pins the card for who may pin, and for nobody else', async () => {
    const { peer, ann, bob } = fixture;
    const group = peer.addGroup({ creator: ann, members: [bob], bot: BOT_MAY_PIN });
    const card = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    expect(await peer.click(bob, card, 'Pin')).toMatchObject({
      text: expect.stringContaining('Ask a moderator'),
      showAlert: true,
    });
    expect(peer.pins(group)).toEqual([]);
    expect(await peer.click(ann, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
    expect(peer.pins(group)).toEqual([{ messageId: card.message_id, silent: true }]);
  });

  it('shows help and the group’s history', async () => {
    const { peer, ann } = fixture;
    const group = peer.addGroup({ members: [ann] });
    const help = await peer.waitForAnswer(peer.say(ann, group, '/help@claimcheck_bot'));
    expect(help.text).toMatch(
      /^Claimcheck checks claims\n\/check@claimcheck_bot <claim>: .+\n\/history@claimcheck_bot \[words\]: /,
    );
    await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    const history = await peer.waitForAnswer(peer.say(ann, group, '/history'));
    expect(history.text).toMatch(/^Latest checks here\n❌ False: The Great Wall .+ \(.+, ID000001\)$/);
  });

  it.each([
    ['nothing', '/check', /^What should be checked\?\n/],
    ['only emoji', '/check 😀😀', /^💬 Not a checkable claim\n.+no words/ms],
    ['only a link', '/check https://example.org/x', /^💬 .+Links cannot be read here/ms],
    ['an opinion', '/check I love dumplings', /^💬 .+an opinion or a wish/ms],
    ['operators', '/check "NEAR(wall moon)" * - OR 1=1', /^[❓💬] /mu],
    ['markup', '/check The mayor <b>painted</b> & sold 12 lampposts', /painted & sold 12.+\n❓ Unverified\n/],
    ['right-to-left text', '/check رئيس البلدية طلى اثني عشر عمود إنارة باللون الأزرق', /^❓ Unverified$/m],
  ])('answers %s kindly', async (_what, text, expected) => {
    const { peer, ann } = fixture;
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), text));
    expect(answer.text).toMatch(expected);
    expect(fixture.core.integrity()).toBe('ok');
  });
});
