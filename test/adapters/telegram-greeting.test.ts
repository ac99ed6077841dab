import { describe, expect, it } from 'vitest';
import { toLocale } from '../../src/core/text/locale.ts';
import { useTelegram } from './telegram-fixture.ts';

const telegram = useTelegram();
const ONLY_ASKED = toLocale('en').t('telegram.sees.asked');
const ALL = toLocale('en').t('telegram.sees.all');

describe('being added to a group', () => {
  it.each([
    ['nothing but what asks it', 'member', true, ONLY_ASKED],
    ['all, without privacy mode', 'member', false, ALL],
    ['all, as an administrator', { rights: {} }, true, ALL],
  ] as const)('is answered with what the bot is for, and that it sees %s', async (_what, bot, privacy, sees) => {
    const { peer, bob } = await telegram.open({ peer: { privacy } });
    const group = peer.addGroup({ creator: bob, bot: 'left' });
    peer.setBot(group, bot, bob);
    const { text } = await peer.waitForMessage(({ from }) => from?.id === peer.bot.id);
    expect(text).toMatch(/^Is it true\? Ask here\n/);
    expect(text).toContain('/check@claimcheck_bot');
    expect(text?.endsWith(sees)).toBe(true);
  });

  it('is said in the language of who added it', async () => {
    const { peer } = await telegram.open();
    const eve = peer.addUser({ firstName: 'Eve', languageCode: 'de' });
    peer.setBot(peer.addGroup({ creator: eve, bot: 'left' }), 'member', eve);
    const { text } = await peer.waitForMessage(({ from }) => from?.id === peer.bot.id);
    expect(text).toContain(toLocale('de').t('telegram.sees.asked'));
  });

  it('is answered once: not by /start as well, nor when somebody adds it again and again, nor for new rights', async () => {
    const { peer, ann, bob } = await telegram.open();
    const group = peer.addGroup({ creator: bob, members: [ann], bot: 'left' });
    peer.setBot(group, 'member', bob);
    peer.say(bob, group, '/start@claimcheck_bot true');
    peer.setBot(group, { rights: { can_pin_messages: true } }, bob);
    peer.setBot(group, 'kicked', bob);
    peer.setBot(group, 'member', bob);
    await peer.waitForAnswer(peer.say(ann, group, '/help@claimcheck_bot'));
    expect(peer.answers(group).map(({ text }) => text?.split('\n')[0])).toEqual([
      'Is it true? Ask here',
      'Claimcheck checks claims',
    ]);
  });

  it('is no fault where the bot may not write', async () => {
    const { peer, ann, bob, faults } = await telegram.open();
    const group = peer.addGroup({ creator: bob, bot: 'left' });
    group.muted = true;
    peer.setBot(group, 'member', bob);
    await peer.waitForRequest(
      ({ method, payload }) => method === 'sendMessage' && Number(payload.chat_id) === group.id,
    );
    await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/help'));
    expect(faults).toEqual([]);
  });
});
