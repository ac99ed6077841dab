import { describe, expect, it } from 'vitest';
import { LOCALE_TAGS } from '../../src/core/text/locale.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { useTelegram, WALL } from '../adapters/telegram-fixture.ts';

const telegram = useTelegram();

const METHODS = [
  'getMe',
  'getWebhookInfo',
  'deleteWebhook',
  'getUpdates',
  'getMyCommands',
  'setMyCommands',
  'getMyDescription',
  'setMyDescription',
  'getMyShortDescription',
  'setMyShortDescription',
  'sendMessage',
  'editMessageText',
  'deleteMessage',
  'answerCallbackQuery',
  'answerInlineQuery',
  'getChat',
  'getChatAdministrators',
  'getChatMember',
  'pinChatMessage',
  'unpinChatMessage',
  'setMessageReaction',
  'getFile',
];
const BOT = { rights: { can_pin_messages: true, can_delete_messages: true } };

describe('a 429 on every method', () => {
  it('delays what was asked, and loses nothing', async () => {
    const peer = await telegram.openPeer({ inline: true });
    peer.setWebhook('https://example.org/hook');
    for (const method of METHODS) peer.fail(method, { kind: 'flood', retryAfterS: 1 });
    const images = { read: async () => 'Bats are blind' };
    const { ann, bob, finished, faults } = await telegram.open({ on: peer, chat: { images } });
    const group = peer.addGroup({ creator: bob, members: [ann], bot: BOT });
    group.permissions = { can_pin_messages: true };
    const card = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    await finished(1);
    // A member, so all three questions about rights are asked.
    await peer.waitForReaction(peer.say(ann, group, '/pin', { replyTo: card }));
    await peer.waitForReaction(peer.say(bob, group, '/unpin', { replyTo: card }));
    await peer.waitForRequest(({ method }) => method === 'deleteMessage');
    expect((await peer.typeInline(ann, WALL)).results).not.toEqual([]);
    await peer.click(ann, card, 'Re-check');
    await finished(2);
    const read = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '', { photo: true }));
    expect(read.text).toContain('Bats are blind');
    await expect.poll(() => peer.descriptions.get(LOCALE_TAGS.at(-1) ?? ''), { timeout: 30_000 }).toBeDefined();
    const refused = peer.requests.filter(({ status }) => status === 429).map(({ method }) => method);
    expect(METHODS.filter((method) => !refused.includes(method))).toEqual([]);
    expect(peer.messages(group).filter(({ pinned_message }) => pinned_message)).toEqual([]);
    // Only fetching is named: it is how the operator learns that Telegram holds the bot back.
    expect(faults.map(({ error }) => String(error))).toEqual([expect.stringContaining('getUpdates')]);
  });
});

describe('a start that is cut short while menus are set', () => {
  it('is gone on with by the next one, which sets what is missing and no more', async () => {
    const peer = await telegram.openPeer();
    peer.fail('setMyDescription', { kind: 'flood', retryAfterS: 3_600 });
    const first = await telegram.open({ on: peer });
    await peer.waitForRequest(({ method }) => method === 'setMyDescription');
    const from = performance.now();
    await first.stop();
    expect([performance.now() - from < 3_000, first.faults]).toEqual([true, []]);
    const set = () => peer.requests.filter(({ method, status }) => method.startsWith('setMy') && status === 200);
    const before = set();
    expect(before.length).toBeGreaterThan(0);
    const second = await telegram.open({ on: peer });
    await expect.poll(() => peer.descriptions.get(LOCALE_TAGS.at(-1) ?? ''), { timeout: 10_000 }).toBeDefined();
    const what = set().map(({ method, payload: { scope, language_code } }) =>
      JSON.stringify([method, scope, language_code]),
    );
    expect([new Set(what).size, what.length, second.faults]).toEqual([what.length, 5 * LOCALE_TAGS.length, []]);
  });
});

describe('two moderators at once', () => {
  it('who pin and unpin, again and again, leave what the bot knows and what Telegram shows the same', async () => {
    const { peer, ann, bob, core, finished, faults } = await telegram.open();
    const mod = peer.addUser({ firstName: 'Mod' });
    const admins = [{ user: mod, rights: { can_pin_messages: true } }];
    const group = peer.addGroup({ creator: bob, admins, members: [ann], bot: BOT });
    const card = await peer.waitForAnswer(peer.say(mod, group, `/check ${WALL}`));
    await finished(1);
    const pin = async () => (await peer.click(mod, card, 'Pin')).text;
    const unpin = () => {
      const said = peer.say(bob, group, '/unpin', { replyTo: card });
      return Promise.race([peer.waitForReaction(said), peer.waitForAnswer(said).then(({ text }) => text)]);
    };
    const said = await Promise.all(Array.from({ length: 4 }, () => [pin(), unpin()]).flat());
    expect(said.every((text) => text === undefined || /^Pinned\.$|is pinned here/.test(text))).toBe(true);
    const noted = await createSqlitePostings(core.store.db).at('telegram', String(group.id), String(card.message_id));
    expect(peer.pins(group).map(({ messageId }) => messageId)).toEqual(noted?.pinned ? [card.message_id] : []);
    // The last word counts: nothing is left over from the others.
    expect(await peer.click(mod, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
    expect([peer.pins(group).length, faults]).toEqual([1, []]);
  });
});
