import { describe, expect, it } from 'vitest';
import { breachesOf, whyNoSpec } from '../peers/telegram/spec.ts';
import { openSettings, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();
const why = whyNoSpec();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;
const BOT = { rights: { can_pin_messages: true, can_delete_messages: true } };

describe.skipIf(why !== undefined)(`the Bot API’s own description${skipped}`, () => {
  it.each<[string, string, Record<string, unknown>, string[]]>([
    ['a method that is none', 'sendMassage', {}, ['sendMassage is unknown']],
    ['a parameter too few', 'sendMessage', { chat_id: 1 }, ['sendMessage.text is missing']],
    ['a parameter that is none', 'getChat', { chat_id: 1, chat: 1 }, ['getChat.chat is unknown']],
    ['a value of another kind', 'getChat', { chat_id: true }, ['getChat.chat_id is no Integer']],
    [
      'a field of an object',
      'sendMessage',
      { chat_id: 1, text: 'x', reply_markup: { inline_keyboard: [[{ text: 1 }]] } },
      ['sendMessage.reply_markup.inline_keyboard[0][0].text is no String'],
    ],
    [
      'a constant',
      'setMyCommands',
      { commands: [], scope: { type: 'all_groups' } },
      [expect.stringContaining('setMyCommands.scope.type is not ')],
    ],
  ])('refuses %s', (_what, method, payload, breaches) => {
    expect(breachesOf(method, payload)).toEqual(breaches);
  });

  it('has all that the adapter sends, in all that it can do', async () => {
    const peer = await telegram.openPeer({ inline: true, guests: true, ephemeral: true });
    peer.setWebhook('https://example.org/hook');
    const images = { read: async () => 'Bats are blind' };
    const times = { placeholderAfterMs: 0 };
    const { ann, bob, finished } = await telegram.open({
      on: peer,
      chat: { images },
      telegram: { times, guests: true },
    });
    const group = peer.addGroup({ creator: bob, members: [ann], bot: BOT });
    group.permissions = { can_pin_messages: true };
    const said = peer.say(ann, group, `/check@claimcheck_bot ${WALL}`);
    const isCard = ({ from, text }: { from?: { id: number }; text?: string }) =>
      from?.id === peer.bot.id && /^❌/m.test(text ?? '');
    const card = await peer.waitForMessage(isCard);
    expect(card.reply_to_message?.message_id).toBe(said.message_id);
    await finished(1);
    await peer.click(ann, card, 'Pin');
    await peer.waitForReaction(peer.say(bob, group, '/unpin', { replyTo: card }));
    await peer.waitForRequest(({ method }) => method === 'deleteMessage');
    await peer.waitForAnswer(peer.say(ann, group, '/check'));
    peer.say(ann, group, '/settings');
    await peer.waitForWhisper(group, ann);
    await openSettings(peer, bob, group);
    await peer.typeInline(ann, WALL);
    await peer.waitForGuestAnswer(peer.summon(ann, group, `@claimcheck_bot ${WALL}`));
    const chat = peer.addPrivateChat(ann);
    await peer.waitForAnswer(peer.say(ann, chat, '', { photo: true }));
    await finished(3);
    await expect.poll(() => peer.requests.some(({ method }) => method === 'setMyShortDescription')).toBe(true);
    const methods = new Set(peer.requests.map(({ method }) => method));
    expect(methods.size).toBeGreaterThanOrEqual(22);
    for (const { method, payload } of peer.requests) {
      if (method !== 'file') expect(breachesOf(method, payload)).toEqual([]);
    }
    expect(breachesOf('setWebhook', { url: 'https://example.org', secret_token: 'x', allowed_updates: [] })).toEqual(
      [],
    );
  });
});
