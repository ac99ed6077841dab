import { describe, expect, it } from 'vitest';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { NOON } from '../core/checker-fixture.ts';
import type { TelegramPeer } from '../peers/telegram/index.ts';
import { useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();

/** What was sent to have people reply. */
const asksOf = ({ requests }: TelegramPeer) =>
  requests.flatMap(({ payload: { reply_markup: markup } }) =>
    markup && typeof markup === 'object' && 'force_reply' in markup ? [markup] : [],
  );

describe('a bare command in a group, as a phone’s menu sends it', () => {
  it('opens a reply for its asker, and the reply is the claim, at once', async () => {
    const { peer, ann, bob, checked } = await telegram.open({ chat: { now: () => NOON } });
    const group = peer.addGroup({ members: [ann, bob] });
    const asking = await peer.waitForAnswer(peer.say(ann, group, '/check@claimcheck_bot'));
    expect(asking.text).toBe('What should be checked?\nReply to this message with the claim.');
    const placeholder = 'The claim, as one sentence';
    expect(asksOf(peer)).toEqual([{ force_reply: true, selective: true, input_field_placeholder: placeholder }]);
    const card = await peer.waitForAnswer(peer.say(ann, group, WALL, { replyTo: asking }));
    expect(card.text).toMatch(/^❌ False$/m);
    // Whoever is quicker than the asker is answered as well.
    await peer.waitForAnswer(peer.say(bob, group, 'Bats are blind', { replyTo: asking }));
    expect(checked).toEqual([WALL, 'Bats are blind']);
  });

  it('is asked back in each language, and known again in each', async () => {
    const { peer, accepted } = await telegram.open();
    for (const tag of LOCALE_TAGS) {
      const eve = peer.addUser({ firstName: 'Eve', languageCode: tag });
      const group = peer.addGroup({ members: [eve] });
      const asking = await peer.waitForAnswer(peer.say(eve, group, '/check'));
      expect(asking.text).toContain(toLocale(tag).t('telegram.reply'));
      await peer.waitForAnswer(peer.say(eve, group, `The mayor of Town ${tag} resigned`, { replyTo: asking }));
    }
    const asked = accepted.map(({ request }) => request.text);
    expect(asked).toEqual(LOCALE_TAGS.flatMap((tag) => ['', `The mayor of Town ${tag} resigned`]));
  });

  it('takes the place of no placeholder: an edit cannot ask for a reply', async () => {
    const { peer, ann, finished } = await telegram.open({
      peer: { privacy: false },
      chat: { pause: () => new Promise((resolve) => setTimeout(resolve, 50)) },
      telegram: { mentions: true, times: { placeholderAfterMs: 0 } },
    });
    const group = peer.addGroup({ members: [ann] });
    peer.say(ann, group, '@claimcheck_bot');
    await finished(1);
    expect(peer.answers(group).map(({ text }) => text?.split('\n')[0])).toEqual(['What should be checked?']);
    expect(asksOf(peer)).toHaveLength(1);
  });

  it('leaves alone what people reply to a card, and what others reply to other bots', async () => {
    const { peer, ann, checked } = await telegram.open({ peer: { privacy: false } });
    const robot = peer.addUser({ firstName: 'Robot', isBot: true });
    const group = peer.addGroup({ members: [ann, robot] });
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check Bats are blind'));
    const copied = `What should be checked?\n${toLocale('en').t('telegram.reply')}`;
    const asking = peer.say(robot, group, copied);
    for (const replyTo of [card, asking]) peer.say(ann, group, 'I have seen one that sees', { replyTo });
    await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    expect(checked).toEqual(['Bats are blind', WALL]);
  });
});
