import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseHtml } from '../peers/telegram/html.ts';
import { createTelegramPeer, type PeerChat, type PeerUser, type TelegramPeer } from '../peers/telegram/index.ts';

let peer: TelegramPeer;
let ann: PeerUser;
let group: PeerChat;

beforeEach(async () => {
  peer = await createTelegramPeer();
  ann = peer.addUser({ firstName: 'Ann' });
  group = peer.addGroup({ members: [ann] });
});

afterEach(() => peer.close());

async function call(method: string, payload: object = {}, token = peer.token, signal?: AbortSignal) {
  const response = await fetch(`${peer.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
    ...(signal && { signal }),
  });
  return {
    status: response.status,
    ...((await response.json()) as { ok: boolean; result?: unknown; description?: string }),
  };
}

describe('the loopback Telegram refuses', () => {
  it.each([
    ['a strange token', '1:AAE-loopback_token_loopback_token_0', 401, 'Unauthorized'],
    ['what is no token', 'x', 404, 'Not Found'],
  ])('%s', async (_what, token, status, description) => {
    expect(await call('getMe', {}, token)).toMatchObject({ ok: false, status, description });
  });

  const send = (extra: object) => () => ({ chat_id: group.id, text: 'x', ...extra });
  const button = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: data }]] } });
  it.each<[string, string, () => object, string]>([
    ['a text over 4,096', 'sendMessage', send({ text: 'x'.repeat(4097) }), 'Bad Request: message is too long'],
    [
      'an empty text',
      'sendMessage',
      send({ text: ' <b></b>', parse_mode: 'HTML' }),
      'Bad Request: message text is empty',
    ],
    [
      'a text of nothing to see',
      'sendMessage',
      send({ text: '\u200b', parse_mode: 'HTML' }),
      'Bad Request: message text is empty',
    ],
    ['an unknown chat', 'sendMessage', () => ({ chat_id: 1, text: 'x' }), 'Bad Request: chat not found'],
    ['an unknown topic', 'sendMessage', send({ message_thread_id: 5 }), 'Bad Request: message thread not found'],
    [
      'an unknown message to reply to',
      'sendMessage',
      send({ reply_parameters: { message_id: 9 } }),
      'Bad Request: message to be replied not found',
    ],
    ['button data over 64 bytes', 'sendMessage', send(button('ü'.repeat(33))), 'Bad Request: BUTTON_DATA_INVALID'],
    [
      'an unknown click',
      'answerCallbackQuery',
      () => ({ callback_query_id: '9' }),
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'a pin without the right',
      'pinChatMessage',
      () => ({ chat_id: group.id, message_id: 1 }),
      'Bad Request: not enough rights to manage pinned messages in the chat',
    ],
    ['an unknown person', 'getChatMember', () => ({ chat_id: group.id, user_id: 5 }), 'Bad Request: user not found'],
    [
      'a command with capitals',
      'setMyCommands',
      () => ({ commands: [{ command: 'Check', description: 'x' }] }),
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    ['an unknown method', 'sendPigeon', () => ({}), 'Not Found: method not found'],
  ])('%s', async (_what, method, payload, description) => {
    expect(await call(method, payload())).toMatchObject({
      ok: false,
      description: expect.stringContaining(description),
    });
    expect(peer.messages(group)).toEqual([]);
  });

  it('a bot that was thrown out, and one that was blocked', async () => {
    peer.setStanding(group, peer.bot, 'kicked');
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    });
    const chat = peer.addPrivateChat(ann);
    peer.setStanding(chat, peer.bot, 'kicked');
    expect(await call('sendMessage', { chat_id: chat.id, text: 'x' })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  it('to write to a person who never began a chat, to a muted group, and to one that has moved', async () => {
    const stranger = peer.addUser();
    peer.addPrivateChat(stranger, { started: false });
    expect(await call('sendMessage', { chat_id: stranger.id, text: 'x' })).toMatchObject({
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    const [muted, moved] = [peer.addGroup(), peer.addGroup()];
    muted.muted = true;
    expect(await call('sendMessage', { chat_id: muted.id, text: 'x' })).toMatchObject({
      description: 'Bad Request: not enough rights to send text messages to the chat',
    });
    peer.migrate(moved, group);
    expect(await call('sendMessage', { chat_id: moved.id, text: 'x' })).toMatchObject({
      status: 400,
      parameters: { migrate_to_chat_id: group.id },
    });
  });

  it('an edit that changes nothing, and one of somebody else’s message', async () => {
    await call('sendMessage', { chat_id: group.id, text: '<b>x</b>', parse_mode: 'HTML' });
    const edit = { chat_id: group.id, message_id: 1, text: '<b>x</b>', parse_mode: 'HTML' };
    expect(await call('editMessageText', edit)).toMatchObject({
      status: 400,
      description: expect.stringContaining('message is not modified'),
    });
    expect(await call('editMessageText', { ...edit, text: 'y' })).toMatchObject({ ok: true });
    const said = peer.say(ann, group, 'hello');
    expect(await call('editMessageText', { ...edit, message_id: said.message_id })).toMatchObject({
      description: "Bad Request: message can't be edited",
    });
  });

  it('what is the 21st within a minute in a group, messages and edits together', async () => {
    for (let sent = 0; sent < 10; sent += 1) {
      await call('sendMessage', { chat_id: group.id, text: 'x' });
      await call('editMessageText', { chat_id: group.id, message_id: 1, text: `y${sent}` });
    }
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({ status: 429 });
    expect(await call('editMessageText', { chat_id: group.id, message_id: 1, text: 'z' })).toMatchObject({
      status: 429,
    });
  });

  it('more than twenty changes of its menus at once', async () => {
    const set = () => call('setMyDescription', { description: 'x' });
    for (let made = 0; made < 20; made += 1) expect(await set()).toMatchObject({ ok: true });
    expect(await set()).toMatchObject({ status: 429, parameters: { retry_after: 1 } });
  });

  it('to say who is in a group that hides it, but to an administrator, and names those all the same', async () => {
    group.hidden = true;
    const ask = () => call('getChatMember', { chat_id: group.id, user_id: ann.id });
    expect(await ask()).toMatchObject({ status: 400, description: 'Bad Request: CHAT_ADMIN_REQUIRED' });
    peer.setStanding(group, ann, 'creator');
    const list = await call('getChatAdministrators', { chat_id: group.id });
    expect(list.result).toEqual([expect.objectContaining({ status: 'creator', user: ann })]);
    peer.setStanding(group, peer.bot, { rights: {} });
    expect(await ask()).toMatchObject({ ok: true });
  });

  it('to pin what is pinned, and to let a mere pinner remove the notice of a pin', async () => {
    peer.setStanding(group, peer.bot, { rights: { can_pin_messages: true } });
    await call('sendMessage', { chat_id: group.id, text: 'x' });
    const pin = () => call('pinChatMessage', { chat_id: group.id, message_id: 1 });
    expect(await pin()).toMatchObject({ ok: true });
    expect(await pin()).toMatchObject({ status: 400, description: 'Bad Request: CHAT_NOT_MODIFIED' });
    const { result } = (await call('getUpdates')) as unknown as { result: { message: { message_id: number } }[] };
    expect(result).toMatchObject([{ message: { pinned_message: { message_id: 1 }, from: { id: peer.bot.id } } }]);
    const remove = () => call('deleteMessage', { chat_id: group.id, message_id: result[0]?.message.message_id });
    expect(await remove()).toMatchObject({ status: 400 });
    peer.setStanding(group, peer.bot, { rights: { can_delete_messages: true } });
    expect(await remove()).toMatchObject({ ok: true });
  });

  it('a flood, with the pause it asks for', async () => {
    peer.fail('sendMessage', { kind: 'flood', retryAfterS: 7 });
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({
      status: 429,
      parameters: { retry_after: 7 },
    });
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({ ok: true });
  });

  it.each([
    ['<b>x', `Can't find end tag corresponding to start tag "b"`],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b><i>ü</b></i>', 'Unmatched end tag, expected "</i>", found "</b>" at byte offset 8'],
    ['<script>x</script>', 'Unsupported start tag "script"'],
    ['<b onclick="x">x</b>', 'Unsupported start tag "b"'],
    ['<a>x</a>', 'Unsupported start tag "a"'],
    ['1 < 2', 'Unclosed start tag'],
    ['1 > 0', 'Unexpected character ">"'],
    ['a & b', 'Unsupported character entity'],
    ['&nbsp;', 'Unsupported character entity'],
  ])('the markup %s', (html, why) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${why}`);
  });
});

describe('the loopback Telegram', () => {
  it('whispers for an administrator, but not as an answer to what was deleted', async () => {
    const quiet = await createTelegramPeer({ ephemeral: true });
    const [bob, place] = [quiet.addUser(), quiet.addGroup({ bot: { rights: {} } })];
    quiet.setStanding(place, bob, 'member');
    const said = quiet.say(bob, place, '/x');
    const whisper = () =>
      fetch(`${quiet.apiRoot}/bot${quiet.token}/sendMessage`, {
        method: 'POST',
        body: JSON.stringify({
          ...{ chat_id: place.id, text: 'x', ephemeral_message_parameters: { receiver_user_id: bob.id } },
          reply_parameters: { message_id: said.message_id, allow_sending_without_reply: true },
        }),
      });
    expect((await whisper()).status).toBe(200);
    quiet.remove(said);
    expect((await whisper()).status).toBe(400);
    await quiet.close();
  });

  it('reads markup, and finds by itself what Telegram finds', async () => {
    const text = ' <b>A &amp; <i>B&#33;</i></b> <a href="https://a.example/?x=1&amp;y=2">@link</a> @durov evil.com';
    await call('sendMessage', { chat_id: group.id, text, parse_mode: 'HTML' });
    expect(peer.messages(group)[0]).toMatchObject({
      text: 'A & B! @link @durov evil.com',
      entities: [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'italic', offset: 4, length: 2 },
        { type: 'text_link', offset: 7, length: 5, url: 'https://a.example/?x=1&y=2' },
        { type: 'mention', offset: 13, length: 6 },
        { type: 'url', offset: 20, length: 8 },
      ],
    });
  });

  it('holds a poll open until something happens, and gives an update until it is confirmed', async () => {
    const poll = call('getUpdates', { timeout: 5 });
    await peer.waitForRequest(({ method }) => method === 'getUpdates');
    peer.say(ann, group, '/check x');
    const { result } = (await poll) as unknown as { result: { update_id: number; message: object }[] };
    expect(result).toEqual([{ update_id: expect.any(Number), message: expect.objectContaining({ text: '/check x' }) }]);
    expect((await call('getUpdates')).result).toEqual(result);
    // At once again, from the same offset: one, and none of those behind it.
    peer.say(ann, group, '/check y');
    expect((await call('getUpdates')).result).toEqual(result);
    await new Promise((resolve) => setTimeout(resolve, 510));
    expect((await call('getUpdates')).result).toHaveLength(2);
    expect((await call('getUpdates', { offset: (result[0]?.update_id ?? 0) + 2 })).result).toEqual([]);
    expect(peer.pending().updates).toBe(0);
  });

  it('ousts a poll when another one comes, and gives none while there is a webhook', async () => {
    const first = call('getUpdates', { timeout: 5 });
    await peer.waitForRequest(({ method }) => method === 'getUpdates');
    const second = call('getUpdates', { timeout: 0 });
    expect(await first).toMatchObject({
      status: 409,
      description: expect.stringContaining('terminated by other getUpdates'),
    });
    expect(await second).toMatchObject({ ok: true });
    peer.setWebhook('https://example.org/');
    expect(await call('getUpdates')).toMatchObject({
      status: 409,
      description: expect.stringContaining('webhook is active'),
    });
  });

  it('tells the bot in groups only of commands and replies to it, while privacy mode is on', async () => {
    await call('sendMessage', { chat_id: group.id, text: 'hello' });
    const [hello] = peer.messages(group);
    peer.say(ann, group, 'just talk');
    peer.say(ann, group, '/check@other_bot x');
    peer.say(ann, group, '/check x');
    peer.say(ann, group, 'thanks', hello && { replyTo: hello });
    const { result } = (await call('getUpdates')) as unknown as {
      result: { update_id: number; message: { text: string } }[];
    };
    expect(result.map(({ message }) => message.text)).toEqual(['/check x', 'thanks']);
    const robot = peer.addUser({ isBot: true });
    peer.say(robot, group, 'beep');
    peer.say(ann, group, '/check not for this bot, for another one spoke last');
    peer.say(ann, group, '/check@claimcheck_bot y');
    const offset = (result.at(-1)?.update_id ?? 0) + 1;
    const more = (await call('getUpdates', { offset })) as unknown as { result: { message: { text: string } }[] };
    expect(more.result.map(({ message }) => message.text)).toEqual(['/check@claimcheck_bot y']);
  });
});
