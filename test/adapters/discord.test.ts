import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type House, openHouse } from './discord-house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

describe('a check in a guild', () => {
  it('answers /check with the card, for everyone to see', async () => {
    const { peer, ana, channel } = house;
    const asked = peer.slash(ana, channel, 'check', { claim: 'The wall is seen from the Moon' });
    const message = await peer.waitForMessage(channel);
    const [embed] = message.embeds;
    expect(embed).toMatchObject({ title: '❌ False', footer: { text: expect.stringContaining('Check 7K3M9Q2A') } });
    expect(embed?.description).toContain('The wall is seen from the Moon');
    expect(message.components[0]?.components).toMatchObject([{ label: 'Pin', custom_id: 'pin:7K3M9Q2A' }]);
    expect(message.id).toBe(asked.originalId);
    expect(peer.violations).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  it('shows that it thinks before it has an answer', async () => {
    const { peer, ana, channel } = house;
    const asked = peer.slash(ana, channel, 'check', { claim: 'a claim' });
    await peer.until(() => asked.answered);
    expect(asked.answered).toMatchObject({ type: 5, ephemeral: false });
  });

  it('sends a card for every claim of a message', async () => {
    const { peer, ana, channel } = house;
    const target = peer.post(ana, channel, { content: 'one claim\nanother claim\na third claim' });
    peer.menu(ana, channel, 'Check this message', target);
    const cards = await peer.until(() => {
      const shown = peer.messages(channel).filter((message) => message.embeds.length > 0);
      return shown.length === 3 && shown;
    });
    expect(cards.map(({ embeds }) => String(embeds[0]?.description).split('\n')[0])).toEqual([
      '> one claim',
      '> another claim',
      '> a third claim',
    ]);
  });

  it.each([
    ['what its author wrote', { content: 'written words' }, 'written words'],
    ['what its embed says', { embeds: [{ title: 'A headline', description: 'and its text' }] }, 'A headline'],
    ['what it forwards', { snapshots: [{ content: 'forwarded words' }] }, 'forwarded words'],
  ])('checks of a message, from its menu, %s', async (_name, what, claim) => {
    const { peer, ana, mod, channel } = house;
    peer.menu(ana, channel, 'Check this message', peer.post(mod, channel, what));
    const message = await peer.waitForMessage(channel);
    expect(message.embeds[0]?.description).toContain(claim);
  });

  it('tells only the asker that a message has no words', async () => {
    const { peer, ana, mod, channel } = house;
    peer.menu(ana, channel, 'Check this message', peer.post(mod, channel, {}));
    const refusal = await peer.waitForEphemeral(ana);
    expect(refusal.embeds[0]?.title).toBe('What should be checked?');
    expect(peer.messages(channel).filter(({ authorId }) => authorId === peer.bot.id)).toEqual([]);
  });

  it('answers /help to the asker alone', async () => {
    const { peer, ana, channel } = house;
    peer.slash(ana, channel, 'help');
    const help = await peer.waitForEphemeral(ana);
    expect(help.embeds[0]?.description).toContain('/check \\<claim\\>');
    expect(peer.messages(channel)).toEqual([]);
  });
});

describe('a check in direct messages', () => {
  it('answers with the card, without a Pin button', async () => {
    const { peer, ana } = house;
    const direct = peer.addDirectMessages(ana);
    peer.slash(ana, direct, 'check', { claim: 'a claim' });
    const message = await peer.waitForMessage(direct);
    expect(message.embeds[0]?.title).toBe('❌ False');
    expect(message.components).toEqual([]);
  });
});

describe('the Pin button', () => {
  async function card() {
    house.peer.slash(house.ana, house.channel, 'check', { claim: 'a claim' });
    return house.peer.waitForMessage(house.channel);
  }

  it('pins the card for who may pin, and says so to them alone', async () => {
    const { peer, mod, channel } = house;
    const message = await card();
    peer.click(mod, message, 'Pin');
    const done = await peer.waitForEphemeral(mod);
    expect(done.embeds[0]?.description).toBe('Pinned.');
    expect(peer.pins(channel)).toEqual([message]);
  });

  it('pins nothing for who may not pin', async () => {
    const { peer, ana, channel } = house;
    peer.click(ana, await card(), 'Pin');
    const refusal = await peer.waitForEphemeral(ana);
    expect(refusal.embeds[0]?.description).toContain('right to pin messages');
    expect(peer.pins(channel)).toEqual([]);
  });

  it('asks for the right at the moment of the click', async () => {
    const { peer, mod, channel } = house;
    const message = await card();
    peer.deny(mod, channel, 'pinMessages');
    peer.click(mod, message, 'Pin');
    await peer.waitForEphemeral(mod);
    expect(peer.pins(channel)).toEqual([]);
  });

  it('explains that the bot itself may not pin', async () => {
    const { peer, mod, channel } = house;
    peer.deny(peer.bot, channel, 'pinMessages');
    peer.click(mod, await card(), 'Pin');
    const refusal = await peer.waitForEphemeral(mod);
    expect(refusal.embeds[0]?.description).toContain('the bot needs the right to pin');
  });

  it('says that a card is gone whose message was deleted meanwhile', async () => {
    const { peer, mod } = house;
    const message = await card();
    peer.click(mod, message, 'Pin');
    peer.delete(message);
    const refusal = await peer.waitForEphemeral(mod);
    expect(refusal.embeds[0]?.description).toContain('not known here any more');
  });
});
