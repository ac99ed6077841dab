import { describe, expect, it } from 'vitest';
import { toLocale } from '../../src/core/text/locale.ts';
import { setSetting, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();
const { t } = toLocale('uk');

/** A group that has chosen Ukrainian, and a creator who reads French. */
async function open(bot: { rights: object } | 'member' = { rights: { can_pin_messages: true } }) {
  const fixture = await telegram.open();
  const { peer } = fixture;
  const creator = peer.addUser({ firstName: 'Claire', languageCode: 'fr' });
  const group = peer.addGroup({ creator, members: [fixture.ann], bot });
  expect((await setSetting(peer, creator, group, ['Langue', 'українська'])).text).toContain(t('settings.title'));
  const card = await peer.waitForAnswer(peer.say(creator, group, `/check ${WALL}`));
  return { ...fixture, creator, group, card };
}

describe('in a group that has chosen a language', () => {
  it('cards are in it, and so is what a click is told', async () => {
    const { peer, creator, card } = await open();
    expect(card.text).toContain(t('verdict.false'));
    expect(await peer.click(creator, card, t('pin.button'))).toMatchObject({ text: t('pin.done') });
  });

  it('so is the sentence for a right that the bot has not', async () => {
    const { peer, creator, card } = await open('member');
    expect(await peer.click(creator, card, t('pin.button'))).toMatchObject({ text: t('telegram.pin.right') });
  });

  it('so is the button for an anonymous administrator, whose language nobody knows', async () => {
    const { peer, creator, group, card } = await open();
    const ask = await peer.waitForAnswer(peer.say(creator, group, '/pin', { anonymous: true, replyTo: card }));
    expect(ask.text).toBe(t('telegram.anonymous'));
    expect(ask.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual([t('pin.button')]);
  });

  it('so is what stands there while a check runs', async () => {
    const { peer, creator, card } = await open();
    expect(await peer.click(creator, card, t('recheck.button'))).toMatchObject({ text: t('telegram.checking') });
  });
});

describe('in a private chat', () => {
  it.each([
    ['pt-br', 'pt'],
    ['zh-hans', 'zh'],
    ['in', 'id'],
    ['ar', 'ar'],
    ['eo', 'en'],
  ])('whose person has %s, cards and help are in %s', async (languageCode, tag) => {
    const { peer } = await telegram.open();
    const person = peer.addUser({ firstName: 'Kim', languageCode });
    const chat = peer.addPrivateChat(person);
    const own = toLocale(tag);
    expect((await peer.waitForAnswer(peer.say(person, chat, WALL))).text).toContain(own.t('verdict.false'));
    expect((await peer.waitForAnswer(peer.say(person, chat, '/help'))).text).toContain(own.t('help.title'));
  });
});
