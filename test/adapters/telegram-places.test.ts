import { describe, expect, it } from 'vitest';
import { renderCallbackText } from '../../adapters/telegram/render.ts';
import { toRefusalReply } from '../../commands/card-reply.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { setSetting, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();

describe('a forum', () => {
  it('has its General topic answered there, which has no number', async () => {
    const { peer, ann, accepted } = await telegram.open();
    const forum = peer.addGroup({ members: [ann], forum: true });
    peer.addTopic(forum);
    const answer = await peer.waitForAnswer(peer.say(ann, forum, '/check Bats are blind'));
    expect(answer).not.toHaveProperty('message_thread_id');
    expect(accepted[0]?.request.chat).not.toHaveProperty('topicId');
  });

  it('switches checks off in one topic, and pins there', async () => {
    const { peer, ann, bob, finished } = await telegram.open();
    const bot = { rights: { can_pin_messages: true } };
    const forum = peer.addGroup({ creator: bob, members: [ann], forum: true, bot });
    const [quiet, open] = [peer.addTopic(forum), peer.addTopic(forum)];
    await setSetting(peer, bob, forum, [toLocale('en').t('settings.here'), 'Off'], { threadId: quiet });
    const refused = await peer.waitForAnswer(peer.say(ann, forum, `/check ${WALL}`, { threadId: quiet }));
    expect(refused).toMatchObject({ message_thread_id: quiet, text: expect.stringContaining('switched off here') });
    const card = await peer.waitForAnswer(peer.say(bob, forum, `/check ${WALL}`, { threadId: open }));
    expect(card).toMatchObject({ message_thread_id: open, text: expect.stringMatching(/^❌ False$/m) });
    await finished(2);
    expect(await peer.click(bob, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
  });
});

describe('a private chat with topics', () => {
  it('is answered in the topic, Details too', async () => {
    const { peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const threadId = peer.addTopic(chat);
    const card = await peer.waitForAnswer(peer.say(ann, chat, WALL, { threadId }));
    expect(card).toMatchObject({ message_thread_id: threadId });
    await peer.click(ann, card, 'Details');
    const details = await peer.waitForMessage(({ text }) => text?.includes('\nSources\n') ?? false);
    expect(details).toMatchObject({ message_thread_id: threadId });
  });
});

describe('one chat', () => {
  it('is answered in its order, by what takes no time', async () => {
    const { peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const asked = ['/help', '/privacy', '/history', '/start'].map((text) => peer.say(ann, chat, text));
    await Promise.all(asked.map((one) => peer.waitForAnswer(one)));
    const order = peer.answers(chat).map(({ reply_to_message }) => reply_to_message?.message_id);
    expect(order).toEqual(asked.map(({ message_id }) => message_id));
  });

  it('gets a whole card for the longest message there is', async () => {
    const { peer, ann, checked } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const longest = `${WALL}. ${'<b>& 😀 "so" they say</b> '.repeat(400)}`.slice(0, 4096);
    const card = await peer.waitForAnswer(peer.say(ann, chat, longest));
    expect(checked[0]).toHaveLength(longest.trim().length);
    expect(card.text).toMatch(/^(?:❌ False$|1\. )/m);
    expect(card.text?.length).toBeLessThanOrEqual(4096);
  });
});

describe('a refused click', () => {
  it.each(LOCALE_TAGS)('is told in full within Telegram’s 200 characters: %s', (tag) => {
    const locale = toLocale(tag);
    const until = new Date(999_000).toISOString();
    const whys = [
      'person-pause',
      'group-pause',
      'recheck-pause',
      'person-day',
      'group-day',
      'channel-off',
      'moderators',
    ] as const;
    for (const why of whys) {
      const { title, lines } = toRefusalReply({ why, until }, locale, 0);
      const whole = [title, ...lines].join('\n');
      expect(renderCallbackText(whole)).toBe(whole);
    }
    for (const [title, line] of [
      ['right.title', 'right.pin.refused'],
      ['right.title', 'right.manage.refused'],
      ['pin.title', 'pin.unknown'],
      ['unpin.title', 'unpin.none'],
      ['recheck.title', 'recheck.unknown'],
      ['desk.unknown.title', 'desk.unknown.body'],
      ['router.fault.title', 'router.fault.body'],
    ] as const) {
      const whole = `${locale.t(title)}\n${locale.t(line)}`;
      expect(renderCallbackText(whole)).toBe(whole);
    }
  });
});
