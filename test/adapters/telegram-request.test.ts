import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { toAsked } from '../../adapters/telegram/request.ts';

const SELF = { id: 7, username: 'claimcheck_bot', commands: ['check', 'help'] };
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
    ['an edited message', update({}, 'edited_message')],
    ['a message of another bot', update({ from: { ...ANN, is_bot: true } })],
    ['a message of nobody', update({ from: undefined })],
    ['a member who joins', update({ text: undefined, entities: undefined, new_chat_members: [ANN] })],
    ['a pinned message in private', update({ chat: { ...ANN, type: 'private' }, text: undefined, pinned_message: {} })],
    ['a command that only looks like one', update({ entities: [] })],
    ['an update of a kind that is not known', { update_id: 9 }],
  ])('%s', (_what, given) => {
    expect(toAsked(given, SELF)).toBeUndefined();
  });
});

describe('a request', () => {
  it('carries no topic where there is only a thread of replies', () => {
    expect(toAsked(update({ message_thread_id: 44 }), SELF)).not.toHaveProperty('topicId');
    expect(toAsked(update({ message_thread_id: 44, is_topic_message: true }), SELF)).toHaveProperty('topicId', 44);
  });

  it('can be written down and read back', () => {
    const request = toAsked(update({ from: { ...ANN, language_code: 'pt-br' } }), SELF)?.request;
    expect(JSON.parse(JSON.stringify(request))).toEqual({
      id: '9',
      platform: 'telegram',
      command: 'check',
      text: 'Bats are blind',
      actorId: '5',
      chat: { id: '-100', kind: 'group' },
      locale: 'pt-br',
    });
  });

  it('takes the marked part of a message from another chat', () => {
    const quoting = { text: '/check', external_reply: { origin: {} }, quote: { text: 'Bats are blind', position: 0 } };
    expect(toAsked(update(quoting), SELF)?.request).toMatchObject({ text: 'Bats are blind' });
  });

  it('is empty for a bare command in a topic, whose first message is no reply', () => {
    const topic = { text: '/check', reply_to_message: { message_id: 1, forum_topic_created: { name: 'x' } } };
    expect(toAsked(update(topic), SELF)?.request).toMatchObject({ text: '' });
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
    expect(asked).toEqual({ kind: 'click', callbackId: '1', chatId: -100, messageId: 3 });
  });
});
