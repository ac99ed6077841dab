import { beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../peers/discord/world.ts';
import { embedOf, useFixture, verdictOf, WALL } from './discord-fixture.ts';

const fixture = useFixture(() => ({ adapter: { mentions: true }, peer: { refusedIntents: 0 } }));
let thread: Channel;
beforeEach(() => {
  thread = fixture.peer.addThread(fixture.channel, 'about the wall');
});

async function askIn(channel: Channel) {
  fixture.peer.slash(fixture.mod, channel, 'check', { claim: WALL });
  return fixture.peer.waitForMessage(channel);
}
const refusalOf = async () => embedOf(await fixture.peer.waitForEphemeral(fixture.ana)).description;

describe('in a thread', () => {
  it('a check is answered there, and its card pinned there', async () => {
    const { peer, mod, channel } = fixture;
    const card = await askIn(thread);
    expect(verdictOf(card)).toBe('❌ False');
    peer.click(mod, card, 'Pin');
    await peer.until(() => peer.pins(thread).length === 1);
    await peer.waitForEphemeral(mod);
    expect(peer.messages(channel)).toEqual([]);
  });

  it('that is archived a card is not pinned, and it is said why', async () => {
    const { peer, mod } = fixture;
    const card = await askIn(thread);
    peer.archive(thread);
    peer.click(mod, card, 'Pin');
    expect(embedOf(await peer.waitForEphemeral(mod))).toMatchObject({
      title: 'Not pinned',
      description: expect.stringContaining('thread is archived or locked'),
    });
  });

  it('a mention is answered', async () => {
    const { peer, ana } = fixture;
    peer.post(ana, thread, { content: `<@${peer.bot.id}> ${WALL}` });
    await peer.waitForMessage(thread, ({ embeds }) => embeds[0]?.footer !== undefined);
  });

  it('nothing is checked where checks are switched off in its channel', async () => {
    await switchOff(fixture.channel);
    fixture.peer.slash(fixture.ana, thread, 'check', { claim: WALL });
    expect(await refusalOf()).toContain('switched off here');
    fixture.peer.post(fixture.mod, thread, { content: `<@${fixture.peer.bot.id}> ${WALL}` });
    await fixture.peer.waitForMessage(thread, ({ embeds }) => JSON.stringify(embeds).includes('switched off here'));
  });

  it('checks are switched off for the whole channel', async () => {
    await switchOff(thread);
    fixture.peer.slash(fixture.ana, fixture.channel, 'check', { claim: WALL });
    expect(await refusalOf()).toContain('switched off here');
  });

  it.each(['pin', 'manage'] as const)('the right to %s is that in its channel', async (right) => {
    const { adapter } = fixture.bot;
    const mayDo = right === 'pin' ? fixture.mod : fixture.owner;
    expect(await adapter.can(mayDo.id, right, thread.id)).toBe(true);
    expect(await adapter.can(fixture.ana.id, right, thread.id)).toBe(false);
  });
});

async function switchOff(channel: Channel): Promise<void> {
  const { peer, owner } = fixture;
  peer.slash(owner, channel, 'settings');
  const panel = await peer.waitForEphemeral(owner);
  const has = (label: string) => panel.components.some((row) => row.components.some((one) => one.label === label));
  peer.click(owner, panel, 'Checks in this channel or topic');
  await peer.until(() => has('Off'));
  peer.click(owner, panel, 'Off');
  await peer.until(() => has('Language'));
}
