import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { toAsked } from '../../adapters/telegram/request.ts';

const SELF = { id: 7, username: 'claimcheck_bot', commands: ['check', 'help', 'pin'], mentions: false, seesAll: false };
const GROUP = { id: -100, type: 'supergroup', title: 'Friends' };
const ANN = { id: 5, is_bot: false, first_name: 'Ann' };
const CHANNEL = { id: -200, type: 'channel', title: 'News' };
const TEXT = '/check Bats are blind';
const COMMAND = { type: 'bot_command', offset: 0, length: 6 };

/** A message as Telegram would send it; what is not about the point of a test is the same everywhere. */
function update(extra: object, kind: keyof Update = 'message'): Update {
  const message = { message_id: 3, date: 1, chat: GROUP, from: ANN, text: TEXT, entities: [COMMAND], ...extra };
  return { update_id: 9, [kind]: message } as unknown as Update;
}

describe('what is not asked of the bot', () => {
  it.each<[string, Update]>([
    ['a channel’s post', update({ chat: CHANNEL, from: undefined, sender_chat: CHANNEL }, 'channel_post')],
    ['a message in a channel', update({ chat: CHANNEL, from: undefined })],
    ['a channel’s post in its linked group', update({ sender_chat: CHANNEL, is_automatic_forward: true })],
    ['a message of another bot', update({ from: { ...ANN, is_bot: true } })],
    ['a message of nobody', update({ from: undefined })],
    ['a member who joins', update({ text: undefined, entities: undefined, new_chat_members: [ANN] })],
    ['a pinned message in private', update({ chat: { ...ANN, type: 'private' }, text: undefined, pinned_message: {} })],
    ['a command that only looks like one', update({ entities: [] })],
    ['an update of a kind that is not known', { update_id: 9 }],
    ['a message to a business that the bot works for', update({}, 'business_message')],
    ['a message of a chat the bot is only a guest in', update({ guest_query_id: '1' }, 'guest_message')],
    ['a message in a group that only the bot can see', update({ message_id: 0, ephemeral_message_id: 4 })],
    ['a message to a channel’s owners', update({ chat: { ...GROUP, is_direct_messages: true } })],
  ])('%s', (_what, given) => {
    expect(toAsked(given, SELF)).toBeUndefined();
  });
});

describe('a request', () => {
  it('carries no topic where there is only a thread of replies', () => {
    const inThread = toAsked(update({ message_thread_id: 44 }), SELF);
    expect(inThread?.address).not.toHaveProperty('topicId');
    expect(inThread?.request?.chat).not.toHaveProperty('topicId');
    const inTopic = toAsked(update({ message_thread_id: 44, is_topic_message: true }), SELF);
    expect(inTopic?.address).toHaveProperty('topicId', 44);
    expect(inTopic?.request?.chat).toHaveProperty('topicId', '44');
  });

  it('can be written down and read back', () => {
    const request = toAsked(update({ from: { ...ANN, language_code: 'pt-br' } }), SELF)?.request;
    expect(JSON.parse(JSON.stringify(request))).toEqual({
      id: '9',
      platform: 'telegram',
      command: 'check',
      text: 'Bats are blind',
      saidAt: '1970-01-01T00:00:01.000Z',
      actorId: '5',
      chat: { id: '-100', kind: 'group' },
      locale: 'pt-br',
    });
  });

  it('takes the marked part of a message from another chat', () => {
    const quoting = { text: '/check', external_reply: { origin: {} }, quote: { text: 'Bats are blind', position: 0 } };
    expect(toAsked(update(quoting), SELF)?.request).toMatchObject({ text: '', about: { text: 'Bats are blind' } });
  });

  const ORIGIN = { type: 'hidden_user', date: 200, sender_user_name: 'Eve' };
  const REPLIED = { message_id: 2, date: 300, text: 'Bats are blind' };
  const QUOTE = { text: 'blind', position: 0 };
  it.each<[string, object, number | undefined]>([
    ['of the message replied to', { text: '/check', reply_to_message: REPLIED }, 300],
    ['of a marked part of that', { text: '/check', reply_to_message: REPLIED, quote: QUOTE }, 300],
    ['of the origin of that', { text: '/check', reply_to_message: { ...REPLIED, forward_origin: ORIGIN } }, 200],
    ['of a message in another chat', { text: '/check', external_reply: { origin: ORIGIN }, quote: QUOTE }, 200],
    ['of what is passed on', { chat: { ...ANN, type: 'private' }, forward_origin: ORIGIN }, 200],
    ['of nothing but its own', { text: '/check' }, undefined],
  ])('has the time %s', (_what, extra, seconds) => {
    const expected = seconds && new Date(seconds * 1000).toISOString();
    const request = toAsked(update({ date: 400, ...extra }), SELF)?.request;
    expect([request?.saidAt, request?.about?.saidAt]).toEqual(['1970-01-01T00:06:40.000Z', expected]);
  });

  it('is empty for a bare command in a topic, whose first message is no reply', () => {
    const topic = { text: '/check', reply_to_message: { message_id: 1, forum_topic_created: { name: 'x' } } };
    const { request } = toAsked(update(topic), SELF) ?? {};
    expect([request?.text, request?.about]).toEqual(['', undefined]);
  });

  it('says how long after it was sent a message was changed', () => {
    const edited = toAsked(update({ date: 100, edit_date: 160 }, 'edited_message'), SELF);
    expect(edited).toMatchObject({ editedAfterMs: 60_000, request: { text: 'Bats are blind' } });
  });

  it('of somebody who writes as a channel of theirs is the channel’s', () => {
    const asked = toAsked(update({ sender_chat: CHANNEL, from: { ...ANN, is_bot: true } }), SELF);
    expect(asked?.request).toMatchObject({ actorId: '-200', text: 'Bats are blind' });
  });

  it('holds nothing of who forwarded a message, or of where it comes from', () => {
    const chat = { id: 5, type: 'private', first_name: 'Ann' };
    const origins = [
      { type: 'user', date: 1, sender_user: { id: 66, is_bot: false, first_name: 'Eve' } },
      { type: 'hidden_user', date: 1, sender_user_name: 'Eve' },
      { type: 'chat', date: 1, sender_chat: { id: -66, type: 'supergroup', title: 'Eve' }, author_signature: 'Eve' },
      { type: 'channel', date: 1, chat: { id: -66, type: 'channel', title: 'Eve' }, message_id: 66 },
    ];
    for (const forward_origin of origins) {
      const asked = toAsked(update({ chat, forward_origin, message_id: 4 }), SELF);
      expect(asked?.request).toMatchObject({ text: '', about: { text: TEXT } });
      expect(JSON.stringify(asked)).not.toMatch(/Eve|66/);
    }
  });

  it.each([
    ['its own name', '/pin', '', { posting: { chatId: '-100', messageId: '8' } }],
    ['an id', '/pin 7K3M9Q2A', '7K3M9Q2A', { posting: { chatId: '-100', messageId: '8' } }],
  ])('to pin names the card it replies to, and of it no text: %s', (_what, text, expected, rest) => {
    const replied = { message_id: 8, from: { id: 7, is_bot: true }, text: '❌ False' };
    const entities = [{ type: 'bot_command', offset: 0, length: 4 }];
    const asked = toAsked(update({ text, entities, reply_to_message: replied }), SELF);
    expect(asked?.request).toMatchObject({ command: 'pin', text: expected, ...rest });
  });

  it('to check one of our own cards names the card, and nothing of its text', () => {
    const replied = { message_id: 8, from: { id: 7, is_bot: true }, text: '❌ False' };
    const { request } = toAsked(update({ text: '/check', reply_to_message: replied }), SELF) ?? {};
    expect([request?.text, request?.about]).toEqual(['', undefined]);
    expect(request?.posting).toEqual({ chatId: '-100', messageId: '8' });
  });

  it('carries the pictures of its message, of the one replied to, or of one in another chat', () => {
    const photo = [
      { file_id: 'small', file_size: 100 },
      { file_id: 'large', file_size: 9_000_000 },
      { file_id: 'huge', file_size: 11_000_000 },
    ];
    const bare = { text: undefined, entities: undefined, caption: '/check', caption_entities: [COMMAND] };
    const pictures = [{ ref: 'large', mediaType: 'image/jpeg', size: 9_000_000 }];
    expect(toAsked(update({ ...bare, photo }), SELF)?.request).toMatchObject({ text: '', pictures });
    const replying = { text: '/check', reply_to_message: { message_id: 2, photo } };
    expect(toAsked(update(replying), SELF)?.request?.about).toEqual({ text: '', pictures, messageId: '2' });
    // No answer can hang on it.
    const elsewhere = { text: '/check', external_reply: { origin: {}, photo } };
    expect(toAsked(update(elsewhere), SELF)?.request?.about).toEqual({ text: '', pictures });
    const document = { file_id: 'scan', mime_type: 'image/png' };
    const file = { text: '/check', reply_to_message: { message_id: 2, document } };
    expect(toAsked(update(file), SELF)?.request?.about?.pictures).toEqual([{ ref: 'scan', mediaType: 'image/png' }]);
    const other = { ...file, reply_to_message: { message_id: 2, document: { ...document, mime_type: 'text/html' } } };
    expect(toAsked(update(other), SELF)?.request?.about).toEqual({ text: '', unreadable: true, messageId: '2' });
  });

  const LINKED = { type: 'text_link', offset: 5, length: 4, url: 'https://example.org/wall' };
  const POLL = { question: 'Are bats blind?', options: [{ text: 'Yes' }, { text: 'No' }] };
  const LIST = { title: 'Bats', tasks: [{ id: 1, text: 'Bats are blind' }] };
  it.each<[string, object, string]>([
    ['the address behind its words', { text: 'Read this', entities: [LINKED] }, 'Read this\nhttps://example.org/wall'],
    [
      'no address twice',
      { text: 'Read https://example.org/wall', entities: [LINKED] },
      'Read https://example.org/wall',
    ],
    ['no address that is none', { text: 'Read this', entities: [{ ...LINKED, url: 'tg://user?id=1' }] }, 'Read this'],
    [
      'the address behind a caption',
      { caption: 'Read this', caption_entities: [LINKED] },
      'Read this\nhttps://example.org/wall',
    ],
    ['the question of a poll', { poll: POLL }, 'Are bats blind?'],
    ['a checklist', { checklist: LIST }, 'Bats\nBats are blind'],
  ])('reads %s, written, replied to or passed on', (_what, content, expected) => {
    const chat = { id: 5, type: 'private', first_name: 'Ann' };
    const blank = { chat, text: undefined, entities: undefined };
    expect(toAsked(update({ ...blank, ...content }), SELF)?.request).toMatchObject({ text: expected });
    const passed = toAsked(update({ ...blank, ...content, forward_origin: ORIGIN }), SELF);
    expect(passed?.request?.about?.text).toBe(expected);
    const replied = toAsked(update({ text: '/check', reply_to_message: { message_id: 2, ...content } }), SELF);
    expect(replied?.request?.about?.text).toBe(expected);
  });

  it('reads the address behind the words of its command, and of a marked part', () => {
    const link = { type: 'text_link', offset: 7, length: 4, url: 'https://example.org/wall' };
    const asked = toAsked(update({ text: '/check this', entities: [COMMAND, link] }), SELF);
    expect(asked?.request?.text).toBe('this\nhttps://example.org/wall');
    const quote = { text: 'this', position: 0, entities: [{ ...link, offset: 0 }] };
    const marked = toAsked(update({ text: '/check', reply_to_message: REPLIED, quote }), SELF);
    expect(marked?.request?.about?.text).toBe('this\nhttps://example.org/wall');
  });

  it.each([
    ['by name', '@claimcheck_bot Bats are blind', { type: 'mention', offset: 0, length: 15 }, 'Bats are blind'],
    ['at the end', 'Bats are blind, @ClaimCheck_bot', { type: 'mention', offset: 16, length: 15 }, 'Bats are blind,'],
    [
      'by a link',
      'Bot: bats are blind',
      { type: 'text_mention', offset: 0, length: 4, user: { id: 7 } },
      'bats are blind',
    ],
  ])('is a mention %s, only where mentions count', (_how, text, entity, expected) => {
    const mention = update({ text, entities: [entity] });
    expect(toAsked(mention, SELF)).toBeUndefined();
    expect(toAsked(mention, { ...SELF, mentions: true })?.request).toMatchObject({ command: 'check', text: expected });
  });

  it.each([
    ['/start', 'start', ''],
    ['/start help', 'start', ''],
    ['/start answer', 'start', ''],
    ['/start Zm9vYmFyYmF6', 'open', 'Zm9vYmFyYmF6'],
  ])('%s in private is %s', (text, command, argument) => {
    const chat = { id: 5, type: 'private', first_name: 'Ann' };
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    expect(toAsked(update({ chat, text, entities }), SELF)?.request).toMatchObject({ command, text: argument });
  });

  it('is absent for a click on a message that is too old to see', () => {
    const click = {
      id: '1',
      from: ANN,
      message: { chat: GROUP, message_id: 3, date: 0 },
      data: 'pin:7K3M9Q2A',
      chat_instance: '',
    };
    const asked = toAsked({ update_id: 9, callback_query: click } as unknown as Update, SELF);
    const address = { chatId: -100, messageId: 3, callbackId: '1' };
    expect(asked).toEqual({ kind: 'click', callbackId: '1', address });
  });
});
