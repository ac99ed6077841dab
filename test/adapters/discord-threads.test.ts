import { beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../peers/discord/world.ts';
import { embedOf, useHouse, verdictOf, WALL } from './discord-fixture.ts';

const house = useHouse(() => ({ adapter: { mentions: true }, peer: { refusedIntents: 0 } }));
let thread: Channel;
beforeEach(() => {
  thread = house.peer.addThread(house.channel, 'about the wall');
});

async function askIn(channel: Channel) {
  house.peer.slash(house.ana, channel, 'check', { claim: WALL });
  return house.peer.waitForMessage(channel);
}
const refusalOf = async () => embedOf(await house.peer.waitForEphemeral(house.ana)).description;

describe('in a thread', () => {
  it('a check is answered there, and its card pinned there', async () => {
    const { peer, mod, channel } = house;
    const card = await askIn(thread);
    expect(verdictOf(card)).toBe('❌ False');
    peer.click(mod, card, 'Pin');
    await peer.until(() => peer.pins(thread).length === 1);
    await peer.waitForEphemeral(mod);
    expect(peer.messages(channel)).toEqual([]);
  });

  it('that is archived a card is not pinned, and it is said why', async () => {
    const { peer, mod } = house;
    const card = await askIn(thread);
    peer.archive(thread);
    peer.click(mod, card, 'Pin');
    expect(embedOf(await peer.waitForEphemeral(mod))).toMatchObject({
      title: 'Not pinned',
      description: expect.stringContaining('thread is archived or locked'),
    });
  });

  it('a mention is answered', async () => {
    const { peer, ana } = house;
    peer.post(ana, thread, { content: `<@${peer.bot.id}> ${WALL}` });
    await peer.waitForMessage(thread, ({ embeds }) => embeds[0]?.footer !== undefined);
  });

  it('nothing is checked where checks are switched off in its channel', async () => {
    await switchOff(house.channel);
    house.peer.slash(house.ana, thread, 'check', { claim: WALL });
    expect(await refusalOf()).toContain('switched off here');
    house.peer.post(house.mod, thread, { content: `<@${house.peer.bot.id}> ${WALL}` });
    await house.peer.waitForMessage(thread, ({ embeds }) => JSON.stringify(embeds).includes('switched off here'));
  });

  it('checks are switched off for the whole channel', async () => {
    await switchOff(thread);
    house.peer.slash(house.ana, house.channel, 'check', { claim: WALL });
    expect(await refusalOf()).toContain('switched off here');
  });

  it.each(['pin', 'manage'] as const)('the right to %s is that in its channel', async (right) => {
    const { adapter } = house.bot;
    const mayDo = right === 'pin' ? house.mod : house.owner;
    expect(await adapter.can(mayDo.id, right, thread.id)).toBe(true);
    expect(await adapter.can(house.ana.id, right, thread.id)).toBe(false);
  });
});

async function switchOff(channel: Channel): Promise<void> {
  const { peer, owner } = house;
  peer.slash(owner, channel, 'settings');
  const panel = await peer.waitForEphemeral(owner);
  const has = (label: string) => panel.components.some((row) => row.components.some((one) => one.label === label));
  peer.click(owner, panel, 'Checks in this channel or topic');
  await peer.until(() => has('Off'));
  peer.click(owner, panel, 'Off');
  await peer.until(() => has('Language'));
}
